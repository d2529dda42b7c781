/**
 * An expected "no" of the domain: which rule, and the figures behind it.
 *
 * Rules return refusals as values and never throw them. `code` states the fact, not the cure
 * (`insufficient-copies`); its sentences live in the owning room's `refusals.ts`.
 */
export interface Refusal {
  readonly refused: true
  readonly code: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Makes a refusal. `data` holds the figures and names that the sentence and the caller need. */
export function refuse(code: string, data: Readonly<Record<string, unknown>> = {}): Refusal {
  return { refused: true, code, data }
}

/** Tells a refusal from any other result of a rule. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { refused?: unknown }).refused === true
}

/** The present state of a record that somebody wants to edit. */
interface EditedRecord {
  /** The record by the name that people know. */
  readonly label: string
  readonly rowVersion: number
  /** Instant of its last change. */
  readonly updatedAt: string
}

/**
 * Refuses an edit that was begun on an older state of the record than the present one; null when `expected`, the
 * version that the editor saw, still holds. A caller who names no version takes whatever is there.
 */
export function changedMeanwhile(record: EditedRecord, expected: number | undefined): Refusal | null {
  const { label, rowVersion, updatedAt: at } = record
  if (expected === undefined || expected === rowVersion) return null
  return refuse('changed-meanwhile', { label, rowVersion, at })
}

/**
 * The words of one refusal, with `{figure}` places filled from its data.
 *
 * `say` is the sentence for the person who was refused, `cure` what they can do now. `status` is the
 * HTTP status: 409 for state and counts, 422 for a request that can never succeed as it is.
 */
export interface RefusalText {
  readonly say: string
  readonly cure: string
  readonly status: 409 | 422
}

/** All refusal texts of a room, by code. */
export type RefusalTexts = Readonly<Record<string, RefusalText>>

/**
 * Fills the `{figure}` places of a text. A missing figure is shown as an ellipsis, never as `undefined`. Texts are
 * written for many: where a figure is 1, the noun behind it is put into the singular.
 */
export function fillText(text: string, data: Readonly<Record<string, unknown>>): string {
  const wordOf = (word: string) => (word.startsWith('{') ? figure(data[word.slice(1, -1)]) : word)
  return text
    .replace(FIGURE_AND_NOUN, (whole, name: string, line: string, noun: string, were: string | undefined) =>
      data[name] === 1 ? `1${line} ${singular(wordOf(noun))}${were ? ' was' : ''}` : whole,
    )
    .replace(/\{(\w+)\}/g, (_whole, name: string) => figure(data[name]))
}

/** `{count} rows were`, `{count} line items`, and `{count} {what}`. */
const FIGURE_AND_NOUN = /\{(\w+)\}((?: line)?) (\{\w+\}|[a-z]+)( were\b)?/g

/** Words that stand behind figures and end like a plural, and verbs that have another form. */
const NO_PLURAL: Readonly<Record<string, string>> = {
  are: 'is',
  were: 'was',
  is: 'is',
  has: 'has',
  was: 'was',
  does: 'does',
  as: 'as',
  less: 'less',
}

function singular(word: string): string {
  const other = NO_PLURAL[word]
  if (other !== undefined) return other
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word
}

function figure(value: unknown): string {
  if (value === undefined || value === null) return '…'
  if (Array.isArray(value)) return value.map(figure).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
