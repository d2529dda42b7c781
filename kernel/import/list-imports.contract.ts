import { JOB_STATES } from '../jobs/jobs.contract.ts'
import { defineList } from '../list/define.ts'

/** States of a job, with their labels. */

export const listImports = defineList({
  name: 'list-imports',
  title: 'Imports',
  summary: 'Imports and dry runs, the newest first.',
  rows: ['PRD-06', 'BEY-13'],
  path: '/v1/imports',
  permission: 'imports.run',
  fileName: 'Imports',
  defaultSort: '-createdAt',
  columns: {
    createdAt: { label: 'Started', type: 'instant', sortable: true },
    fileName: { label: 'File', type: 'text', simple: true },
    importName: { label: 'Import', type: 'text' },
    recordKind: { label: 'Records', type: 'text', nullable: true },
    isDryRun: { label: 'Dry run', type: 'boolean', quickFilter: true },
    state: { label: 'State', type: 'choice', choices: JOB_STATES, quickFilter: true },
    created: { label: 'Created', type: 'number', searchable: false },
    changed: { label: 'Changed', type: 'number', searchable: false },
    unchanged: { label: 'Unchanged', type: 'number', searchable: false },
    refused: { label: 'Refused', type: 'number', searchable: false },
    by: { label: 'By', type: 'text', simple: true },
    problem: { label: 'Problem', type: 'text', nullable: true, visible: false },
    finishedAt: { label: 'Finished', type: 'instant', nullable: true, visible: false },
  },
})
