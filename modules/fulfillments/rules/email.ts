import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { readShipToEmail } from './activation-fields.ts'

/** Whether a license can be mailed: there must be a text to attach. ACT-08. */
export function emailRefusal(license: {
  readonly fulfillmentCode: string
  readonly licenseText: string | null
}): Refusal | null {
  return license.licenseText === null
    ? refuse('license-without-text', { fulfillment: license.fulfillmentCode })
    : null
}

/** Reads whom a license is mailed to on request: addresses as in "Ship To Email", at least one. ACT-08. */
export function readReceivers(text: string): ReturnType<typeof readShipToEmail> {
  const read = readShipToEmail(text)
  if (isRefusal(read) || read.addresses.length > 0) return read
  return refuse('ship-to-email', { value: text, problem: 'address' })
}
