import { FileProblem } from './problems.ts'

/** A record of a JSON file: the key of the array it stands in (null at the top), its first line, its value. */
export interface JsonRecord {
  readonly key: string | null
  readonly line: number
  readonly value: Readonly<Record<string, unknown>>
}

/** Longest record, in characters. */
export const RECORD_MAX_CHARACTERS = 1024 * 1024

/**
 * Reads records one by one, at constant memory, from `[ {…}, … ]`, from `{ "<key>": [ {…}, … ], … }`, or from
 * one object per line when `lines` is set. Anything else in those places ends with the line it is on.
 */
export async function* readJson(text: AsyncIterable<string>, lines: boolean): AsyncGenerator<JsonRecord> {
  const splitter = new JsonSplitter(lines)
  for await (const chunk of text) yield* splitter.take(chunk)
  splitter.end()
}

/** Where the splitter stands outside of a record. */
type Place =
  | 'start'
  | 'record-or-end'
  | 'record'
  | 'comma-or-end'
  | 'key-or-end'
  | 'key'
  | 'in-key'
  | 'colon'
  | 'array'
  | 'comma-or-close'
  | 'end'

class JsonSplitter {
  readonly #lines: boolean
  #place: Place
  #isObject = false
  #key: string | null = null
  #line = 1
  #text = ''
  #recordLine = 1
  #depth = 0
  #isString = false
  #isEscaped = false

  constructor(lines: boolean) {
    this.#lines = lines
    this.#place = lines ? 'record' : 'start'
  }

  *take(chunk: string): Generator<JsonRecord> {
    let from = 0
    for (let at = 0; at < chunk.length; at += 1) {
      const sign = chunk[at] as string
      if (sign === '\n') this.#line += 1
      if (this.#depth > 0) {
        if (!this.#endsRecord(sign)) continue
        yield this.#record(chunk.slice(from, at + 1))
        this.#place = this.#lines ? 'record' : 'comma-or-end'
      } else if (this.#place === 'in-key') {
        this.#takeKey(sign)
      } else if (!isBlank(sign) && this.#outside(sign)) {
        from = at
      }
    }
    if (this.#depth > 0) this.#grow(chunk.slice(from))
  }

  end(): void {
    const isWhole = this.#depth === 0 && (this.#place === 'end' || (this.#lines && this.#place === 'record'))
    if (!isWhole) throw this.#problem('the file ends in the middle')
  }

  /** Follows strings and brackets; true at the bracket that closes the record. */
  #endsRecord(sign: string): boolean {
    if (this.#isString) {
      if (this.#isEscaped) this.#isEscaped = false
      else if (sign === '\\') this.#isEscaped = true
      else if (sign === '"') this.#isString = false
      return false
    }
    if (sign === '"') this.#isString = true
    else if (sign === '{' || sign === '[') this.#depth += 1
    else if (sign === '}' || sign === ']') this.#depth -= 1
    return this.#depth === 0
  }

  /** One sign between records; true when it begins a record. */
  #outside(sign: string): boolean {
    const isRecordPlace = this.#place === 'record' || this.#place === 'record-or-end'
    if (isRecordPlace && sign === '{') {
      this.#depth = 1
      this.#recordLine = this.#line
      return true
    }
    const next = this.#next(sign)
    if (next === null) throw this.#problem(`"${sign}" is not expected here`)
    if (next === 'in-key') this.#key = ''
    this.#place = next
    return false
  }

  #next(sign: string): Place | null {
    switch (this.#place) {
      case 'start':
        this.#isObject = sign === '{'
        return sign === '[' ? 'record-or-end' : sign === '{' ? 'key-or-end' : null
      case 'record-or-end':
        return sign === ']' ? this.#afterArray() : null
      case 'comma-or-end':
        return sign === ',' ? 'record' : sign === ']' ? this.#afterArray() : null
      case 'key-or-end':
        return sign === '"' ? 'in-key' : sign === '}' ? 'end' : null
      case 'key':
        return sign === '"' ? 'in-key' : null
      case 'colon':
        return sign === ':' ? 'array' : null
      case 'array':
        return sign === '[' ? 'record-or-end' : null
      case 'comma-or-close':
        return sign === ',' ? 'key' : sign === '}' ? 'end' : null
      case 'record':
      case 'in-key':
      case 'end':
        return null
    }
  }

  #afterArray(): Place {
    return this.#isObject ? 'comma-or-close' : 'end'
  }

  #takeKey(sign: string): void {
    if (sign === '"') this.#place = 'colon'
    else if (sign === '\\' || sign === '\n' || (this.#key ?? '').length > 100)
      throw this.#problem('a key is not closed')
    else this.#key += sign
  }

  #grow(part: string): void {
    this.#text += part
    if (this.#text.length > RECORD_MAX_CHARACTERS) {
      throw this.#problem(`the record is longer than ${RECORD_MAX_CHARACTERS} characters`)
    }
  }

  #record(last: string): JsonRecord {
    this.#grow(last)
    const text = this.#text
    this.#text = ''
    try {
      return { key: this.#key, line: this.#recordLine, value: JSON.parse(text) as JsonRecord['value'] }
    } catch (error) {
      throw this.#problem(
        (error as Error).message.replace(/ in JSON.*$|, (?:\.\.\.)?".*$/s, ''),
        this.#recordLine,
      )
    }
  }

  #problem(what: string, line = this.#line): FileProblem {
    return new FileProblem('json-broken', `The JSON cannot be read at line ${line}: ${what}.`)
  }
}

function isBlank(sign: string): boolean {
  return sign === ' ' || sign === '\n' || sign === '\r' || sign === '\t'
}
