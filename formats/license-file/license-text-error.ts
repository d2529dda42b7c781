/** Why a license text was refused: the same codes in the error, in `fields.ts` and in messages to users. */
export type LicenseTextCode =
  | 'empty'
  | 'too-long'
  | 'character'
  | 'format'
  | 'out-of-range'
  | 'keyword'
  | 'conflict'
  | 'missing'

/**
 * A document that must not be written, because a value could break out of its place or the line could not
 * work.
 */
export class LicenseTextError extends Error {
  readonly code: LicenseTextCode
  /** Path of the value, for example `lines[0].NOTICE` or `servers[1].host`. */
  readonly field: string

  constructor(code: LicenseTextCode, field: string, sentence: string) {
    super(`${field}: ${sentence}`)
    this.name = 'LicenseTextError'
    this.code = code
    this.field = field
  }
}
