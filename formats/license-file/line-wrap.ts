/** Width of a physical line, in columns; the tab that begins a continued line counts as eight. */
export const columnsMax = 72

const tabColumns = 8
const continuation = ' \\'

/** A word of a line to print. `split` says where it may be broken inside. */
export interface Word {
  readonly text: string
  /** `blanks`: after blanks, being quoted; `anywhere`: blanks mean nothing inside; `never`. */
  readonly split: 'blanks' | 'anywhere' | 'never'
}

/**
 * Joins words to a logical line of physical lines of at most 72 columns where that is possible.
 *
 * Continuation is a backslash, a newline and a tab. Quoted values break behind their blanks, which the reader
 * keeps, so the value is unchanged; signatures break anywhere.
 */
export function wrapWords(words: readonly Word[]): string {
  const lines: string[] = []
  let current = ''
  const limit = () => columnsMax - (lines.length === 0 ? 0 : tabColumns) - continuation.length
  const flush = () => {
    if (current !== '') lines.push(current)
    current = ''
  }
  for (const word of words) {
    if (current !== '' && current.length + 1 + word.text.length > limit()) flush()
    current = current === '' ? word.text : `${current} ${word.text}`
    // What is longer than a line stands alone on it, so the first quotation mark is this word's.
    let least = current.indexOf('"') + 1
    while (current.length > limit() && word.split !== 'never') {
      const at = word.split === 'anywhere' ? limit() : breakPoint(current, least, limit())
      least = 0
      if (at <= 0 || at >= current.length) break
      lines.push(current.slice(0, at))
      current = current.slice(at)
    }
  }
  flush()
  return lines.map((text, index) => endOf(text, index === lines.length - 1)).join('\n\t')
}

/**
 * Where a quoted value may break so that the first part fits: behind the last fitting run of blanks; 0 if
 * nowhere.
 */
function breakPoint(text: string, least: number, limit: number): number {
  for (let at = Math.min(limit + 1, text.length - 1); at > least; at -= 1) {
    if (text.charAt(at - 1) === ' ' && text.charAt(at) !== ' ') return at
  }
  const next = / (?=[^ ])/g
  next.lastIndex = Math.max(limit, least)
  return (next.exec(text)?.index ?? -1) + 1
}

function endOf(text: string, isLast: boolean): string {
  if (isLast) return text
  return text.endsWith(' ') ? `${text}\\` : `${text}${continuation}`
}
