import type { FieldProblem } from '../errors/problems.ts'

/** Whether the store can hold a text: no zero character, and no half of a character of two. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** The text with signs for what is missing in place of what the store cannot hold. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\u{FFFD}').toWellFormed()
}

/** Fields of an input, at any depth, that hold or are named by a text that cannot be stored. */
export function unstorableFields(value: unknown, path: string): FieldProblem[] {
  if (typeof value === 'string') return isStorable(value) ? [] : [problemAt(path)]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    if (!isStorable(name)) return [problemAt(path)]
    return unstorableFields(inner, path === '' ? name : `${path}.${name}`)
  })
}

function problemAt(path: string): FieldProblem {
  return { path, code: 'unstorable-text', message: 'This holds a character that cannot be stored.' }
}
