import { changeCodes } from '../rules/line-item-changes.ts'
import { lineItemStateCodes } from '../rules/lifecycle.ts'
import { attributeValueRefusals } from '@tallystick/settings/operations/attribute-fields.contract.ts'

/** What can be wrong with the parties of an entitlement, in precedence order. */
export const partyRefusals: readonly string[] = [
  'sold-to-given-twice',
  'tier-given-twice',
  'several-owners',
  'account-inactive',
  'contact-not-of-account',
]

/** What can be wrong with a license attribute. The texts are the catalog's, whose rules say them. */
const attributeRefusals: readonly string[] = [
  'attribute-terminal-server-both',
  'attribute-user-and-host-based',
  'attribute-given-twice',
  'attribute-unknown',
  'attribute-not-applicable',
  'attribute-not-asked',
  'attribute-value',
  'attribute-borrow-hours',
]

/** What can be wrong with a line item, in precedence order. */
export const lineItemRefusals: readonly string[] = [
  'activation-id-characters',
  'activation-id-taken',
  'reference-unknown',
  'reference-ambiguous',
  'part-number-unassigned',
  'part-number-disagrees',
  'product-missing',
  'product-given-twice',
  'product-not-for-kind',
  'product-state',
  'license-model-not-asked',
  'license-model-missing',
  'license-model-not-linked',
  'license-model-state',
  'term-missing',
  'term-set-by-license-model',
  'start-date-missing',
  'start-date-not-asked',
  'start-after-expiration',
  'expiration-out-of-range',
  'version-date-missing',
  'version-date-not-asked',
  'version-duration-not-used',
  'time-zone-unknown',
  ...attributeRefusals,
  'policy-not-asked',
  'policy-value',
  'extra-activations-not-asked',
  'copies-below-taken',
  'copies-below-moved',
  'copies-came-along',
  'maintenance-unknown',
  'maintenance-not-asked',
  ...attributeValueRefusals,
]

/** What can be wrong with the line item that a new one replaces, in precedence order. */
export const changeRefusals: readonly string[] = ['change-incomplete', ...lineItemStateCodes, ...changeCodes]
