import { defineCommand, JobReference } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const auditCopies = defineCommand({
  name: 'audit-copies',
  summary:
    'Recompute the taken copies and overdraft of every line item from its licenses, and tell each difference.',
  rows: ['ACT-09', 'BEY-01'],
  rest: { method: 'POST', path: '/v1/copies-audits' },
  permission: 'copies.audit',
  queued: true,
  input: z.object({}),
  output: JobReference,
  refusals: [],
  audit: { action: 'copies.audit-queued', subjects: ['job'] },
})

/** The report of a finished audit, as its job keeps it. */
export const CopiesAuditReport = z.object({
  lineItems: z.int().meta({ description: 'Line items that were compared.' }),
  differences: z.int().meta({ description: 'Figures that differ; 0 is what it has to be.' }),
  /** The first of them. */
  found: z.array(
    z.object({
      lineItemId: z.string(),
      activationId: z.string(),
      figure: z.enum(['copies', 'overdraft']),
      counted: z.int(),
      recorded: z.int(),
    }),
  ),
  moved: z.int().meta({ description: 'Copies that left line items for their replacements.' }),
  brought: z.int().meta({ description: 'Copies that came into replacements; equals the copies that left.' }),
})

/** The report of a finished audit. */
export type CopiesAuditReport = z.infer<typeof CopiesAuditReport>
