/** What is wrong at one field of a step. `field` is the ID of its input. */
export interface StepProblem {
  readonly field: string
  readonly message: string
}

/** ID of the field for an attribute. */
export function attributeField(key: string): string {
  return `attribute-${key}`
}

/** ID of the place where the sums of a line item are refused. */
export function sumField(itemId: string): string {
  return `sum-${itemId}`
}

/** ID of the field for a count of a line item on a host. */
export function countField(kind: 'copies' | 'overdraft', hostKey: string, itemId: string): string {
  return `${kind}-${hostKey}-${itemId}`
}
