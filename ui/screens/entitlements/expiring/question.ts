import { oneOf, type QueryValues } from '@tallystick/kit/portal/address.ts'

/** Check boxes of the filter: at least one of the first two is always chosen. */
export const FILTERS = {
  expiring: 'Expiring',
  expired: 'Expired',
  subscription: 'Subscription',
  maintenance: 'Maintenance',
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
  readonly scope: ScopeKey
  readonly text: string
}

const USUAL: readonly FilterKey[] = ['expiring', 'subscription', 'maintenance']

const PAIRS: readonly (readonly [FilterKey, FilterKey])[] = [
  ['expiring', 'expired'],
  ['subscription', 'maintenance'],
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
  return {
    filters,
    scope: scope !== undefined && scope in SCOPES ? (scope as ScopeKey) : 'product',
    text: oneOf(query['find'])?.trim() ?? '',
  }
}

/** Writes the question as the address has it; a new question begins at the first page. */
export function printQuestion({ filters, scope, text }: ExpiringQuestion): QueryValues {
  const isUsual = filters.length === USUAL.length && USUAL.every((key) => filters.includes(key))
  return {
    filter: isUsual ? undefined : filters.join(','),
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
export function paramsOf({ filters, scope, text }: ExpiringQuestion): Readonly<Record<string, string>> {
  const of = (pair: readonly FilterKey[]) => {
    const chosen = pair.filter((key) => filters.includes(key))
    return chosen.length === 1 ? (chosen[0] as string) : 'both'
  }
  return {
    show: of(['expiring', 'expired']),
    type: of(['subscription', 'maintenance']),
    ...(text === '' ? {} : { [scope]: text }),
  }
}

/** How urgent a number of days is: over, soon (the next thirty days), or neither. */
export function urgencyOf(days: number): 'over' | 'soon' | undefined {
  if (days < 0) return 'over'
  return days <= 30 ? 'soon' : undefined
}
