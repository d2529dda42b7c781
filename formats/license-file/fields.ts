import { isCalendarDate } from './license-date.ts'
import type { LicenseTextCode } from './license-text-error.ts'

/** Why a value cannot stand in an issued license: a code for programs and a sentence for people. */
export interface FieldProblem {
  readonly code: LicenseTextCode
  readonly sentence: string
}

/** How the versions of a feature are counted. */
export type VersionFormat = 'FIXED' | 'DATE_BASED'

/** The longest text of an option that is issued, in characters. Far below what readers accept. */
export const optionTextMax = 4000

/** Checks a feature or package name: 1 to 30 letters, digits, underscores and hyphens. Null when good. */
export function checkFeatureName(name: string): FieldProblem | null {
  if (name === '') return problem('empty', 'Enter a name.')
  if (name.length > 30) return problem('too-long', 'A feature name has at most 30 characters.')
  if (/^[A-Za-z0-9_-]+$/.test(name)) return null
  return problem('character', 'A feature name has only letters, digits, underscores and hyphens.')
}

/**
 * Checks a version: digits with at most one point, or, when date-based, `yyyy.mmdd` with mmdd from 101 to
 * 1231 and a day that exists. Null when good.
 */
export function checkVersion(version: string, format: VersionFormat = 'FIXED'): FieldProblem | null {
  if (version === '') return problem('empty', 'Enter a version.')
  if (version.length > 10) return problem('too-long', 'A version has at most 10 characters.')
  if (format === 'FIXED') {
    return /^\d+(\.\d+)?$/.test(version)
      ? null
      : problem('format', 'A version has digits with at most one point, such as 2026.0.')
  }
  const match = /^(\d{4})\.([1-9]|1[0-2])(\d{2})$/.exec(version)
  const [, year = '', month = '', day = ''] = match ?? []
  if (match !== null && isCalendarDate(`${year}-${month.padStart(2, '0')}-${day}`)) return null
  return problem('format', 'A date-based version is yyyy.mmdd, such as 2026.111 for 11 January 2026.')
}

/** Checks an expiration: `permanent` or a day as `yyyy-mm-dd`. Null when good. */
export function checkExpiry(expiry: string): FieldProblem | null {
  return expiry === 'permanent' || isCalendarDate(expiry)
    ? null
    : problem('format', 'Enter a day that exists, or permanent.')
}

/** Checks a count of copies: `uncounted` or a whole number from 1 to 999999999. Null when good. */
export function checkCount(count: number | 'uncounted'): FieldProblem | null {
  return count === 'uncounted' ? null : checkNumber(count, 1, 999_999_999)
}

/** Checks a whole number against inclusive limits. Null when good. */
export function checkNumber(value: number, least: number, most: number): FieldProblem | null {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return null
  return problem('out-of-range', `Enter a whole number from ${least} to ${most}.`)
}

/**
 * Checks the name of a vendor daemon: a letter, then letters, digits and underscores, at most 30. Null when
 * good.
 */
export function checkVendorName(name: string): FieldProblem | null {
  if (name === '') return problem('empty', 'Enter a vendor name.')
  if (name.length > 30) return problem('too-long', 'A vendor name has at most 30 characters.')
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return null
  return problem('character', 'A vendor name has letters, digits and underscores and begins with a letter.')
}

/**
 * Checks free text of an option such as NOTICE or VENDOR_STRING. Null when good.
 *
 * Quotation marks, line breaks and control characters are refused, because they could end the value and begin
 * a line of their own. So are characters that only change the direction of text, and halves of characters,
 * which would not survive UTF-8. An empty text is refused: leave the option out instead.
 */
export function checkOptionText(text: string): FieldProblem | null {
  if (text.trim() === '') return problem('empty', 'Enter a text, or leave it out.')
  if (text.length > optionTextMax)
    return problem('too-long', `A text has at most ${optionTextMax} characters.`)
  if (text.includes('"')) return problem('character', 'Quotation marks (") cannot stand in a license file.')
  return checkVisible(text)
}

/** Checks a word without blanks, such as a host name, a host ID or a path keyword. Null when good. */
export function checkWord(text: string): FieldProblem | null {
  const found = checkOptionText(text)
  if (found !== null) return found
  return /\s/u.test(text) ? problem('character', 'Blanks cannot stand here.') : null
}

/**
 * Checks a user or host name of an options file: at most 256 characters, no blanks, quotes, `#` or `\\`. Null
 * when good.
 */
export function checkVisibleWord(text: string): FieldProblem | null {
  if (text.length > 256) return problem('too-long', 'A name has at most 256 characters.')
  return /[#\\]/.test(text) ? problem('character', 'A name has no # and no backslash.') : checkWord(text)
}

/**
 * Checks a comment line. Null when good. Empty is allowed; it must not pass for a seal or a key statement.
 */
export function checkComment(text: string): FieldProblem | null {
  if (text.length > optionTextMax)
    return problem('too-long', `A comment has at most ${optionTextMax} characters.`)
  if (/^\s*(SEAL|KEYCERT)\b/.test(text))
    return problem('keyword', 'A comment cannot begin with SEAL or KEYCERT.')
  if (/\\\s*$/.test(text)) return problem('character', 'A comment cannot end with a backslash.')
  return checkVisible(text)
}

function checkVisible(text: string): FieldProblem | null {
  if (/[\r\n\u0085\u2028\u2029]/.test(text))
    return problem('character', 'Line breaks cannot stand in a license file.')
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for.
  if (/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/.test(text)) {
    return problem('character', 'Control characters cannot stand in a license file.')
  }
  return text.isWellFormed() ? null : problem('character', 'The text contains half a character.')
}

function problem(code: LicenseTextCode, sentence: string): FieldProblem {
  return { code, sentence }
}
