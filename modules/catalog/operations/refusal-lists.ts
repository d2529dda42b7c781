import { attributeValueRefusals } from '@tallystick/settings/operations/attribute-fields.contract.ts'

/** Refusals of references, in precedence order. */
export const referenceRefusals: readonly string[] = [
  'reference-unknown',
  'reference-ambiguous',
  'listed-twice',
  'reference-closed',
]

/** Refusals of every update, in precedence order. */
export const editRefusals: readonly string[] = ['changed-meanwhile', 'field-frozen']

/** Refusals of attribute settings, in precedence order. */
export const attributeRefusals: readonly string[] = [
  'attribute-unknown',
  'attribute-not-applicable',
  'attribute-moment-not-allowed',
  'attribute-value',
  'attribute-missing',
  'attribute-server-time-zone',
]

/** Refusals of the fields of products and suites, in precedence order. */
export const productRefusals: readonly string[] = [
  'package-name-wrong',
  'package-version-wrong',
  'suite-member-kind',
  'model-not-of-product',
  'product-name-taken',
  'part-number-mapped',
  ...attributeValueRefusals,
]

/** Refusals of a deployment, in precedence order. */
export const deploymentRefusals: readonly string[] = [
  'catalog-state',
  'nothing-inside',
  'parts-not-deployed',
  'feature-count-out-of-range',
  'package-counts-differ',
]
