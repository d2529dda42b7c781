import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import type { Principal } from '@tallystick/kernel/operation/principal.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takeCopies } from '../store/copies.ts'
import { Entitlements } from '../store/entitlements.ts'
import { buildCast, inside, type Cast, type Sold, type SoldItem } from '../testing/cast.ts'

interface Outcome {
  readonly copies: number
  readonly drawn: number
  readonly from: { readonly id: string; readonly state: string; readonly copiesTotal: number }
  readonly to: {
    readonly id: string
    readonly activationId: string
    readonly entitlementId: string
    readonly state: string
    readonly copiesTotal: number
  }
  readonly transfer: { readonly id: string; readonly state: string }
}

let cast: Cast
let portal: Principal
let partner: Principal
beforeAll(async () => {
  cast = await buildCast()
  const { accounts, house } = cast
  const put = (text: string, ...values: string[]) => house.owner.query(text, [house.tenantId, ...values])
  for (const child of [accounts.sawmill, accounts.planing]) {
    await put('INSERT INTO account_link VALUES ($1, $2, $3)', accounts.northwind, child)
    await put('INSERT INTO account_descendant VALUES ($1, $2, $3)', accounts.northwind, child)
  }
  await put('INSERT INTO account_relation VALUES ($1, $2, $3)', accounts.harbor, accounts.sawmill)
  const permissions = ['entitlements.view', 'entitlements.split', 'entitlements.transfer']
  portal = person(house.tenantId, { permissions, own: [accounts.northwind] })
  partner = person(house.tenantId, { permissions, own: [accounts.harbor] })
})
afterAll(() => cast.house.close())

const lineItem = {
  products: [{ product: 'CAD@1' }],
  licenseModel: 'Open',
  term: { kind: 'permanent' },
  copies: 10,
}
const sell = (more: object, lineItems: readonly object[] = [{}]): Promise<Sold> =>
  cast.house.run('create-entitlement', {
    autoDeploy: true,
    lineItems: lineItems.map((one) => ({ ...lineItem, ...one })),
    ...more,
  })
const toNorthwind = (lineItems?: readonly object[]) => sell({ soldTo: 'NORTHWIND' }, lineItems)
const toHarbor = (lineItems?: readonly object[]) =>
  sell({ parties: [{ tier: 'distributor', account: 'HARBOR', isOwner: true }] }, lineItems)
const shown = (id: string): Promise<SoldItem> => cast.house.run('get-line-item', { id })
const take = (lineItemId: string, copies: number) =>
  inside(cast, (ctx) => takeCopies(ctx, [{ lineItemId, copies, overdraft: 0 }]))
const as = <T>(who: Principal, name: string, input: object) => cast.house.as(who, name, input) as Promise<T>
const refusal = (code: string, data: object = {}) => ({ refusal: { code, data } })

describe('splitting', () => {
  test('[ENT-04] a partner that owns hands copies on to its customer, pools more, and both sides keep the story', async () => {
    const { lineItems } = await toHarbor()
    const [{ id, activationId }] = lineItems
    const split = { id, account: 'SAWMILL', tier: 'end-customer', copies: 3 }

    const made = await as<Outcome>(partner, 'split-line-item', split)
    const alike = await as<{ lineItems: { id: string }[] }>(partner, 'list-similar-line-items', {
      id,
      account: 'SAWMILL',
    })
    const pooled = await as<Outcome>(partner, 'split-line-item', { ...split, copies: 2, into: made.to.id })

    expect(made).toMatchObject({ copies: 3, isNew: true, from: { copiesTotal: 7, copiesAvailable: 7 } })
    expect(alike.lineItems.map((one) => one.id)).toEqual([made.to.id])
    expect(pooled).toMatchObject({ isNew: false, to: { id: made.to.id, copiesTotal: 5 } })
    expect(await cast.house.run('get-entitlement', { id: made.to.entitlementId })).toMatchObject({
      soldTo: 'SAWMILL (Sawmill)',
      parties: [
        { tier: 'distributor', account: { accountId: 'HARBOR' }, isOwner: false },
        { tier: 'end-customer', account: { accountId: 'SAWMILL' }, isOwner: true },
      ],
    })
    expect((await shown(id)).moves).toMatchObject([
      { kind: 'split', direction: 'out', copies: 2, account: 'SAWMILL (Sawmill)', lineItemId: made.to.id },
      { kind: 'split', direction: 'out', copies: 3 },
    ])
    expect((await shown(made.to.id)).moves).toMatchObject([
      { direction: 'in', activationId, account: 'HARBOR (Harbor Supply)' },
      { direction: 'in', copies: 3 },
    ])
  })

  test('[ENT-04] a renewal draws from what it renews before it is split, and the other account owns its copies', async () => {
    const { lineItems } = await toHarbor([{ copies: 4 }])
    const [{ id: parent }] = lineItems
    const child = await renewalOf(parent, 6)

    const made = await as<Outcome>(partner, 'split-line-item', {
      id: child,
      account: 'SAWMILL',
      tier: 'end-customer',
      copies: 3,
    })
    const tooMany = as(partner, 'split-line-item', {
      id: child,
      account: 'SAWMILL',
      tier: 'end-customer',
      copies: 2,
    })

    expect(made.drawn).toBe(3)
    await expect(tooMany).rejects.toMatchObject(
      refusal('amount-not-available', { requested: 2, available: 1 }),
    )
    expect(await row(parent)).toMatchObject({ copies_total: 4, copies_moved: 3 })
    expect(await row(child)).toMatchObject({ copies_total: 3, copies_brought: 0 })
    expect(await row(made.to.id)).toMatchObject({
      copies_total: 3,
      copies_brought: null,
      parent_line_item_id: null,
      change_kind: 'renewal',
    })
  })

  // A row that was written twice is asked for its entitlement again: a lock there must let that through.
  test('[ENT-04] [ACT-09] does not wait for who holds the entitlement, so that the two cannot end in a deadlock', async () => {
    const { id, lineItems } = await toHarbor([{ copies: 4 }])
    const child = await renewalOf(lineItems[0].id, 6)
    const split = { id: child, account: 'SAWMILL', tier: 'end-customer', copies: 3 }

    const made = await inside(cast, async (ctx) => {
      await findLocked(ctx, Entitlements, id)
      return as<Outcome>(partner, 'split-line-item', split)
    })

    expect(made.drawn).toBe(3)
  })

  test('[ENT-04] refuses with figures what cannot go, and nothing changes', async () => {
    const { lineItems } = await toHarbor()
    const [{ id }] = lineItems
    await take(id, 8)
    const customers = await toNorthwind()
    const [single] = (await toHarbor([{ copies: 1 }])).lineItems
    const other = await sell({ soldTo: 'SAWMILL' }, [{ term: { kind: 'date', expiresOn: '2030-01-01' } }])
    const split = (more: object) =>
      as(partner, 'split-line-item', { id, account: 'SAWMILL', tier: 'end-customer', copies: 2, ...more })
    const byProducer = (more: object) =>
      cast.house.run('split-line-item', { id, account: 'SAWMILL', tier: 'end-customer', copies: 2, ...more })

    await expect(split({ copies: 3 })).rejects.toMatchObject(
      refusal('amount-not-available', { requested: 3, available: 2, total: 10, taken: 8 }),
    )
    await expect(split({ account: 'PLANING' })).rejects.toThrow('There is no account "PLANING"')
    await expect(split({ tier: 'reseller' })).rejects.toMatchObject(refusal('account-not-for-tier'))
    await expect(split({ id: single.id, copies: 1 })).rejects.toMatchObject(refusal('split-single-copy'))
    await expect(split({ id: customers.lineItems[0].id })).rejects.toThrow('There is no line item')
    await expect(split({ contact: 'grace' })).rejects.toMatchObject(refusal('contact-not-of-account'))
    await expect(byProducer({ into: other.lineItems[0].id })).rejects.toMatchObject(
      refusal('line-item-not-similar'),
    )
    await expect(byProducer({ id: customers.lineItems[0].id })).rejects.toMatchObject(refusal('tier-taken'))
    expect(await row(id)).toMatchObject({ copies_total: 10, copies_taken: 8 })
  })

  test('[ENT-04] a party that is not the current owner cannot split', async () => {
    const { lineItems } = await sell({
      parties: [
        { tier: 'distributor', account: 'HARBOR' },
        { tier: 'end-customer', account: 'NORTHWIND', isOwner: true },
      ],
    })
    const split = as(partner, 'split-line-item', {
      id: lineItems[0].id,
      account: 'SAWMILL',
      tier: 'end-customer',
      copies: 1,
    })
    await expect(split).rejects.toMatchObject(refusal('not-current-owner'))
  })

  test('[ENT-04] accounts are found while their name is typed, from three characters, near ones only', async () => {
    const { lineItems } = await toHarbor()
    const find = (text: string, tier = 'end-customer') =>
      as<{ accounts: { accountId: string }[] }>(partner, 'find-split-targets', {
        id: lineItems[0].id,
        tier,
        text,
      })

    expect((await find('awm')).accounts).toMatchObject([{ accountId: 'SAWMILL', contacts: [] }])
    expect((await find('plan')).accounts).toEqual([])
    expect((await find('saw', 'reseller')).accounts).toEqual([])
    await expect(find('sa')).rejects.toThrow()
  })
})

describe('transferring', () => {
  const transfer = (id: string, more: object = {}) =>
    as<Outcome>(portal, 'transfer-line-item', { id, account: 'SAWMILL', ...more })

  test('[ENT-06] [PRD-05] waits on hold until the producer approves; two approvals at once have one winner', async () => {
    const { lineItems } = await toNorthwind()
    const [{ id }] = lineItems
    const made = await transfer(id, { copies: 4, note: 'For the new plant' })
    expect(made).toMatchObject({ transfer: { state: 'waiting' }, to: { state: 'on-hold', copiesTotal: 4 } })
    const listed: { rows: object[] } = await cast.house.run('list-transfers', { where: 'state.in:waiting' })
    expect(listed.rows).toMatchObject([{ id: made.transfer.id, copies: 4, note: 'For the new plant' }])

    const approvals = await Promise.allSettled(
      [1, 2, 3].map(() => cast.house.run('approve-transfer', { id: made.transfer.id })),
    )

    expect(approvals.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of approvals) {
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject(refusal('transfer-decided', { state: 'approved' }))
    }
    expect(await shown(made.to.id)).toMatchObject({
      state: 'deployed',
      soldTo: 'SAWMILL (Sawmill)',
      moves: [{ kind: 'transfer', direction: 'in', state: 'approved' }],
    })
    expect(await row(id)).toMatchObject({ copies_total: 6, state: 'deployed' })
  })

  test('[ENT-06] [PRD-05] rejected, every copy goes back, maintenance too, and what was emptied is alive again', async () => {
    const { lineItems } = await toNorthwind([
      { copies: 5, maintenance: ['#2'] },
      { kind: 'maintenance', products: [{ product: 'Care@1' }], licenseModel: null, copies: 5 },
    ])
    const [item, care] = lineItems
    const made = await transfer(item.id)
    expect(await row(item.id)).toMatchObject({ copies_total: 0, state: 'obsolete' })
    expect(await row(care.id)).toMatchObject({ copies_total: 0, state: 'obsolete' })

    await cast.house.run('reject-transfer', { id: made.transfer.id, reason: 'Wrong account' })

    expect(await row(item.id)).toMatchObject({ copies_total: 5, state: 'deployed' })
    expect(await row(care.id)).toMatchObject({ copies_total: 5, state: 'deployed' })
    expect(await row(made.to.id)).toMatchObject({ copies_total: 0, state: 'obsolete' })
    const again = cast.house.run('approve-transfer', { id: made.transfer.id })
    await expect(again).rejects.toMatchObject(refusal('transfer-decided', { state: 'rejected' }))
  })

  test('[ENT-06] with the setting off a customer transfers at once', async () => {
    await cast.house.owner.query(
      `INSERT INTO setting (tenant_id, name, value, updated_by, updated_at)
       VALUES ($1, 'licenses.transfers-on-hold', 'false', 'test', now())`,
      [cast.house.tenantId],
    )
    const { lineItems } = await toNorthwind()
    const made = await transfer(lineItems[0].id)
    await cast.house.owner.query(`DELETE FROM setting WHERE name = 'licenses.transfers-on-hold'`)

    expect(made).toMatchObject({ transfer: { state: 'direct' }, to: { state: 'deployed' } })
  })

  test('[ENT-06] not while any line item of the entitlement is in use, and not out of the hierarchy', async () => {
    const { entitlementId, lineItems } = await toNorthwind([{}, {}])
    const [one, other] = lineItems
    await take(other.id, 2)

    await expect(transfer(one.id)).rejects.toMatchObject(
      refusal('entitlement-in-use', { entitlementId, activationIds: [other.activationId], taken: 2 }),
    )
    await expect(transfer(one.id, { account: 'HARBOR' })).rejects.toThrow('There is no account "HARBOR"')
    await expect(transfer(one.id, { account: 'NORTHWIND' })).rejects.toMatchObject(refusal('move-to-owner'))
    await expect(transfer(one.id, { keepsActivationId: true })).rejects.toMatchObject(
      refusal('transfer-producer-only'),
    )
    expect(await row(one.id)).toMatchObject({ copies_total: 10 })
  })

  test('[ENT-06] what is on hold can neither be split nor transferred again', async () => {
    const { lineItems } = await toNorthwind()
    const made = await transfer(lineItems[0].id, { copies: 4 })
    const again = cast.house.run('transfer-line-item', { id: made.to.id, account: 'PLANING' })
    await expect(again).rejects.toMatchObject(refusal('line-item-on-hold'))
  })

  test('[ENT-06] the producer transfers to anybody, into an entitlement that is there, keeping the activation ID', async () => {
    const { lineItems } = await toNorthwind([{ activationId: 'KEEP-1' }])
    const there = await sell({ soldTo: 'PLANING' })
    const input = { id: lineItems[0].id, account: 'PLANING', keepsActivationId: true, entitlement: there.id }

    const part = cast.house.run('transfer-line-item', { ...input, copies: 4 })
    await expect(part).rejects.toMatchObject(refusal('activation-id-kept-twice', { total: 10, requested: 4 }))
    const foreign = cast.house.run('transfer-line-item', { ...input, account: 'SAWMILL' })
    await expect(foreign).rejects.toMatchObject(refusal('entitlement-of-other-account'))
    const made: Outcome = await cast.house.run('transfer-line-item', input)

    expect(made).toMatchObject({
      transfer: { state: 'direct' },
      to: { activationId: 'KEEP-1', entitlementId: there.entitlementId, state: 'deployed', copiesTotal: 10 },
    })
    expect((await row(lineItems[0].id)).activation_id).toMatch(/^KEEP-1-GONE-/)
    expect(await cast.house.run('get-entitlement', { id: there.id })).toMatchObject({ lineItemCount: 2 })
  })
})

describe('transferring a whole entitlement', () => {
  test('[ENT-06] leaves an obsolete one behind; a renewal still renews what came along', async () => {
    const { id, lineItems } = await toNorthwind([
      { copies: 6, maintenance: ['#2'], activationId: 'WHOLE-1' },
      { kind: 'maintenance', products: [{ product: 'Care@1' }], licenseModel: null, copies: 9 },
    ])
    const [item, care] = lineItems
    const renewal = await renewalOf(item.id, 8)

    const made: { entitlementId: string } = await cast.house.run('transfer-entitlement', {
      id,
      account: 'HARBOR',
      entitlementId: 'ENT-WHOLE',
      keepsActivationIds: true,
    })

    const after: Sold = await cast.house.run('get-entitlement', { id: made.entitlementId })
    expect(after).toMatchObject({
      entitlementId: 'ENT-WHOLE',
      state: 'deployed',
      soldTo: 'HARBOR (Harbor Supply)',
    })
    const newItem = await row(await keyOf('WHOLE-1'))
    expect(newItem).toMatchObject({ copies_total: 6, has_successor: true })
    const newRenewal = after.lineItems.find(({ copiesTotal }) => copiesTotal === 8)
    expect(newRenewal).toMatchObject({ state: 'deployed', copiesAvailable: 6 })
    expect(await row(newRenewal?.id ?? '')).toMatchObject({
      parent_line_item_id: newItem.line_item_id,
      copies_brought: 0,
    })
    expect(after.lineItems.find(({ kind }) => kind === 'maintenance')).toMatchObject({ copiesTotal: 9 })
    for (const gone of [item.id, care.id, renewal])
      expect(await row(gone)).toMatchObject({ copies_total: 0, state: 'obsolete' })
    expect(await cast.house.run('get-entitlement', { id })).toMatchObject({ state: 'obsolete' })
  })

  test('[ENT-06] not while a copy is in use', async () => {
    const { id, lineItems } = await toNorthwind()
    await take(lineItems[0].id, 1)
    const asked = cast.house.run('transfer-entitlement', { id, account: 'HARBOR' })
    await expect(asked).rejects.toMatchObject(refusal('entitlement-in-use', { taken: 1 }))
    expect(await cast.house.run('get-entitlement', { id })).toMatchObject({ state: 'deployed' })
  })
})

const row = async (id: string) =>
  (await cast.house.owner.query('SELECT * FROM line_item WHERE line_item_id = $1', [id])).rows[0]
const keyOf = async (activationId: string): Promise<string> =>
  (
    await cast.house.owner.query('SELECT line_item_id FROM line_item WHERE activation_id = $1', [
      activationId,
    ])
  ).rows[0].line_item_id

/** A deployed renewal in the same entitlement, as the table has it. */
async function renewalOf(parent: string, copies: number): Promise<string> {
  const { entitlement_id: entitlement } = await row(parent)
  const { id }: SoldItem = await cast.house.run('add-line-item', { entitlement, ...lineItem, copies })
  await cast.house.owner.query(
    `UPDATE line_item SET state = 'deployed', change_kind = 'renewal', parent_line_item_id = $2, copies_brought = 0
     WHERE line_item_id = $1`,
    [id, parent],
  )
  return id
}
