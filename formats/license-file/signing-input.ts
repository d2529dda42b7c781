import { hostIdsOf, normalizeHostId } from './host-id-text.ts'
import { printExpiry } from './license-date.ts'
import { isCustomerKeyword, isSignatureKeyword } from './line-options.ts'
import type { GrantLine, LineOption, PackageComponent, Statement } from './model.ts'
import type { SignatureMode } from './signature-text.ts'

/** First row of what is signed for a line; no other kind of signature begins with it. */
export const lineDomain = 'olp-lic-line-v1'

/**
 * The text that the signature of a line covers, to be encoded as UTF-8.
 *
 * Rows joined by one newline, none at the end: domain, mode, vendor, server host IDs in file order joined by
 * commas (`-` in mode N), line keyword, fixed fields, then the producer's options in ASCII order of the
 * keyword, unquoted, runs of blanks collapsed, host IDs in their one spelling. Customer options and
 * signatures are left out. No row can contain a newline, because no token of a file can.
 */
export function signingInput(line: GrantLine, serverHostIds: readonly string[], mode: SignatureMode): string {
  const servers = mode === 'N' ? '-' : serverHostIds.map(normalizeHostId).join(',')
  const rows = [lineDomain, mode, line.vendor, servers, line.kind, ...fixedFields(line)]
  return [
    ...rows,
    ...sortedByKeyword(signedOptions(line)).map((option) => printed(canonicalOption(option))),
  ].join('\n')
}

/** The producer's options of a line, in file order, signatures left out and `COMPONENTS` put in. */
export function signedOptions(line: GrantLine): readonly LineOption[] {
  const options = line.options.filter((o) => !isSignatureKeyword(o.keyword) && !isCustomerKeyword(o.keyword))
  if (line.kind !== 'PACKAGE') return options
  return [{ keyword: 'COMPONENTS', value: printComponents(line.components) }, ...options]
}

/** The components of a package as one text. */
export function printComponents(components: readonly PackageComponent[]): string {
  return components
    .map(({ name, version, count }) => {
      if (count !== null) return `${name}:${version ?? ''}:${count}`
      return version === null ? name : `${name}:${version}`
    })
    .join(' ')
}

/** An option in the spelling that is signed: blanks collapsed, host IDs in their one spelling. */
export function canonicalOption(option: LineOption): LineOption {
  if (option.value === null) return option
  const value = option.value.replace(/[ \t]+/g, ' ')
  if (option.keyword === 'HOSTID') return { keyword: option.keyword, value: hostIdsOf(value).join(' ') }
  if (option.keyword === 'FLOAT_OK') return { keyword: option.keyword, value: normalizeHostId(value) }
  return { keyword: option.keyword, value }
}

/**
 * Are the signed words of a line written the one way that we write them?
 *
 * The signing input forgives another case of a date or other separators of an address. An issued line never
 * differs, so a difference means that somebody edited it, and edits of signed content shall not pass. Only
 * blanks are free, because mail programs and editors wrap lines.
 */
export function isCanonicallySpelled(line: GrantLine, statement: Statement): boolean {
  const written = statement.tokens.map((token) => token.text.replace(/[ \t]+/g, ' '))
  const [name = '', version = '-', ...fields] = fixedFields(line)
  const fixed = [line.kind, name, line.vendor, ...(version === '-' ? [] : [version]), ...fields]
  if (fixed.some((text, index) => written[index] !== text)) return false
  const options = signedOptions(line).map((option) => printed(canonicalOption(option)))
  return sameTexts(
    written.slice(fixed.length).filter((text) => !isUnsignedWord(text)),
    options,
  )
}

function fixedFields(line: GrantLine): readonly string[] {
  if (line.kind === 'PACKAGE') return [line.name, line.version ?? '-']
  const versions = line.kind === 'UPGRADE' ? [line.fromVersion, line.toVersion] : [line.version]
  return [line.name, ...versions, printExpiry(line.expiry), String(line.count)]
}

function isUnsignedWord(text: string): boolean {
  const keyword = text.split('=', 1)[0] ?? ''
  return isSignatureKeyword(keyword) || isCustomerKeyword(keyword)
}

function sortedByKeyword(options: readonly LineOption[]): readonly LineOption[] {
  return options.toSorted((a, b) => (a.keyword < b.keyword ? -1 : a.keyword > b.keyword ? 1 : 0))
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  const sorted = b.toSorted()
  return a.length === b.length && a.toSorted().every((text, index) => text === sorted[index])
}

function printed(option: LineOption): string {
  return option.value === null ? option.keyword : `${option.keyword}=${option.value}`
}
