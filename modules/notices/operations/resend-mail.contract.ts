import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { MailView } from './get-mail.contract.ts'

export const resendMail = defineCommand({
  name: 'resend-mail',
  summary: 'Send a mail once more, with a Message-ID of its own.',
  rows: ['ACT-08', 'PRD-07'],
  rest: { method: 'POST', path: '/v1/mails/{mail}/resend' },
  permission: 'mails.manage',
  input: z.object({ mail: z.string().min(1).max(100) }),
  output: MailView,
  refusals: ['mail-waiting', 'mail-secret-gone', 'mail-address-invalid'],
  audit: { action: 'mail.resent', subjects: ['mail'] },
  secret: true,
})
