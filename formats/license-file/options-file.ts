import { checkVisibleWord } from './fields.ts'
import { LicenseTextError } from './license-text-error.ts'
import { findOption, optionValue } from './line-options.ts'
import type { FeatureLine, LicenseDocument } from './model.ts'
import { parseOpenSignature } from './signature-text.ts'

/** Longest line of an options file that daemons read, in characters. */
export const optionsLineMax = 4000

/** Who may use the named-user or named-host lines of a license. */
export interface OptionsRequest {
  readonly vendor: string
  /** User names, for USER_BASED lines. */
  readonly users?: readonly string[]
  /** Host names or addresses, for HOST_BASED lines. */
  readonly hosts?: readonly string[]
  /** Names of the two lists; letters, digits, `_` and `-`. */
  readonly userGroup?: string
  readonly hostGroup?: string
}

/** Something the administrator should know before using the fragment. */
export interface OptionsWarning {
  readonly code: 'list-longer-than-limit' | 'list-empty' | 'repeated'
  readonly sentence: string
}

/** A fragment for the options file of a vendor daemon. Empty text when no line names users or hosts. */
export interface OptionsFragment {
  /** For example `acme.opt`. */
  readonly fileName: string
  readonly text: string
  readonly warnings: readonly OptionsWarning[]
}

/**
 * Writes the lists and INCLUDE lines that USER_BASED and HOST_BASED lines need before anybody may use them.
 *
 * Each INCLUDE names one signed line by the beginning of its signature, because lines of one feature have
 * separate lists; equal ones are written once, since each would take a copy. Throws LicenseTextError for a
 * name with blanks, quotes, `#` or control characters.
 */
export function optionsFragment(document: LicenseDocument, request: OptionsRequest): OptionsFragment {
  const warnings: OptionsWarning[] = []
  const lines = document.lines
    .filter((line): line is FeatureLine => line.kind === 'INCREMENT' || line.kind === 'FEATURE')
    .filter((line) => line.vendor === request.vendor)
  const parts = [
    ...sectionFor(
      'USER_BASED',
      'GROUP',
      request.userGroup ?? 'named_users',
      request.users ?? [],
      lines,
      warnings,
    ),
    ...sectionFor(
      'HOST_BASED',
      'HOST_GROUP',
      request.hostGroup ?? 'named_hosts',
      request.hosts ?? [],
      lines,
      warnings,
    ),
  ]
  return { fileName: `${request.vendor}.opt`, text: parts.map((part) => `${part}\n`).join(''), warnings }
}

type Basis = 'USER_BASED' | 'HOST_BASED'

function sectionFor(
  basis: Basis,
  listKeyword: 'GROUP' | 'HOST_GROUP',
  group: string,
  names: readonly string[],
  lines: readonly FeatureLine[],
  warnings: OptionsWarning[],
): readonly string[] {
  const named = lines.filter((line) => findOption(line.options, basis) !== undefined)
  if (named.length === 0) return []
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(group)) {
    throw new LicenseTextError(
      'character',
      listKeyword,
      'A group name has letters, digits, underscores and hyphens.',
    )
  }
  const who = basis === 'USER_BASED' ? 'users' : 'hosts'
  names.forEach((name, index) => {
    const found = checkVisibleWord(name)
    if (found !== null) throw new LicenseTextError(found.code, `${who}[${index}]`, found.sentence)
  })
  const members = [...new Set(names)]
  if (members.length < names.length)
    warnings.push({ code: 'repeated', sentence: 'Names that stood twice stand once now.' })
  if (members.length === 0) {
    warnings.push({ code: 'list-empty', sentence: `Nobody can use the lines until ${who} are listed.` })
    return []
  }
  for (const line of named) {
    const limit = Number(optionValue(line.options, basis) ?? line.count)
    if (members.length > limit) {
      const sentence = `${line.name} ${line.version} allows ${limit} ${who}; ${members.length} are listed.`
      warnings.push({ code: 'list-longer-than-limit', sentence })
    }
  }
  const includes = named.map((line) => `INCLUDE ${qualified(line)} ${listKeyword} ${group}`)
  return [...listLines(`${listKeyword} ${group}`, members), ...new Set(includes)]
}

/** A feature with what tells this line from others: the begin of our signature, else the version. */
function qualified(line: FeatureLine): string {
  const signature = parseOpenSignature(optionValue(line.options, 'SIGN') ?? '')
  if (signature === null) return `${line.name}:VERSION=${line.version}`
  // Our signatures contain a colon, which the short form `feature:KEY=value` could not carry.
  return `"${line.name} SIGN=${signature.mode}${signature.kid}:${signature.signature.slice(0, 12)}"`
}

/** Lists of one name add up, so a long list is written as several lines that every daemon can read. */
function listLines(head: string, members: readonly string[]): readonly string[] {
  const lines: string[] = []
  let current = head
  for (const member of members) {
    if (current !== head && current.length + 1 + member.length > optionsLineMax) {
      lines.push(current)
      current = head
    }
    current += ` ${member}`
  }
  return [...lines, current]
}
