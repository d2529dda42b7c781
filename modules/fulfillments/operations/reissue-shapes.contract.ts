import { attributeRefusalTexts } from '@tallystick/catalog/rules/attribute-texts.ts'
import { z } from 'zod'

/** Settings of a license that a request may change; what is left out stays. */
export const SettingsFields = {
  attributes: z.record(z.string(), z.unknown()).optional().meta({
    label: 'Attributes',
    help: 'Those that an activation asks. Left out, a value stays; null unsets it.',
  }),
  startDate: z.string().optional().meta({ label: 'Start date', type: 'date' }),
  versionDate: z.string().optional().meta({ label: 'Version date', type: 'date' }),
  versionStartDate: z.string().optional().meta({ label: 'Version start date', type: 'date' }),
}

/** The end of a license that stands beside another one: a day, or a duration from its first usable day. */
export const EndFields = {
  startDate: SettingsFields.startDate,
  expiresOn: z.string().optional().meta({ label: 'Last day of use', type: 'date' }),
  duration: z
    .object({ amount: z.unknown(), unit: z.unknown() })
    .optional()
    .meta({ label: 'Duration', help: 'Instead of the last day.' }),
}

/** Refusals of attributes, and of their fit to the hosts. */
export const ATTRIBUTE_REFUSALS: readonly string[] = [
  ...Object.keys(attributeRefusalTexts),
  'server-host-not-asked',
]

/** Refusals of dates. */
export const DATE_REFUSALS: readonly string[] = [
  'start-date-invalid',
  'start-date-fixed',
  'start-after-expiration',
  'expiration-out-of-range',
  'license-already-expired',
  'version-date-missing',
  'version-date-not-given',
  'version-date-invalid',
]
