import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { emailLicense } from './email-license.contract.ts'

export const emailConsolidatedLicense = defineCommand({
  name: 'email-consolidated-license',
  summary: 'Mail a consolidated license as the attachment LicenseFile.lic.',
  rows: ['LIFE-07'],
  rest: { method: 'POST', path: '/v1/consolidated-licenses/{consolidatedLicense}/email' },
  permission: 'licenses.email',
  childPermission: 'child-licenses.view',
  input: emailLicense.input
    .omit({ fulfillment: true })
    .extend({ consolidatedLicense: refTo('consolidated license') }),
  output: z.object({ to: z.array(z.string()) }),
  refusals: ['ship-to-email'],
  audit: { action: 'consolidated-license.emailed', subjects: ['consolidated-license'] },
  emits: ['consolidated-license.emailed'],
})
