import type { ApiFieldProblem } from '@tallystick/api/client.ts'
import type { z } from 'zod'

/** What is wrong with which field, by dotted path. */
export type FieldProblems = Readonly<Record<string, string>>

/** Checks values by the contract's own schema, which is the server's too. Empty when all is well. */
export function problemsOf(input: z.ZodType, values: unknown): FieldProblems {
  const result = input.safeParse(values)
  if (result.success) return {}
  const problems: Record<string, string> = {}
  for (const issue of result.error.issues) {
    const path = issue.path.join('.')
    problems[path] ??= sentenceOf(issue as unknown as Issue)
  }
  return problems
}

/** The server's field problems by path; the first one of a field is shown. */
export function serverProblems(fields: readonly ApiFieldProblem[]): FieldProblems {
  const problems: Record<string, string> = {}
  for (const field of fields) problems[field.path] ??= field.message
  return problems
}

interface Issue {
  readonly code: string
  readonly message: string
  readonly input?: unknown
  readonly origin?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly format?: string
}

/** A sentence that a person understands, for the kinds of problems that forms meet. */
function sentenceOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return /undefined|null/.test(issue.message) ? 'Fill this in.' : 'This does not have the right form.'
    case 'too_small':
      if (issue.origin === 'string')
        return issue.minimum === 1 ? 'Fill this in.' : `At least ${issue.minimum} characters.`
      return issue.origin === 'array' ? `At least ${issue.minimum}.` : `At least ${issue.minimum}.`
    case 'too_big':
      return issue.origin === 'string' ? `At most ${issue.maximum} characters.` : `At most ${issue.maximum}.`
    case 'invalid_value':
    case 'invalid_union':
      return 'Choose one of the values.'
    case 'invalid_format':
      if (issue.format === 'date') return 'A date like 2026-12-31.'
      // A rule that was given its own words says more than the general sentence.
      return issue.message.startsWith('Invalid') ? 'This does not have the right form.' : issue.message
    default:
      return issue.message
  }
}

/** The problem of a field itself, or of anything inside it when it is shown as one. */
export function problemAt(problems: FieldProblems, path: string, isWhole = false): string | undefined {
  if (problems[path]) return problems[path]
  if (!isWhole) return undefined
  const inside = Object.keys(problems).find((key) => key.startsWith(`${path}.`))
  return inside === undefined ? undefined : problems[inside]
}
