import type { DiagnosticLog } from './diagnostics.ts'
import { lineKeywordPattern } from './keywords.ts'
import type { Token } from './model.ts'

/** The longest logical line that is taken apart, in characters. */
export const logicalLineMax = 64 * 1024

/** A logical line: one or more physical lines joined by continuation. */
export interface LogicalLine {
  readonly kind: 'blank' | 'comment' | 'words'
  readonly raw: string
  readonly firstLine: number
  readonly lastLine: number
  readonly tokens: readonly Token[]
  /** False when a quote was not closed or the line was too long. */
  readonly isSound: boolean
}

/**
 * Cuts a license file into logical lines and words. Never throws; the time is linear in the length.
 *
 * The physical lines are those between newlines; when the text has none, between carriage returns.
 */
export function lexLicense(text: string, log: DiagnosticLog): readonly LogicalLine[] {
  if (text === '') return []
  const separator = text.includes('\n') || !text.includes('\r') ? '\n' : '\r'
  const physical = text.split(separator)
  const lines: LogicalLine[] = []
  const count = physical.at(-1) === '' ? physical.length - 1 : physical.length
  for (let index = 0; index < count;) {
    const reading = startReading(index)
    const next = readLogicalLine(physical, count, reading, log)
    const isLast = next === physical.length
    const raw = physical.slice(index, next).join(separator) + (isLast ? '' : separator)
    const { kind, tokens, isSound } = reading
    lines.push({ kind, raw, firstLine: index + 1, lastLine: next, tokens, isSound })
    index = next
  }
  return lines
}

interface Reading {
  kind: LogicalLine['kind']
  index: number
  tokens: Token[]
  isSound: boolean
  length: number
  isTooLong: boolean
  /** The word being read. */
  word: { raw: string; text: string; isQuoted: boolean; line: number; column: number } | null
  /** Which quote is open: straight ones close straight ones, typographic ones close with any. */
  quote: 'straight' | 'typographic' | null
  continues: boolean
}

function startReading(index: number): Reading {
  return {
    kind: 'words',
    index,
    tokens: [],
    isSound: true,
    length: 0,
    isTooLong: false,
    word: null,
    quote: null,
    continues: false,
  }
}

/** Reads one logical line that starts at `reading.index`; gives the index of the next one. */
function readLogicalLine(
  physical: readonly string[],
  count: number,
  reading: Reading,
  log: DiagnosticLog,
): number {
  const first = physical[reading.index] ?? ''
  if (isBlank(first)) return finishBlank(reading)
  if (/^[ \t]*#/.test(first)) return readComment(physical, count, reading, log)
  for (;;) {
    const next = reading.index + 1
    readPhysicalLine(physical[reading.index] ?? '', reading, log)
    const following = next < count ? physical[next] : undefined
    if (!joinsNext(following, reading, log)) {
      endWord(reading)
      return next
    }
    reading.index = next
  }
}

function finishBlank(reading: Reading): number {
  reading.kind = 'blank'
  return reading.index + 1
}

/** A comment is one physical line; a record commented out at its first line only takes its rest along. */
function readComment(
  physical: readonly string[],
  count: number,
  reading: Reading,
  log: DiagnosticLog,
): number {
  reading.kind = 'comment'
  let next = reading.index + 1
  while (next < count && /\\[ \t\r]*$/.test(physical[next - 1] ?? '') && isIndented(physical[next] ?? '')) {
    log.add(
      'warning',
      'comment-continued',
      { line: next + 1, column: 1 },
      'This line continues a comment, so it is a comment too.',
    )
    next += 1
  }
  return next
}

function isIndented(text: string): boolean {
  return /^[ \t]+[^ \t\r#]/.test(text) && !lineKeywordPattern.test(text)
}

function isBlank(text: string): boolean {
  return /^[ \t\r\f\v]*$/.test(text)
}

/** Does the logical line go on in the following physical line? Reports what is odd about it. */
function joinsNext(following: string | undefined, reading: Reading, log: DiagnosticLog): boolean {
  const here = { line: reading.index + 1, column: 1 }
  const isEnd = following === undefined || isBlank(following)
  if (reading.continues && !isEnd) return true
  if (reading.continues) {
    const [code, what] =
      following === undefined
        ? ['continuation-at-end', 'the file ends']
        : ['blank-after-continuation', 'a blank line follows']
    log.add('warning', code, here, `The line announces a continuation, but ${what}.`)
  }
  if (reading.quote !== null) {
    if (!isEnd && !lineKeywordPattern.test(following) && !reading.continues) {
      log.add(
        'warning',
        'quote-without-continuation',
        here,
        'A quoted value goes on in the next line without \\.',
      )
      if (reading.word !== null && !/[ \t]$/.test(reading.word.text)) appendText(reading, ' ')
      return true
    }
    reading.isSound = false
    log.add('error', 'quote-not-closed', here, 'A quotation mark is opened and never closed.')
    return false
  }
  if (!isEnd && isIndented(following)) {
    log.add(
      'warning',
      'continuation-missing',
      { line: reading.index + 2, column: 1 },
      'This line seems to continue the one before, which lacks its \\ at the end.',
    )
    return true
  }
  return false
}

function readPhysicalLine(text: string, reading: Reading, log: DiagnosticLog): void {
  const ending = /\\[ \t\r]*$/.exec(tail(text))
  const length = ending === null ? trimmedLength(text) : text.length - ending[0].length
  reading.continues = ending !== null
  reading.length += length
  if (reading.length > logicalLineMax) {
    if (!reading.isTooLong) {
      log.add(
        'error',
        'line-too-long',
        { line: reading.index + 1, column: 1 },
        'A logical line is longer than 64 KiB, so it was not read.',
      )
    }
    Object.assign(reading, { isTooLong: true, isSound: false, word: null, quote: null })
  }
  if (reading.isTooLong) return
  readWords(text.slice(0, length), reading, log)
  if (reading.quote === null) endWord(reading)
}

/** The end of a line is looked at alone, so that a line of blanks does not cost the square of its length. */
function tail(text: string): string {
  return text.slice(Math.max(0, trimmedLength(text) - 1))
}

function trimmedLength(text: string): number {
  let length = text.length
  while (length > 0 && ' \t\r'.includes(text.charAt(length - 1))) length -= 1
  return length
}

function readWords(text: string, reading: Reading, log: DiagnosticLog): void {
  let at = reading.quote === null ? 0 : skipBlanks(text, 0)
  while (at < text.length) {
    const char = text.charAt(at)
    const place = { line: reading.index + 1, column: at + 1 }
    if (reading.quote !== null) {
      readQuoted(text, at, reading, log)
    } else if (isSeparator(char)) {
      endWord(reading)
    } else if (char === '#' && reading.word === null && !isHostIdPlace(text, at, reading)) {
      return
    } else if (char === '\\' && reading.word === null && /^\\[ \t]+#/.test(text.slice(at, at + 200))) {
      log.add('warning', 'comment-after-continuation', place, 'A comment stands after the continuation mark.')
      reading.continues = true
      return
    } else {
      readPlain(char, place, reading, log)
    }
    at += 1
  }
}

function readQuoted(text: string, at: number, reading: Reading, log: DiagnosticLog): void {
  const char = text.charAt(at)
  const closes = char === '"' || (reading.quote === 'typographic' && isTypographicQuote(char))
  const place = { line: reading.index + 1, column: at + 1 }
  if (reading.quote === 'typographic' && closes && char !== '"') reportTypographic(place, log)
  appendRaw(reading, closes ? '"' : char)
  if (!closes) {
    appendText(reading, char)
    return
  }
  reading.quote = null
  endWord(reading)
  const following = text.charAt(at + 1)
  if (following !== '' && !isSeparator(following) && following !== '\\') {
    log.add(
      'warning',
      'glued-after-quote',
      { ...place, column: at + 2 },
      'A blank is missing after the quotation mark.',
      ` ${following}`,
    )
  }
}

function readPlain(
  char: string,
  place: { line: number; column: number },
  reading: Reading,
  log: DiagnosticLog,
): void {
  reading.word ??= { raw: '', text: '', isQuoted: false, ...place }
  const opensTypographic =
    isTypographicQuote(char) && (reading.word.raw === '' || reading.word.raw.endsWith('='))
  if (opensTypographic) reportTypographic(place, log)
  if (char === '"' || opensTypographic) {
    reading.quote = char === '"' ? 'straight' : 'typographic'
    reading.word.isQuoted = true
    appendRaw(reading, '"')
    return
  }
  if (char < ' ' || char === '\u007f') {
    log.add('warning', 'control-character', place, 'An invisible control character stands here.')
  }
  appendRaw(reading, char)
  appendText(reading, char)
}

/** The third word of a SERVER line is a host ID, which may begin with `#` (decimal or masked). */
function isHostIdPlace(text: string, at: number, reading: Reading): boolean {
  const follows = text.charAt(at + 1)
  return (
    reading.tokens.length === 2 &&
    /^server$/i.test(reading.tokens[0]?.text ?? '') &&
    follows !== '' &&
    !isSeparator(follows)
  )
}

function reportTypographic(place: { line: number; column: number }, log: DiagnosticLog): void {
  log.add(
    'warning',
    'typographic-quote',
    place,
    'A typographic quotation mark stands for a straight one.',
    '"',
  )
}

function appendRaw(reading: Reading, char: string): void {
  if (reading.word !== null) reading.word.raw += char
}

function appendText(reading: Reading, char: string): void {
  if (reading.word !== null) reading.word.text += char
}

function endWord(reading: Reading): void {
  if (reading.word !== null) reading.tokens.push(reading.word)
  reading.word = null
  reading.quote = null
}

function isSeparator(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\r'
}

function isTypographicQuote(char: string): boolean {
  return char === '\u201c' || char === '\u201d' || char === '\u201e' || char === '\u201f'
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length && isSeparator(text.charAt(at))) at += 1
  return at
}
