import { oneOf, type QueryValues } from '@tallystick/kit/portal/address.ts'

/** Check boxes of the filter: at least one of each pair is always chosen. */
export const FILTERS = {
  expiring: 'Expiring',
  expired: 'Expired',
  subscription: 'Subscription',
  maintenance: 'Maintenance',
  unreplaced: 'Not replaced yet',
  replaced: 'Replaced already',
} as const

/** A check box of the filter. */
export type FilterKey = keyof typeof FILTERS

/** What can be searched. */
export const SCOPES = {
  product: 'Product',
  activationId: 'Activation ID',
  accountId: 'Account ID',
  accountName: 'Account name',
} as const

/** Something that can be searched. */
export type ScopeKey = keyof typeof SCOPES

/** What the reader asks the list for, apart from sort and page. */
export interface ExpiringQuestion {
  readonly filters: readonly FilterKey[]
  /** Days remaining at most; null for any number. */
  readonly within: number | null
  readonly scope: ScopeKey
  readonly text: string
}

/** Days that can be chosen as the longest that remain. */
export const SPANS = [30, 60, 90, 180, 365] as const

const USUAL: readonly FilterKey[] = ['expiring', 'subscription', 'maintenance', 'unreplaced', 'replaced']

const PAIRS: readonly (readonly [FilterKey, FilterKey])[] = [
  ['expiring', 'expired'],
  ['subscription', 'maintenance'],
  ['unreplaced', 'replaced'],
]

/** Reads the question out of the address; what is missing or makes no sense is as usual. */
export function readQuestion(query: QueryValues): ExpiringQuestion {
  const asked = oneOf(query['filter'])?.split(',') ?? []
  const chosen = (Object.keys(FILTERS) as FilterKey[]).filter((key) => asked.includes(key))
  const filters = PAIRS.flatMap((pair) => {
    const ofPair = pair.filter((key) => chosen.includes(key))
    return ofPair.length > 0 ? ofPair : pair.filter((key) => USUAL.includes(key))
  })
  const scope = oneOf(query['in'])
  const within = Number(oneOf(query['within']) || Number.NaN)
  return {
    filters,
    within: Number.isInteger(within) && within >= 0 && within <= 36_500 ? within : null,
    scope: scope !== undefined && scope in SCOPES ? (scope as ScopeKey) : 'product',
    text: oneOf(query['find'])?.trim() ?? '',
  }
}

/** Writes the question as the address has it; a new question begins at the first page. */
export function printQuestion({ filters, within, scope, text }: ExpiringQuestion): QueryValues {
  const isUsual = filters.length === USUAL.length && USUAL.every((key) => filters.includes(key))
  return {
    filter: isUsual ? undefined : filters.join(','),
    within: within === null ? undefined : String(within),
    in: text === '' || scope === 'product' ? undefined : scope,
    find: text === '' ? undefined : text,
    after: undefined,
    page: undefined,
  }
}

/** The filters after one check box was changed; null when it is the last of its pair and has to stay. */
export function toggled(filters: readonly FilterKey[], key: FilterKey): readonly FilterKey[] | null {
  if (!filters.includes(key)) return [...filters, key]
  const pair = PAIRS.find((one) => one.includes(key)) ?? []
  return pair.every((one) => filters.includes(one)) ? filters.filter((one) => one !== key) : null
}

/** The question as the list's own inputs. */
export function paramsOf(question: ExpiringQuestion): Readonly<Record<string, string>> {
  const { filters, within, scope, text } = question
  const of = (pair: readonly FilterKey[]) => {
    const chosen = pair.filter((key) => filters.includes(key))
    return chosen.length === 1 ? (chosen[0] as string) : 'both'
  }
  const replaced = of(['unreplaced', 'replaced'])
  return {
    show: of(['expiring', 'expired']),
    type: of(['subscription', 'maintenance']),
    ...(replaced === 'both' ? {} : { replaced: replaced === 'replaced' ? 'only' : 'hide' }),
    ...(within === null ? {} : { within: String(within) }),
    ...(text === '' ? {} : { [scope]: text }),
  }
}

/** Days ahead in which an expiration is worth a reminder. */
export const REMINDER_DAYS = 90

/** What ends soon and is not replaced yet: the figure of the front page, and the page that it leads to. */
export const ENDING_SOON: ExpiringQuestion = {
  filters: ['expiring', 'subscription', 'maintenance', 'unreplaced'],
  within: REMINDER_DAYS,
  scope: 'product',
  text: '',
}

/** Whether the question leaves out something that an unasked list would show. */
export function isNarrow({ text, within, filters }: ExpiringQuestion): boolean {
  return text !== '' || within !== null || !USUAL.every((key) => filters.includes(key))
}

/** How urgent a number of days is: over, soon (the next thirty days), or neither. */
export function urgencyOf(days: number): 'over' | 'soon' | undefined {
  if (days < 0) return 'over'
  return days <= 30 ? 'soon' : undefined
}
