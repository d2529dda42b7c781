/** A value that somebody gave, as short text for the figures of a refusal, at most 80 characters. */
export function givenText(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
  return (text ?? 'nothing').slice(0, 80)
}
