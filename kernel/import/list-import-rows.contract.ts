import { z } from 'zod'
import { defineList } from '../list/define.ts'

/** What becomes of a record, with labels. */
const outcomes = { created: 'Created', changed: 'Changed', unchanged: 'Unchanged', refused: 'Refused' }

export const listImportRows = defineList({
  name: 'list-import-rows',
  title: 'Import report',
  summary: 'What became of each record of an import, with file line, column and reason.',
  rows: ['PRD-06', 'BEY-13'],
  path: '/v1/imports/{import}/rows',
  permission: 'imports.run',
  fileName: 'ImportReport',
  defaultSort: 'number',
  params: z.object({ import: z.string().min(1).max(255) }),
  columns: {
    number: { label: 'Record', type: 'number', sortable: true },
    line: { label: 'File line', type: 'number' },
    recordKind: { label: 'Kind', type: 'text' },
    reference: { label: 'Name', type: 'text', simple: true },
    outcome: { label: 'Outcome', type: 'choice', choices: outcomes, quickFilter: true },
    column: { label: 'Column', type: 'text', nullable: true },
    reason: { label: 'Reason', type: 'text', simple: true, nullable: true },
    code: { label: 'Code', type: 'text', nullable: true, visible: false },
  },
})
