import { FileProblem } from './problems.ts'

/** A row of a CSV file with the file line on which it begins, counted from 1. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** Signs that may separate cells; the heading row decides which one does. */
export type Delimiter = ',' | ';' | '\t'

/** Longest row, in characters. A quote that is never closed ends here instead of eating the memory. */
export const ROW_MAX_CHARACTERS = 1024 * 1024

/** Most cells of a row. */
export const CELLS_MAX = 200

/**
 * Splits CSV (RFC 4180) as it streams. Line ends may be mixed: CR LF, LF or CR. Quoted cells may hold line
 * breaks, which arrive as LF. Lines without any character are skipped, but counted.
 *
 * Written by hand because a wrong file must be answered with the exact line, also after quoted line breaks
 * and with mixed ends, which the usual libraries do not tell.
 */
export async function* readCsv(text: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<CsvRow> {
  const splitter = new CsvSplitter(delimiter)
  for await (const chunk of text) yield* splitter.take(chunk)
  yield* splitter.end()
}

class CsvSplitter {
  readonly #delimiter: Delimiter
  #cells: string[] = []
  #cell = ''
  /** Characters of the present row. */
  #length = 0
  #line = 1
  #rowLine = 1
  /** `closed` is the place right after a closing quote. */
  #place: 'start' | 'plain' | 'quoted' | 'closed' = 'start'
  #wasReturn = false

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter
  }

  *take(chunk: string): Generator<CsvRow> {
    let from = 0
    for (let at = 0; at < chunk.length; at += 1) {
      const sign = chunk[at] as string
      if (this.#wasReturn) {
        this.#wasReturn = false
        if (sign === '\n') {
          from = at + 1
          continue
        }
      }
      if (this.#place === 'quoted') {
        if (sign !== '"' && sign !== '\r' && sign !== '\n') continue
        this.#keep(chunk, from, at)
        from = at + 1
        if (sign === '"') this.#place = 'closed'
        else this.#breakInside(sign)
        continue
      }
      if (sign === this.#delimiter) {
        this.#keep(chunk, from, at)
        from = at + 1
        this.#endCell()
      } else if (sign === '\r' || sign === '\n') {
        this.#keep(chunk, from, at)
        from = at + 1
        yield* this.#endRow()
        this.#wasReturn = sign === '\r'
        this.#line += 1
        this.#rowLine = this.#line
      } else if (sign === '"' && this.#place === 'start') {
        this.#place = 'quoted'
        from = at + 1
      } else if (sign === '"' && this.#place === 'closed') {
        this.#cell += '"'
        this.#place = 'quoted'
        from = at + 1
      } else if (this.#place === 'closed') {
        if (sign !== ' ') throw this.#problem('there is text after a closing quote')
        from = at + 1
      } else {
        this.#place = 'plain'
      }
    }
    if (this.#place !== 'closed') this.#keep(chunk, from, chunk.length)
  }

  *end(): Generator<CsvRow> {
    if (this.#place === 'quoted') throw this.#problem('a quote is opened and never closed')
    yield* this.#endRow()
  }

  #breakInside(sign: string): void {
    this.#cell += '\n'
    this.#line += 1
    this.#wasReturn = sign === '\r'
  }

  #keep(chunk: string, from: number, to: number): void {
    if (to <= from) return
    this.#cell += chunk.slice(from, to)
    this.#length += to - from
    if (this.#length > ROW_MAX_CHARACTERS) {
      throw this.#problem(
        `the row is longer than ${ROW_MAX_CHARACTERS} characters; perhaps a quote is never closed`,
      )
    }
  }

  #endCell(): void {
    this.#cells.push(this.#cell)
    if (this.#cells.length >= CELLS_MAX) throw this.#problem(`the row has more than ${CELLS_MAX} cells`)
    this.#cell = ''
    this.#place = 'start'
  }

  *#endRow(): Generator<CsvRow> {
    const isBlank = this.#cells.length === 0 && this.#cell === '' && this.#place === 'start'
    if (!isBlank) yield { line: this.#rowLine, cells: [...this.#cells, this.#cell] }
    this.#cells = []
    this.#cell = ''
    this.#length = 0
    this.#place = 'start'
  }

  #problem(what: string): FileProblem {
    return new FileProblem('csv-broken', `Line ${this.#rowLine} cannot be read: ${what}.`)
  }
}

/**
 * The sign that separates the cells of the heading row: the one that gives the most known headings, and
 * among equals the one that gives the most cells.
 */
export function detectDelimiter(heading: string, isKnown: (cell: string) => boolean): Delimiter {
  const delimiters: readonly Delimiter[] = [',', ';', '\t']
  const rated = delimiters.map((delimiter) => {
    const cells = splitHeading(heading, delimiter)
    return { delimiter, known: cells.filter(isKnown).length, cells: cells.length }
  })
  rated.sort((a, b) => b.known - a.known || b.cells - a.cells)
  return rated[0]?.delimiter ?? ','
}

/** The text of the first line that is not empty; quoted line breaks belong to it. */
export async function firstLine(text: AsyncIterable<string>): Promise<string> {
  let line = ''
  let isQuoted = false
  for await (const chunk of text) {
    for (const sign of chunk) {
      if (sign === '"') isQuoted = !isQuoted
      const isEnd = !isQuoted && (sign === '\n' || sign === '\r')
      if (isEnd && line.trim() !== '') return line
      if (!isEnd) line += sign
      if (line.length > ROW_MAX_CHARACTERS) throw new FileProblem('csv-broken', 'The heading row never ends.')
    }
  }
  return line
}

function splitHeading(heading: string, delimiter: Delimiter): string[] {
  try {
    const splitter = new CsvSplitter(delimiter)
    const rows = [...splitter.take(heading), ...splitter.end()]
    return [...(rows[0]?.cells ?? [])]
  } catch {
    return []
  }
}
