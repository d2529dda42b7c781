import { sampleProducts, type SampleProduct } from './catalog.ts'
import type { SampleAccount, SampleAccounts } from './accounts.ts'
import type { Chance } from './chance.ts'

/** A record of the import file; see docs/imports.md for the fields. */
export type Row = Readonly<Record<string, unknown>>

/** An entitlement with its line items, as the nested file has it. */
export interface SampleEntitlement {
  readonly fields: Row
  readonly lineItems: readonly Row[]
}

/** The day on which the sample was drawn up: licenses before it have expired, those soon after are about to. */
const TODAY = Temporal.PlainDate.from('2026-11-15')

/** Entitlements and line items of the sample. */
export const ENTITLEMENTS = 400
export const LINE_ITEMS = 1200

/** Days over which the orders are spread. */
const DAYS = 3 * 365

/** Four hundred entitlements over three years, oldest first, with twelve hundred line items in all. */
export function makeOrders(chance: Chance, people: SampleAccounts): SampleEntitlement[] {
  const sizes = lineItemCounts(chance)
  const customers = people.accounts.filter(({ kind }) => kind === 'customer')
  return sizes.map((size, index) => {
    const day = TODAY.subtract({
      days: DAYS - Math.floor((index * DAYS) / ENTITLEMENTS) - chance.between(0, 1),
    })
    return entitlement({ chance, people, customers, index, size, day })
  })
}

/** How many line items each entitlement has: from one to eight, and exactly `LINE_ITEMS` together. */
function lineItemCounts(chance: Chance): number[] {
  const sizes = Array.from({ length: ENTITLEMENTS }, () => 1)
  let left = LINE_ITEMS - ENTITLEMENTS
  while (left > 0) {
    const index = chance.between(0, ENTITLEMENTS - 1)
    if ((sizes[index] ?? 8) >= 8) continue
    sizes[index] = (sizes[index] ?? 1) + 1
    left -= 1
  }
  return sizes
}

interface Order {
  readonly chance: Chance
  readonly people: SampleAccounts
  readonly customers: readonly SampleAccount[]
  readonly index: number
  readonly size: number
  readonly day: Temporal.PlainDate
}

function entitlement(order: Order): SampleEntitlement {
  const { chance, people, index, day } = order
  const account = chance.pick(order.customers)
  const contact = people.users.find((user) => user.account === account.code)?.userName
  const state = stateOf(index)
  const distributor = distributorOf(people, account)
  const fields: Record<string, unknown> = {
    entitlementId: `GW-${day.year}-${String(index + 1).padStart(5, '0')}`,
    state,
    soldTo: account.code,
    ...(contact && chance.percent(70) ? { soldToContact: contact, shipToEmail: contact } : {}),
    ...(distributor && chance.percent(60) ? { distributor } : {}),
    ...(chance.percent(20) ? { description: chance.pick(remarks) } : {}),
  }
  const goods = state === 'test' ? pilots : onSale(day)
  const lineItems = licensedItems(order, state, goods)
  const plan = chance.percent(30) ? 'Gearwright Care@1' : 'Gearwright Care Plus@1'
  if (lineItems.length > 1 && chance.percent(35)) withMaintenance(order, lineItems, plan)
  return { fields, lineItems }
}

const remarks: readonly string[] = [
  'Framework contract, second call-off',
  'Replaces the order of last year',
  'Bundle price for the whole shop floor',
  'Delivery to the service department',
]

/** Nearly all are in use; the others show what the other states look like. */
function stateOf(index: number): string {
  if (index % 50 === 7) return 'obsolete'
  if (index % 40 === 11) return 'inactive'
  if (index % 80 === 19) return 'test'
  return index % 28 === 27 || index >= ENTITLEMENTS - 3 ? 'draft' : 'deployed'
}

const deployed = sampleProducts.filter(
  (product) => product.state === 'deployed' && !product.name.endsWith('Demo'),
)
const pilots = sampleProducts.filter((product) => product.state === 'draft')

/** What was on the price list on a day: of each product the newest version, and sometimes the one before. */
function onSale(day: Temporal.PlainDate): readonly SampleProduct[] {
  const known = deployed.filter((product) => product.soldFrom <= day.toString())
  return known.length > 0 ? known : deployed.slice(0, 1)
}

function distributorOf(people: SampleAccounts, account: SampleAccount): string | null {
  const top = topOf(people, account)
  const relation = people.relations.find((one) => one['customer'] === top.code)
  return relation ? String(relation['partner']) : null
}

function topOf(people: SampleAccounts, account: SampleAccount): SampleAccount {
  const parent = people.accounts.find(({ code }) => code === account.parent)
  return parent ? topOf(people, parent) : account
}

function licensedItems(
  order: Order,
  state: string,
  goods: readonly SampleProduct[],
): Record<string, unknown>[] {
  const { chance, index, day } = order
  const orderId = `PO-${chance.between(10_000, 99_999)}`
  return Array.from({ length: order.size }, (_, line) => {
    const product = chance.pick(goods)
    const model = state === 'test' ? 'Workstation' : chance.pick(product.models)
    return {
      activationId: `GWA-${chance.groups(3)}-${String(index * 10 + line).padStart(4, '0')}`,
      ...whatOf(chance, product, model),
      copies: copiesOf(chance, model),
      orderId,
      orderLineNumber: String((line + 1) * 10),
      ...startOf(chance, model, day),
      ...termOf(chance, model, day),
      ...(product.isDated ? { versionDateOption: 'use-start-date', versionDuration: '12 months' } : {}),
      ...attributesOf(chance, model),
    }
  })
}

/** A suite now and then, else the product by name. */
function whatOf(chance: Chance, product: SampleProduct, model: string): Record<string, unknown> {
  if (product.version === '2026' && product.name === 'Gearwright Mill' && chance.percent(25)) {
    if (model === 'Floating') return { partNumber: 'GW-SUITE-DC-26-FL' }
    if (model === 'Subscription') return { partNumber: 'GW-SUITE-MS-26-SU' }
  }
  return { products: [product.ref], licenseModel: model }
}

function copiesOf(chance: Chance, model: string): number {
  if (model === 'Trial') return 1
  if (model === 'Site') return chance.between(1, 3)
  if (model.startsWith('Workstation')) return chance.between(1, 12)
  return chance.pick([2, 3, 5, 5, 8, 10, 10, 15, 20, 25, 40, 60, 100])
}

/** Mostly the day of the order; the first activation for some, each activation for trials. */
function startOf(chance: Chance, model: string, day: Temporal.PlainDate): Record<string, unknown> {
  if (model === 'Trial') return { startOption: 'each-activation-date' }
  if (chance.percent(12)) return { startOption: 'first-activation-date' }
  return { startOption: 'specify-now', startsOn: day.add({ days: chance.between(0, 14) }).toString() }
}

/** Models that settle the term leave nothing to say; else for ever, to a day, or for a time. */
function termOf(chance: Chance, model: string, day: Temporal.PlainDate): Record<string, unknown> {
  if (['Workstation with Dongle', 'Subscription', 'Trial'].includes(model)) return {}
  if (chance.percent(45)) return { permanent: true }
  if (chance.percent(70)) {
    const end = day.add({ years: chance.between(1, 3) }).add({ days: chance.between(15, 40) })
    return { expiresOn: end.toString() }
  }
  return { duration: chance.pick(['12 months', '24 months', '3 years', '90 days']) }
}

/** What the models leave to the line item. */
function attributesOf(chance: Chance, model: string): Record<string, unknown> {
  if (model === 'Floating' && chance.percent(15)) return { extraActivations: chance.between(1, 3) }
  if (model === 'Floating Global' && chance.percent(40)) {
    return { attribute: { overdraft: chance.between(1, 5) }, policy: { rehosts: '2 per 1 years' } }
  }
  if (model === 'Site') return { attribute: { vendorString: `building ${chance.between(1, 9)}` } }
  return {}
}

/** Turns the last line item into maintenance for all the others. */
function withMaintenance(order: Order, lineItems: Record<string, unknown>[], plan: string): void {
  const last = lineItems.pop() as Record<string, unknown>
  const activationId = String(last['activationId'])
  for (const lineItem of lineItems) lineItem['maintenance'] = [activationId]
  lineItems.push({
    activationId,
    kind: 'maintenance',
    products: [plan],
    copies: 1,
    orderId: last['orderId'],
    orderLineNumber: last['orderLineNumber'],
    startOption: 'specify-now',
    startsOn: order.day.toString(),
    expiresOn: order.day.add({ years: 1, days: order.chance.between(0, 60) }).toString(),
  })
}
