import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { ImportPlan, ImportRecord } from '@tallystick/kernel/import/define.ts'
import { differences } from '@tallystick/kernel/import/differences.ts'
import type { QueryContext, Step } from '@tallystick/kernel/operation/implement.ts'
import { importedAttributes } from '@tallystick/settings/services.ts'
import { findExistingEntitlement } from '../existing-entitlement.ts'
import { tiers, type EntitlementKind, type RecordState } from '../model.ts'
import type { PartyWish } from '../operations/entitlement-shapes.contract.ts'
import type { LineItemWish } from '../operations/line-item-shapes.contract.ts'
import { attributeKind } from '../prepare-line-items.ts'
import { lifecycle, stateCommands, type StateCommand } from '../rules/lifecycle.ts'
import { lineItemWish } from './line-item-wish.ts'

type Existing = NonNullable<Awaited<ReturnType<typeof findExistingEntitlement>>>

/** What has to be done so that an entitlement is as an order file says. It adds and changes, and removes nothing. */
export async function planEntitlement(ctx: QueryContext, record: ImportRecord): Promise<ImportPlan> {
  const parts = (record['lineItems'] ?? []) as readonly ImportRecord[]
  const wishes = parts.map((part, at) => lineItemWish(ctx, part, at))
  refuseUnrecognisable(ctx, wishes)
  const found = await findExistingEntitlement(ctx, String(record['entitlementId']))
  const present = found?.fields.customAttributes ?? null
  const custom = await importedAttributes(ctx, 'entitlement', record['custom'], present)
  const own = custom === undefined ? record : { ...record, custom }
  const lineItems: LineItemWish[] = []
  for (const wish of wishes) lineItems.push(await withAttributes(ctx, wish, found))
  return found
    ? { isNew: false, steps: changes(ctx, own, lineItems, found) }
    : { isNew: true, steps: creation(own, lineItems) }
}

/** The wish with the texts of the file as values of custom attributes, over those that are there. */
async function withAttributes(
  ctx: QueryContext,
  wish: LineItemWish,
  found: Existing | null,
): Promise<LineItemWish> {
  const before = found?.fields.lineItems[placeIn(found, wish)]
  const kind = attributeKind(wish.kind ?? before?.kind ?? 'licensed')
  const present = before?.customAttributes ?? null
  const custom = await importedAttributes(ctx, kind, wish.customAttributes, present)
  return custom ? { ...wish, customAttributes: custom as LineItemWish['customAttributes'] } : wish
}

/** Without an ID or an order line a line item could not be told again, and the next import would double it. */
function refuseUnrecognisable(ctx: QueryContext, wishes: readonly LineItemWish[]): void {
  const at = wishes.findIndex((wish) => !wish.activationId && !(wish.orderId && wish.orderLineNumber))
  if (at < 0) return
  const expected = 'an activation ID, or an order ID with its line number'
  ctx.refuse(refuse('import-value', { field: `lineItems.${at}.activationId`, value: '', expected }))
}

function creation(record: ImportRecord, lineItems: readonly LineItemWish[]): Step[] {
  const state = (record['state'] ?? 'draft') as RecordState
  const isTest = state === 'test'
  const autoDeploy = !isTest && state !== 'draft'
  const kind = (record['entitlementKind'] ?? 'regular') as EntitlementKind
  const bulk = { kind, ...(record['keysGive'] !== undefined && { bulkChangeKind: record['keysGive'] }) }
  const input = {
    ...ownFields(record),
    ...bulk,
    parties: givenParties(record),
    isTest,
    autoDeploy,
    lineItems,
  }
  const create: Step = {
    operation: 'create-entitlement',
    input: () => ({ entitlementId: record['entitlementId'], ...input }),
  }
  const idOf = (answers: readonly unknown[]) => (answers[0] as { id: string }).id
  return [create, ...(autoDeploy ? stateSteps('deployed', state, idOf) : [])]
}

function changes(
  ctx: QueryContext,
  record: ImportRecord,
  wishes: readonly LineItemWish[],
  found: Existing,
): readonly Step[] {
  const state = record['state'] as RecordState | undefined
  if (state !== undefined && state !== found.state && (state === 'test' || found.state === 'test')) {
    const data = { name: found.fields.entitlementId, field: 'state', present: found.state, wanted: state }
    ctx.refuse(refuse('import-field-fixed', data))
  }
  refuseOtherKind(ctx, record, found)
  const own = differences(found.fields, ownFields(record))
  const parties = changedParties(found, givenParties(record))
  const update: Step[] =
    own || parties
      ? [
          {
            operation: 'update-entitlement',
            input: () => ({
              id: found.id,
              rowVersion: found.rowVersion,
              ...own,
              ...(parties && { parties }),
            }),
          },
        ]
      : []
  const lineItems = maintenanceFirst(wishes).flatMap((wish) => lineItemSteps(ctx, found, wish))
  return [...update, ...lineItems, ...(state ? stateSteps(found.state, state, () => found.id) : [])]
}

/** Regular stays regular, bulk stays bulk, and keys go on giving what they gave. */
function refuseOtherKind(ctx: QueryContext, record: ImportRecord, found: Existing): void {
  const { entitlementId: name, kind, bulkChangeKind } = found.fields
  const fixed = [
    { field: 'entitlementKind', present: kind, wanted: record['entitlementKind'] ?? kind },
    { field: 'keysGive', present: bulkChangeKind ?? '', wanted: record['keysGive'] ?? bulkChangeKind ?? '' },
  ]
  const other = fixed.find(({ present, wanted }) => present !== wanted)
  if (other) ctx.refuse(refuse('import-field-fixed', { name, ...other }))
}

function ownFields(record: ImportRecord): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const name of ['description', 'shipToEmail', 'shipToAddress', 'allowsPortalSignIn']) {
    if (record[name] !== undefined) fields[name] = record[name]
  }
  if (record['custom'] !== undefined) fields['customAttributes'] = record['custom']
  return fields
}

/** Column of the account of each tier. */
const tierColumns = { distributor: 'distributor', reseller: 'reseller', 'end-customer': 'soldTo' } as const

function givenParties(record: ImportRecord): PartyWish[] {
  return tiers.flatMap((tier) => {
    const account = record[tierColumns[tier]]
    if (typeof account !== 'string') return []
    const contact = record[`${tierColumns[tier]}Contact`]
    return [
      {
        tier,
        account,
        ...(typeof contact === 'string' ? { contact } : {}),
        ...(record['owner'] === undefined ? {} : { isOwner: record['owner'] === tier }),
      },
    ]
  })
}

/** All parties as they shall be, when a given one differs from what is there; else undefined. */
function changedParties(found: Existing, given: readonly PartyWish[]): PartyWish[] | undefined {
  const present = found.fields.parties
  const isThere = given.every((wish) => {
    const before = present.find(({ tier }) => tier === wish.tier)
    return (
      before &&
      same(before.account, wish.account) &&
      (wish.contact === undefined || same(before.contact ?? '', wish.contact ?? '')) &&
      (wish.isOwner === undefined || wish.isOwner === before.isOwner)
    )
  })
  if (isThere) return undefined
  const kept = present.filter(({ tier }) => !given.some((wish) => wish.tier === tier))
  const ownerGiven = given.some((wish) => wish.isOwner !== undefined)
  const merged = given.map((wish) => ({ ...present.find(({ tier }) => tier === wish.tier), ...wish }))
  return [
    ...kept.map((party) => (ownerGiven ? { ...party, isOwner: false } : party)),
    ...merged,
  ] as PartyWish[]
}

/** Maintenance comes first, so that the others can name it. */
function maintenanceFirst(wishes: readonly LineItemWish[]): readonly LineItemWish[] {
  return wishes.toSorted(
    (one, other) => Number(other.kind === 'maintenance') - Number(one.kind === 'maintenance'),
  )
}

function lineItemSteps(ctx: QueryContext, found: Existing, given: LineItemWish): Step[] {
  const { changes: replaced, changeKind, ...wish } = given
  const at = placeIn(found, wish)
  const before = found.fields.lineItems[at]
  const id = found.lineItems[at]?.id
  if (!before || id === undefined) {
    const input = { entitlement: found.id, ...given, autoDeploy: found.state === 'deployed' }
    return [{ operation: 'add-line-item', input: () => input }]
  }
  const { parentActivationId: parent, changeKind: kind } = found.lineItems[at] ?? noChange
  if ((replaced && !same(replaced, parent ?? '')) || (changeKind && changeKind !== kind)) {
    const wanted = [changeKind ?? kind, replaced ?? parent].join(' ')
    ctx.refuse(
      refuse('import-field-fixed', {
        name: before.activationId,
        field: 'changes',
        present: [kind, parent].join(' '),
        wanted,
      }),
    )
  }
  const changed = differences(comparable(before), comparable(inTheSpellingOf(wish, before)))
  return changed ? [{ operation: 'update-line-item', input: () => ({ id, ...changed }) }] : []
}

const noChange = { parentActivationId: null, changeKind: null } as const

/** The place of the line item that a wish means; -1 for a new one. */
function placeIn(found: Existing, wish: LineItemWish): number {
  return found.fields.lineItems.findIndex((one) =>
    wish.activationId
      ? same(one.activationId, wish.activationId)
      : one.orderId === wish.orderId && one.orderLineNumber === wish.orderLineNumber,
  )
}

type LineItemBefore = Existing['fields']['lineItems'][number]

/** Lists whose order means nothing, in one order. */
function comparable<T extends LineItemWish | LineItemBefore>(wish: T): T {
  const products = wish.products?.toSorted((one, other) => (one.product < other.product ? -1 : 1))
  return {
    ...wish,
    ...(products && { products }),
    ...(wish.maintenance && { maintenance: wish.maintenance.toSorted() }),
  }
}

/** A reference that names what is there already, in other letters or without the version, takes its spelling. */
function inTheSpellingOf(wish: LineItemWish, before: LineItemBefore): LineItemWish {
  const spelled = (given: string, present: readonly (string | null)[]) =>
    present.find(
      (one) => one !== null && (same(one, given) || one.toLowerCase().startsWith(`${given.toLowerCase()}@`)),
    ) ?? given
  const single = (name: 'partNumber' | 'licenseModel' | 'productLine' | 'activationId') => {
    const given = wish[name]
    return typeof given === 'string' ? { [name]: spelled(given, [before[name]]) } : {}
  }
  const refs = before.products.map(({ product }) => product)
  return {
    ...wish,
    ...single('partNumber'),
    ...single('licenseModel'),
    ...single('productLine'),
    ...single('activationId'),
    ...(wish.maintenance && { maintenance: wish.maintenance.map((one) => spelled(one, before.maintenance)) }),
    ...(wish.products && {
      products: wish.products.map(({ product, quantity }) => ({
        product: spelled(product, refs),
        quantity: quantity ?? 1,
      })),
    }),
  }
}

/** The shortest way to a state; where there is none, the command that would lead there says why not. */
function stateSteps(
  from: RecordState,
  to: RecordState,
  idOf: (answers: readonly unknown[]) => string,
): Step[] {
  if (from === to) return []
  const way = wayTo(from, to) ?? [lastCommand(to)]
  return way.map((command) => ({
    operation: `${command}-entitlement`,
    input: (answers) => ({ id: idOf(answers) }),
  }))
}

function wayTo(from: RecordState, to: RecordState): readonly StateCommand[] | null {
  const open: { readonly state: RecordState; readonly way: readonly StateCommand[] }[] = [
    { state: from, way: [] },
  ]
  const seen = new Set<string>([from])
  for (let next = open.shift(); next; next = open.shift()) {
    if (next.state === to) return next.way
    for (const command of stateCommands) {
      const state = lifecycle[next.state][command]
      if (state === undefined || seen.has(state)) continue
      seen.add(state)
      open.push({ state, way: [...next.way, command] })
    }
  }
  return null
}

function lastCommand(to: RecordState): StateCommand {
  if (to === 'inactive') return 'inactivate'
  return to === 'obsolete' ? 'obsolete' : 'deploy'
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
