import { keywordRule } from './keywords.ts'
import { isCustomerKeyword } from './line-options.ts'
import type { GrantLine, LicenseDocument, LineOption } from './model.ts'
import { compareVersions } from './version-order.ts'

/** The oldest client level that understands a line, and what asks for it. */
export interface LineLevel {
  /** For example `8.0`. `1` when nothing on the line is newer than the format. */
  readonly level: string
  /** Keywords and host ID kinds that need exactly this level, in file order. */
  readonly because: readonly string[]
}

/** A line that a client of some level would misread. */
export interface LevelWarning extends LineLevel {
  /** Position in `document.lines`. */
  readonly lineIndex: number
  readonly sentence: string
}

/** The oldest client level that understands a line. Source: the published list of license file versions. */
export function formatLevelOf(line: GrantLine): LineLevel {
  const needs = line.options.flatMap(optionNeeds)
  if (line.kind === 'INCREMENT' || line.kind === 'UPGRADE') needs.unshift({ level: '3', what: line.kind })
  if (line.kind === 'PACKAGE') needs.unshift({ level: '4', what: line.kind })
  const level = needs.reduce((most, need) => (compareLevels(need.level, most) > 0 ? need.level : most), '1')
  return { level, because: needs.filter((need) => need.level === level).map((need) => need.what) }
}

/** Lines of a document that a client of this level, for example `11.5`, does not understand. */
export function levelWarnings(document: LicenseDocument, clientLevel: string): readonly LevelWarning[] {
  return document.lines.flatMap((line, lineIndex) => {
    const found = formatLevelOf(line)
    if (compareLevels(found.level, clientLevel) <= 0) return []
    const what = found.because.join(', ')
    return [
      {
        ...found,
        lineIndex,
        sentence: `${line.name}: ${what} needs a client of level ${found.level} or later.`,
      },
    ]
  })
}

function optionNeeds(option: LineOption): { level: string; what: string }[] {
  const needs: { level: string; what: string }[] = []
  const level = isCustomerKeyword(option.keyword) ? null : (keywordRule(option.keyword)?.level ?? null)
  if (level !== null) needs.push({ level, what: option.keyword })
  if (option.keyword === 'OPTIONS' && option.value === 'SUITE_RESERVED')
    needs.push({ level: '8.1', what: option.value })
  if (option.keyword === 'HOSTID') {
    if (/\bINTERNET=/i.test(option.value ?? '')) needs.push({ level: '4', what: 'HOSTID=INTERNET' })
    if (/\bCOMPOSITE=/i.test(option.value ?? '')) needs.push({ level: '8.4', what: 'HOSTID=COMPOSITE' })
  }
  return needs
}

/** Levels are counted part by part: 11.5 comes before 11.14. */
function compareLevels(a: string, b: string): number {
  const [aMajor = '0', aMinor = '0'] = a.split('.')
  const [bMajor = '0', bMinor = '0'] = b.split('.')
  return compareVersions(aMajor, bMajor) || Number(aMinor) - Number(bMinor)
}
