import { defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const getMailAttachment = defineQuery({
  name: 'get-mail-attachment',
  summary: 'One file of a mail, as base64.',
  rows: ['ACT-08'],
  rest: { method: 'GET', path: '/v1/mails/{mail}/attachments/{number}' },
  permission: 'mails.view',
  input: z.object({ mail: z.string().min(1).max(100), number: z.coerce.number().int().min(0).max(100_000) }),
  output: z.object({
    fileName: z.string(),
    mediaType: z.string(),
    sizeBytes: z.int(),
    contentBase64: z.string(),
  }),
})
