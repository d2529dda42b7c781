import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const emailLicense = defineCommand({
  name: 'email-license',
  summary: 'Mail a license as the attachment LicenseFile.lic.',
  rows: ['ACT-08'],
  rest: { method: 'POST', path: '/v1/fulfillments/{fulfillment}/email' },
  permission: 'licenses.email',
  childPermission: 'child-licenses.view',
  input: z.object({
    fulfillment: refTo('fulfillment'),
    to: z
      .string()
      .min(3)
      .max(2000)
      .meta({ label: 'To', help: 'Addresses parted by commas, without blanks.' }),
    language: z.string().max(20).default('en').meta({ label: 'Language of the mail' }),
    message: z.string().max(2000).default('').meta({ label: 'Message', multiline: true }),
  }),
  output: z.object({ to: z.array(z.string()) }),
  refusals: ['ship-to-email', 'license-without-text'],
  audit: { action: 'license.emailed', subjects: ['fulfillment'] },
  emits: ['license.emailed'],
})
