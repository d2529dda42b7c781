/** One field of an edit; `undefined` where it was or became absent. */
export interface Change {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/**
 * The fields that differ between two states of a record, as an audit entry holds them. What a new record does
 * not have is no change worth a line.
 */
export function changesOf(before: unknown, after: unknown): readonly Change[] {
  const [was, is] = [recordOf(before), recordOf(after)]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]))
    .filter((field) => was[field] !== undefined || !isNothing(is[field]))
    .map((field) => ({ field, before: was[field], after: is[field] }))
}

function isNothing(value: unknown): boolean {
  if (value === null || value === '' || value === false) return true
  return typeof value === 'object' && Object.keys(value as object).length === 0
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

/** A value of a change in words. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(valueText).join(', ')
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, one]) => `${key} ${valueText(one)}`)
      .join(', ')
  }
  return String(value as string | number)
}

/** `feature.state-changed` as `changed the state of the feature`; the last part is a word in the past. */
export function sentenceOfAction(action: string, outcome: string): string {
  const [noun = '', past = ''] = action.split('.')
  const thing = noun.replaceAll('-', ' ')
  const deed = past.replaceAll('-', ' ')
  if (outcome === 'done') return `${deed} the ${thing}`
  return outcome === 'refused' ? `was refused: ${thing} ${deed}` : `was not permitted: ${thing} ${deed}`
}
