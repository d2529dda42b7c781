/** Where a keyword may stand: feature and upgrade lines, package lines, or both. */
export type KeywordScope = 'feature' | 'package' | 'both'

/** What one option keyword is. */
export interface KeywordRule {
  readonly keyword: string
  /** `flag` never has a value, `text` always has one, `either` may. */
  readonly shape: 'flag' | 'text' | 'either'
  readonly scope: KeywordScope
  /** Format level of the client that first understood it; null for keywords as old as the format. */
  readonly level: string | null
}

/**
 * Every option keyword that we issue, in the order in which we write them. The list is closed: a line with
 * any other upper-case keyword is not printed. Levels from the published list of license file versions.
 */
export const keywordRules: readonly KeywordRule[] = [
  { keyword: 'OPTIONS', shape: 'text', scope: 'package', level: null },
  { keyword: 'VENDOR_STRING', shape: 'text', scope: 'feature', level: '3' },
  { keyword: 'HOSTID', shape: 'text', scope: 'feature', level: null },
  { keyword: 'FLOAT_OK', shape: 'either', scope: 'feature', level: '8.0' },
  { keyword: 'USER_BASED', shape: 'either', scope: 'feature', level: '5' },
  { keyword: 'HOST_BASED', shape: 'either', scope: 'feature', level: '5' },
  { keyword: 'PLATFORMS', shape: 'text', scope: 'feature', level: null },
  { keyword: 'VM_PLATFORMS', shape: 'text', scope: 'feature', level: '11.7' },
  { keyword: 'TZ', shape: 'text', scope: 'feature', level: '11.7' },
  { keyword: 'SUPERSEDE', shape: 'either', scope: 'both', level: '5' },
  { keyword: 'SUPERSEDE_SIGN', shape: 'text', scope: 'feature', level: '11.5' },
  { keyword: 'DUP_GROUP', shape: 'text', scope: 'feature', level: '4' },
  { keyword: 'SUITE_DUP_GROUP', shape: 'text', scope: 'feature', level: null },
  { keyword: 'TS_OK', shape: 'flag', scope: 'feature', level: '8.0' },
  { keyword: 'ONE_TS_OK', shape: 'flag', scope: 'feature', level: '11.5' },
  { keyword: 'OVERDRAFT', shape: 'text', scope: 'feature', level: '4' },
  { keyword: 'LINGER', shape: 'text', scope: 'feature', level: null },
  { keyword: 'asset_info', shape: 'text', scope: 'feature', level: null },
  { keyword: 'user_info', shape: 'text', scope: 'feature', level: null },
  { keyword: 'vendor_info', shape: 'text', scope: 'feature', level: null },
  { keyword: 'dist_info', shape: 'text', scope: 'feature', level: null },
  { keyword: 'ISSUER', shape: 'text', scope: 'feature', level: null },
  { keyword: 'ISSUED', shape: 'text', scope: 'both', level: '5' },
  { keyword: 'BORROW', shape: 'either', scope: 'feature', level: '8.0' },
  { keyword: 'NOTICE', shape: 'text', scope: 'feature', level: null },
  { keyword: 'SN', shape: 'text', scope: 'feature', level: '5' },
  { keyword: 'START', shape: 'text', scope: 'feature', level: '6' },
  { keyword: 'ck', shape: 'text', scope: 'both', level: null },
  { keyword: 'sort', shape: 'text', scope: 'feature', level: null },
  { keyword: 'SIGN2', shape: 'text', scope: 'both', level: '7.1' },
  { keyword: 'AUTH', shape: 'text', scope: 'both', level: null },
  { keyword: 'SIGN', shape: 'text', scope: 'both', level: '7.1' },
]

const byKeyword = new Map(keywordRules.map((rule, rank) => [rule.keyword, { ...rule, rank }]))

/** The rule of a keyword as spelled; undefined when we never issue it. */
export function keywordRule(keyword: string): (KeywordRule & { readonly rank: number }) | undefined {
  return byKeyword.get(keyword)
}

/** Start of a logical line that some reader of the format understands. */
export const lineKeywordPattern =
  /^[ \t]*(SERVER|VENDOR|DAEMON|USE_SERVER|FEATURE|INCREMENT|UPGRADE|PACKAGE)(?=[ \t\r\\]|$)/i
