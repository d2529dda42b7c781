import { relations, sampleProducts, type SampleProduct } from './catalog.ts'
import type { Chance } from './chance.ts'
import type { Row, SampleEntitlement } from './orders.ts'

/** A line item that was sold, as far as a later order can change it. */
interface Sold {
  readonly row: Record<string, unknown>
  readonly product: SampleProduct
  /** The day of its start, or the day after which it may be changed. */
  readonly startsOn: string
}

/** So many of a hundred line items change an earlier one, where there is one that can be changed. */
const SHARE = 22

/** Nobody changes what was bought less than a quarter of a year ago. */
const DAYS_LEAST = 90

/**
 * Makes some of the later line items into upgrades, upsells and renewals of earlier ones of the same account: the
 * numbers of entitlements and of line items stay as they are.
 */
export function withChanges(chance: Chance, orders: readonly SampleEntitlement[]): void {
  const soldBy = new Map<unknown, Sold[]>()
  for (const { fields, lineItems } of orders) {
    if (fields['state'] !== 'deployed') continue
    const account = fields['soldTo']
    const earlier = soldBy.get(account) ?? []
    const sold: Sold[] = []
    for (const row of lineItems as readonly Record<string, unknown>[]) {
      const one = soldOf(row)
      if (!one) continue
      const changed = chance.percent(SHARE) ? change(chance, one, earlier) : null
      sold.push(changed ?? one)
    }
    soldBy.set(account, [...earlier, ...sold])
  }
}

/** A licensed line item of one product that starts on a day; trials and suites are left alone. */
function soldOf(row: Record<string, unknown>): Sold | null {
  const refs = (row['products'] ?? []) as readonly string[]
  const product = sampleProducts.find(({ ref }) => ref === refs[0])
  const startsOn = row['startsOn']
  if (row['kind'] === 'maintenance' || !product || typeof startsOn !== 'string') return null
  return row['licenseModel'] === 'Trial' ? null : { row, product, startsOn }
}

/** Turns a line item into a change of one of the earlier ones; null when none of them fits. */
function change(chance: Chance, one: Sold, earlier: Sold[]): Sold | null {
  const day = Temporal.PlainDate.from(one.startsOn)
  const before = day.subtract({ days: DAYS_LEAST }).toString()
  const fitting = earlier.flatMap((parent) =>
    parent.startsOn > before ? [] : waysFrom(parent, one.startsOn).map((way) => ({ parent, ...way })),
  )
  if (fitting.length === 0) return null
  // What leads to a larger product is rare among them, and taken where it is.
  const upsells = fitting.filter((way) => way.kind === 'upsell')
  const { parent, kind, product } = chance.pick(upsells.length > 0 ? upsells : fitting)
  earlier.splice(earlier.indexOf(parent), 1)
  const { row } = one
  for (const name of FOLLOWING) delete row[name]
  for (const name of FOLLOWING) if (parent.row[name] !== undefined) row[name] = parent.row[name]
  row['products'] = [product.ref]
  row['copies'] = copiesOf(chance, kind, Number(parent.row['copies']))
  row['changes'] = parent.row['activationId']
  row['changeKind'] = kind
  if (kind === 'renewal' && parent.row['expiresOn'] !== undefined) {
    row['expiresOn'] = day.add({ years: chance.between(1, 2) }).toString()
  }
  return { row, product, startsOn: one.startsOn }
}

/** What the new line item takes over: the license model with all that it leaves open, and the term. */
const FOLLOWING = [
  'licenseModel',
  'permanent',
  'expiresOn',
  'duration',
  'versionDateOption',
  'versionDuration',
  'extraActivations',
  'attribute',
  'policy',
]

/** The kinds of change that a line item can have on a day, with the product that each leads to. */
function waysFrom({ row, product }: Sold, day: string): readonly { kind: string; product: SampleProduct }[] {
  const ends = typeof row['expiresOn'] === 'string' ? row['expiresOn'] : null
  const isOver = ends !== null && ends < day
  const led = isOver
    ? []
    : relations.flatMap((relation) => ledBy(relation, product, row['licenseModel'], day))
  const isEndless = row['permanent'] !== undefined || row['licenseModel'] === 'Workstation with Dongle'
  return isEndless ? led : [{ kind: 'renewal', product }, ...led]
}

function ledBy(relation: Row, product: SampleProduct, model: unknown, day: string) {
  const kind = String(relation['kind'])
  const target = sampleProducts.find(({ ref }) => ref === relation['to'])
  const leads = (kind === 'upgrade' || kind === 'upsell') && relation['from'] === product.ref
  const isOpen =
    target?.state === 'deployed' && target.soldFrom <= day && target.models.includes(String(model))
  return leads && target && isOpen ? [{ kind, product: target }] : []
}

/** Mostly all copies, sometimes a part; and once in a while more than there are, which may be ordered. */
function copiesOf(chance: Chance, kind: string, copies: number): number {
  if (kind === 'renewal' || chance.percent(60)) return copies
  return chance.percent(15) ? copies + 2 : Math.max(1, Math.floor(copies / 2))
}
