import { z } from 'zod'
import { defineList } from '../list/define.ts'

/** How an operation ended, with the words that pages show. */
export const OUTCOMES = { done: 'Done', refused: 'Refused', denied: 'Not permitted' } as const

export const listAuditEntries = defineList({
  name: 'list-audit-entries',
  title: 'Audit log',
  summary: 'Who did what, for whom, with which result; of everything, or of one record.',
  rows: ['BEY-06', 'LIFE-12', 'PRD-03'],
  path: '/v1/audit-entries',
  permission: 'audit.view',
  fileName: 'AuditLog',
  defaultSort: '-at',
  params: z.object({
    subjectKind: z.string().max(40).optional(),
    subjectId: z.string().max(100).optional(),
  }),
  columns: {
    at: { label: 'When', type: 'instant', sortable: true },
    actorName: { label: 'Who', type: 'text', simple: true },
    onBehalfOf: { label: 'For', type: 'text', nullable: true },
    action: { label: 'What', type: 'text', simple: true },
    subjects: { label: 'About', type: 'texts', searchable: true, simple: true },
    outcome: { label: 'Result', type: 'choice', choices: OUTCOMES, quickFilter: true },
    code: { label: 'Reason', type: 'text', nullable: true },
    operation: { label: 'Operation', type: 'text', visible: false },
    requestId: { label: 'Request', type: 'text', visible: false },
  },
})
