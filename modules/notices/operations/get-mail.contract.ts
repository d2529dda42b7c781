import { Commands, defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

/** A mail with its bodies. `bodyHtml` must be shown without scripts, in a frame of its own. */
export const MailView = z.object({
  id: z.string(),
  template: z.string(),
  language: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  bodyText: z.string(),
  bodyHtml: z.string(),
  state: z.enum(['waiting', 'sent', 'kept', 'failed']),
  attempts: z.int(),
  problem: z.string().nullable(),
  nextAttemptAt: z.string().nullable(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  attachments: z.array(
    z.object({ number: z.int(), fileName: z.string(), mediaType: z.string(), sizeBytes: z.int() }),
  ),
  commands: Commands,
})

export const getMail = defineQuery({
  name: 'get-mail',
  summary: 'One mail: text, HTML, addresses, files, and what became of it.',
  rows: ['ACT-08', 'PRD-07'],
  rest: { method: 'GET', path: '/v1/mails/{mail}' },
  permission: 'mails.view',
  input: z.object({ mail: z.string().min(1).max(100) }),
  output: MailView,
})
