import { hostOf } from './small-world.ts'
import type { LifeState, StateItem, StateLicense } from './life-state.ts'

/** What can happen, with how often it is chosen. */
export const ACTS = {
  activate: 5,
  'activate-replacing': 3,
  return: 3,
  repair: 1,
  rehost: 3,
  'correct-error': 1,
  emergency: 1,
  'change-line-item': 3,
  'upgrade-license': 4,
  split: 2,
  transfer: 2,
  decide: 3,
  consolidate: 1,
  redistribute: 1,
  'transfer-licenses': 1,
  'transfer-host': 1,
  'rehost-consolidated': 1,
  'release-host': 1,
} as const

/** A kind of act. */
export type ActKind = keyof typeof ACTS

/** An act as numbers: which of the candidates are meant, and how many copies. Any number has a meaning. */
export interface Act {
  readonly kind: ActKind
  readonly one: number
  readonly other: number
  readonly copies: number
  /** Where an act can be done in two ways: whole or part, pooled or not, approve or reject. */
  readonly flag: boolean
}

/** An operation to be asked for. */
export interface Wish {
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
  /** Customers may do less: their transfers wait for the producer. */
  readonly as: 'producer' | 'customer'
}

/** A number of the family's hosts; few, so that they meet. */
const HOSTS = 3

/** What an act means in the present state; an activation where there is nothing that it could be done to. */
export function wishOf(act: Act, state: LifeState, hostsFrom = 0): Wish | null {
  return wishes[act.kind](act, state, hostsFrom) ?? wishes.activate(act, state, hostsFrom)
}

type Wisher = (act: Act, state: LifeState, hostsFrom: number) => Wish | null

const wishes: Readonly<Record<ActKind, Wisher>> = {
  activate: (act, { items }, hostsFrom) => {
    const item = pick(items.filter(isDeployed), act.one)
    if (!item) return null
    const overdraft = item.overdraftMax > 0 && act.flag ? { overdraft: 1 + (act.other % 2) } : {}
    const hosts = [{ ...hostsOf(item, act, hostsFrom), copies: act.copies, ...overdraft }]
    return ask('activate-line-items', { items: [{ lineItem: item.id, hosts, startDate: day(act.other) }] })
  },
  'activate-replacing': (act, state) => {
    const found = pick(replacements(state), act.one)
    if (!found) return null
    const { item, parent, license } = found
    const hosts = [
      {
        ...(license.servers.length > 0 && { servers: license.servers.map(ethernet) }),
        ...(license.nodes.length > 0 && { nodeHosts: license.nodes.map(ethernet) }),
        replaces: [{ lineItem: parent.id, copies: partOf(act, license) }],
        ...(act.flag ? { copies: 1 } : {}),
      },
    ]
    return ask('activate-line-items', { items: [{ lineItem: item.id, hosts, startDate: day(act.other) }] })
  },
  return: onLicense('return-license', (act, license) => part(act, license)),
  repair: onLicense('repair-license', (act) => ({ startDate: day(act.other) })),
  rehost: onLicense('rehost-license', (act, license, item, hostsFrom) => ({
    ...part(act, license),
    hosts: hostsOf(item, { ...act, one: act.one + 1 }, hostsFrom),
  })),
  'correct-error': onLicense('correct-publisher-error', (act, _license, item, hostsFrom) =>
    act.flag ? { hosts: hostsOf(item, act, hostsFrom) } : {},
  ),
  emergency: onLicense('issue-emergency-license', () => ({ duration: { amount: 5000, unit: 'days' } })),
  'change-line-item': (act, { items }) => {
    const item = pick(items.filter(isDeployed), act.one)
    if (!item) return null
    const verb = pick(verbsOf(item), act.other) ?? 'renew'
    const fields = {
      id: item.id,
      copies: act.copies,
      startOption: 'specify-at-each-activation',
      autoDeploy: true,
    }
    const term = { kind: 'date', expiresOn: '2032-12-31' }
    return ask(`${verb}-line-item`, verb === 'renew' ? { ...fields, term } : fields)
  },
  'upgrade-license': (act, state) => {
    const found = pick(replacements(state), act.one)
    if (!found) return null
    const { item, license } = found
    const input = { fulfillment: license.id, lineItem: item.id, startDate: day(act.other) }
    return ask('upgrade-license', { ...input, ...part(act, license) })
  },
  split: (act, { items, accounts }) => {
    const isPartner = (id: string) => accounts.some((one) => one.id === id && one.kind === 'partner')
    const owned = items.filter(isDeployed)
    const partners = owned.filter((one) => isPartner(one.accountId))
    const item = pick(partners.length > 0 ? partners : owned, act.one)
    const target = pick(
      accounts.filter(({ id, kind }) => kind === 'customer' && id !== item?.accountId),
      act.other,
    )
    if (!item || !target) return null
    return ask('split-line-item', {
      id: item.id,
      account: target.id,
      tier: 'end-customer',
      copies: act.copies,
    })
  },
  transfer: (act, { items, accounts }) => {
    const isCustomer = (id: string) => accounts.some((one) => one.id === id && one.kind === 'customer')
    const as = act.flag ? 'customer' : 'producer'
    const mayGo = items.filter((one) => isDeployed(one) && (as === 'producer' || isCustomer(one.accountId)))
    // What is in use cannot go; asked now and then all the same.
    const free = mayGo.filter(({ entitlementId, taken }) => taken === 0 && !isInUse(entitlementId, items))
    const item = pick(free.length > 0 ? free : mayGo, act.one)
    const target = pick(
      accounts.filter(({ id, kind }) => kind === 'customer' && id !== item?.accountId),
      act.other,
    )
    if (!item || !target) return null
    const copies = act.copies < 5 ? { copies: act.copies } : {}
    return { ...ask('transfer-line-item', { id: item.id, account: target.id, ...copies }), as }
  },
  decide: (act, { transfers }) => {
    const id = pick(transfers, act.one)
    return id === undefined ? null : ask(act.flag ? 'approve-transfer' : 'reject-transfer', { id })
  },
  consolidate: (act, { licenses }) => {
    const license = pick(licenses, act.one)
    if (!license) return null
    const mates = licenses.filter(
      ({ accountId, action }) => accountId === license.accountId && action === 'master',
    )
    if (mates.length === 0) return null
    return ask('consolidate-licenses', { fulfillments: mates.map(({ id }) => id).slice(0, 50) })
  },
  redistribute: (act, state, hostsFrom) => {
    const license = pick(state.licenses.filter(isServed), act.one)
    if (!license) return null
    const row = state.licenses.filter((one) => one.lineItemId === license.lineItemId && isServed(one))
    const hosts = [...new Set(row.flatMap(({ serverHostId }) => serverHostId ?? []))]
    const sum = row.reduce((total, { copies }) => total + copies, 0)
    const onNew = act.copies % (sum + 1)
    const rest = sum - onNew
    const counts = [onNew, ...hosts.map((_host, at) => share(rest, hosts.length, at))]
    return ask('redistribute-licenses', {
      account: license.accountId,
      hosts: [
        { servers: [ethernet(hostOf(hostsFrom + (act.other % HOSTS)))] },
        ...hosts.map((host) => ({ host })),
      ],
      rows: [{ lineItem: license.lineItemId, counts }],
    })
  },
  'transfer-licenses': (act, { hosts }, hostsFrom) => {
    const host = pick(hosts, act.one)
    if (!host) return null
    const target = { servers: [ethernet(hostOf(hostsFrom + (act.other % HOSTS)))] }
    return ask('transfer-licenses', { host: host.id, target, consolidate: act.flag })
  },
  'transfer-host': (act, { hosts, accounts }) => {
    const host = pick(hosts, act.one)
    const target = pick(
      accounts.filter(({ id, kind }) => kind === 'customer' && id !== host?.accountId),
      act.other,
    )
    if (!host || !target) return null
    return ask('transfer-host', { host: host.id, account: target.id, pool: act.flag })
  },
  'rehost-consolidated': (act, { consolidated }, hostsFrom) => {
    const id = pick(consolidated, act.one)
    const hosts = { servers: [ethernet(hostOf(hostsFrom + (act.other % HOSTS)))] }
    return id === undefined ? null : ask('rehost-consolidated-license', { consolidatedLicense: id, hosts })
  },
  'release-host': (act, { hosts }) => {
    const host = pick(hosts, act.one)
    return host ? ask('release-host', { host: host.id, reason: 'The machine is lost.' }) : null
  },
}

/** Licenses that a line item can replace, with that line item and their own. */
function replacements({ items, licenses }: LifeState) {
  return items
    .filter((item) => isDeployed(item) && item.parentId !== null)
    .flatMap((item) => {
      const parent = items.find(({ id }) => id === item.parentId)
      return parent === undefined
        ? []
        : licenses.filter((one) => one.lineItemId === parent.id).map((license) => ({ item, parent, license }))
    })
}

/** How a line item can be replaced: by a newer version, a larger product, a longer term. */
function verbsOf({ products, isPermanent }: StateItem) {
  const verbs = products.startsWith('Gear Pro')
    ? []
    : ({ 1: ['upgrade'], 2: ['upgrade', 'upsell'] }[products.slice(-1)] ?? [])
  return isPermanent ? verbs : [...verbs, 'renew']
}

function onLicense(
  operation: string,
  more: (act: Act, license: StateLicense, item: StateItem, hostsFrom: number) => object,
): Wisher {
  return (act, { licenses, items }, hostsFrom) => {
    const license = pick(licenses, act.one)
    const item = items.find(({ id }) => id === license?.lineItemId)
    if (!license || !item) return null
    return ask(operation, { fulfillment: license.id, ...more(act, license, item, hostsFrom) })
  }
}

function ask(operation: string, input: Readonly<Record<string, unknown>>): Wish {
  return { operation, input, as: 'producer' }
}

function pick<T>(candidates: readonly T[], number: number): T | undefined {
  return candidates[number % Math.max(1, candidates.length)]
}

function isDeployed({ state }: StateItem): boolean {
  return state === 'deployed'
}

function isInUse(entitlementId: string, items: readonly StateItem[]): boolean {
  return items.some((one) => one.entitlementId === entitlementId && one.taken > 0)
}

function isServed({ servers, nodes, action }: StateLicense): boolean {
  return servers.length > 0 && nodes.length === 0 && action === 'master'
}

/** Hosts that the license model of a line item takes. */
function hostsOf({ model }: StateItem, { one, other }: Act, hostsFrom: number) {
  const servers = [ethernet(hostOf(hostsFrom + (one % HOSTS)))]
  return model === 'Life machines'
    ? { servers, nodeHosts: [ethernet(hostOf(hostsFrom + HOSTS + (other % 2)))] }
    : { servers }
}

function ethernet(value: string) {
  return { type: 'ethernet', value }
}

/** Nothing for the whole, or a count that may also be too large. */
function part(act: Act, license: StateLicense): object {
  return act.flag ? { copies: partOf(act, license) } : {}
}

/** One more than there is from time to time, because that has to be refused. */
function partOf({ copies }: Act, license: StateLicense): number {
  return 1 + (copies % (license.copies + 1))
}

function share(sum: number, among: number, at: number): number {
  return Math.floor(sum / among) + (at < sum % among ? 1 : 0)
}

/** A first day of use in the past. */
function day(number: number): string {
  return `2026-0${1 + (number % 9)}-01`
}
