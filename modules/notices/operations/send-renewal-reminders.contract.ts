import { defineCommand, JobReference } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const sendRenewalReminders = defineCommand({
  name: 'send-renewal-reminders',
  summary:
    'Remind the people who subscribed of what expires and has expired; a dry run only says whom, and of how much.',
  rows: ['ENT-12'],
  rest: { method: 'POST', path: '/v1/reminders' },
  permission: 'reminders.send',
  queued: true,
  input: z.object({
    dryRun: z
      .boolean()
      .default(false)
      .meta({ label: 'Dry run', help: 'Nothing is written; the report says what would be sent.' }),
  }),
  output: JobReference,
  audit: { action: 'reminders.queued', subjects: ['job'] },
})

/** The report of a finished run, as its job keeps it. */
export const ReminderReport = z.object({
  isDryRun: z.boolean(),
  subscribers: z.int().meta({ description: 'People who were looked at.' }),
  mails: z.int(),
  expiring: z.int().meta({ description: 'Line items that the mails list as expiring.' }),
  expired: z.int(),
  failed: z.int().meta({ description: 'People whose mail could not be written; the next run tries again.' }),
  reminders: z
    .array(z.object({ user: z.string(), email: z.string(), expiring: z.int(), expired: z.int() }))
    .meta({ description: 'The first hundred mails.' }),
})
