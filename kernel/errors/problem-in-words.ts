import { Forbidden, InvalidInput, NotFound, Refused } from './problems.ts'
import { fillText, type RefusalTexts } from './refusal.ts'

/** Why one of many could not be done, for a report. */
export interface ProblemInWords {
  /** The code of a refusal; `not-found`, `forbidden` or `invalid-input` for the others. */
  readonly code: string
  /** Sentence and cure. */
  readonly reason: string
}

/** Puts an expected error into words, with the texts of the rooms concerned; null for an error that is a fault. */
export function problemInWords(error: unknown, texts: RefusalTexts): ProblemInWords | null {
  if (error instanceof Refused) {
    const { code, data } = error.refusal
    const text = texts[code]
    return { code, reason: text ? `${fillText(text.say, data)} ${fillText(text.cure, data)}` : code }
  }
  if (error instanceof NotFound) return { code: 'not-found', reason: error.message }
  if (error instanceof Forbidden) return { code: 'forbidden', reason: error.message }
  if (error instanceof InvalidInput) {
    return { code: 'invalid-input', reason: error.fields[0]?.message ?? error.message }
  }
  return null
}
