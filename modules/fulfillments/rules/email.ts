import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'

/** Whether a license can be mailed: there must be a text to attach. ACT-08. */
export function emailRefusal(license: {
  readonly fulfillmentCode: string
  readonly licenseText: string | null
}): Refusal | null {
  return license.licenseText === null
    ? refuse('license-without-text', { fulfillment: license.fulfillmentCode })
    : null
}
