import type { LineOption } from './model.ts'

/** The signature keywords of a line, in any case. They are not part of what is signed. */
const signatureKeywords = new Set(['SIGN', 'SIGN2', 'AUTH'])

/** Does this keyword carry a signature instead of a term? */
export function isSignatureKeyword(keyword: string): boolean {
  return signatureKeywords.has(keyword.toUpperCase())
}

/**
 * Does this option belong to the customer? Then it is unsigned and grants nothing.
 *
 * Only keywords without any upper-case letter do, so that a mixed spelling can never slip past the signature.
 */
export function isCustomerKeyword(keyword: string): boolean {
  return !/[A-Z]/.test(keyword)
}

/**
 * The first producer option of this exact, upper-case keyword; undefined when absent, null value when a flag.
 */
export function findOption(options: readonly LineOption[], keyword: string): LineOption | undefined {
  return options.find((option) => option.keyword === keyword)
}

/** The text of a producer option; null when absent or a bare flag. */
export function optionValue(options: readonly LineOption[], keyword: string): string | null {
  return findOption(options, keyword)?.value ?? null
}

/** Is this producer option on the line, with or without a value? */
export function hasOption(options: readonly LineOption[], keyword: string): boolean {
  return findOption(options, keyword) !== undefined
}

/** The signature options of the default keyword, in any case: more than one is suspicious. */
export function signOptions(options: readonly LineOption[]): readonly LineOption[] {
  return options.filter((option) => option.keyword.toUpperCase() === 'SIGN')
}
