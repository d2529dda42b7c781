import { Forbidden, NotFound } from '@tallystick/kernel/errors/problems.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, portalUser, type Cast, type Sold, type SoldItem } from '../testing/cast.ts'
import { putChangedGoods } from '../testing/changed-goods.ts'

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
  await putChangedGoods(cast)
})
afterAll(() => cast.house.close())

const run = <T = SoldItem>(name: string, input: unknown): Promise<T> =>
  cast.house.run(name, input) as Promise<T>
const code = (refused: string) => ({ refusal: { code: refused } })
const sell = async (lineItem: object = {}, more: object = {}): Promise<Sold> =>
  run<Sold>('create-entitlement', {
    soldTo: 'NORTHWIND',
    autoDeploy: true,
    lineItems: [
      {
        products: [{ product: 'CAD@1' }],
        licenseModel: 'Floating',
        term: { kind: 'permanent' },
        copies: 10,
        ...lineItem,
      },
    ],
    ...more,
  })
const yearly = { startsOn: '2025-06-01', term: { kind: 'duration', amount: 12, unit: 'months' } }
const item = (id: string) => run('get-line-item', { id })
const lineItemsOf = async (id: string) => (await run<Sold>('get-entitlement', { id })).lineItems
const audits = async (action: string) =>
  Number(
    (await cast.house.owner.query('SELECT count(*) AS n FROM audit_entry WHERE action = $1', [action]))
      .rows[0].n,
  )

describe('upgrading', () => {
  test('[PRD-04] adds a line item of the related product that ends when the replaced one does', async () => {
    const sold = await sell({ ...yearly, orderId: 'PO-1', timeZone: 'Europe/Berlin' })
    const [parent] = sold.lineItems
    const before = await audits('line-item.upgraded')

    const made = await run('upgrade-line-item', {
      id: parent.activationId,
      autoDeploy: true,
      orderId: 'PO-2',
    })

    expect(made).toMatchObject({
      changeKind: 'upgrade',
      parentLineItemId: parent.id,
      parentActivationId: parent.activationId,
      products: [{ name: 'CAD', version: '2' }],
      licenseModel: 'Floating',
      state: 'deployed',
      copiesTotal: 10,
      copiesTaken: 0,
      copiesAvailable: 10,
      startsOn: '2026-03-01',
      expiresOn: '2026-06-01',
      timeZone: 'Europe/Berlin',
      orderId: 'PO-2',
      entitlement: { id: sold.id },
    })
    expect(await item(parent.id)).toMatchObject({
      state: 'deployed',
      hasSuccessor: true,
      copiesAvailable: 10,
    })
    expect(await audits('line-item.upgraded')).toBe(before + 1)
  })

  test('[ACT-07] may be for more copies than there are; what can be activated is what the replaced one has', async () => {
    const [parent] = (await sell({ copies: 3 })).lineItems
    const made = await run('upgrade-line-item', { id: parent.id, copies: 50, autoDeploy: true })
    expect(made).toMatchObject({ copiesTotal: 50, copiesAvailable: 3 })
  })

  test('[PRD-04] may name every field, and go into another entitlement of the same account', async () => {
    const [parent] = (await sell()).lineItems
    const other = await sell()
    const made = await run('upgrade-line-item', {
      id: parent.id,
      entitlement: other.entitlementId,
      activationId: 'UP-1',
      products: [{ product: 'CAD@2', quantity: 2 }],
      licenseModel: 'Open',
      copies: 4,
      startsOn: '2026-04-01',
      term: { kind: 'date', expiresOn: '2027-03-31' },
      extraActivations: 1,
      attributes: { borrowing: 8 },
      description: 'Newer',
    })
    expect(made).toMatchObject({
      activationId: 'UP-1',
      licenseModel: 'Open',
      copiesTotal: 4,
      state: 'draft',
      expiresOn: '2027-03-31',
      attributes: { borrowing: 8 },
      entitlement: { entitlementId: other.entitlementId },
    })
    expect(await item(parent.id)).toMatchObject({ hasSuccessor: false })
  })

  test('[PRD-04] makes the replaced one obsolete when it shall not be activated any more; its copies still move', async () => {
    const [parent] = (await sell()).lineItems
    const made = await run('upgrade-line-item', {
      id: parent.id,
      allowActivationsOnParent: false,
      autoDeploy: true,
    })
    expect(await item(parent.id)).toMatchObject({ state: 'obsolete', hasSuccessor: true })
    expect(made.copiesAvailable).toBe(10)
  })

  test('[PRD-04] is refused without a relation, and nothing is written', async () => {
    const sold = await sell({ products: [{ product: 'Mesh@2' }] })
    const [parent] = sold.lineItems
    await expect(run('upgrade-line-item', { id: parent.id })).rejects.toMatchObject(
      code('change-target-missing'),
    )
    const stray = run('upgrade-line-item', { id: parent.id, products: [{ product: 'CAD@2' }] })
    await expect(stray).rejects.toMatchObject(code('change-relation-missing'))
    const [cad] = (await sell()).lineItems
    const many = run('upsell-line-item', { id: cad.id })
    await expect(many).rejects.toMatchObject(code('change-target-ambiguous'))
    expect(await lineItemsOf(sold.id)).toHaveLength(1)
  })

  test('[PRD-04] is refused for what is not deployed, is maintenance, or belongs to somebody else', async () => {
    const draft = await sell({}, { autoDeploy: false })
    const upgraded = run('upgrade-line-item', { id: draft.lineItems[0].id })
    await expect(upgraded).rejects.toMatchObject(code('line-item-draft'))
    const [parent] = (await sell()).lineItems
    const foreign = await sell({}, { soldTo: 'SAWMILL' })
    const moved = run('upgrade-line-item', { id: parent.id, entitlement: foreign.id })
    await expect(moved).rejects.toMatchObject(code('change-of-other-account'))
    await expect(run('upgrade-line-item', { id: 'NOBODY' })).rejects.toBeInstanceOf(NotFound)
  })

  test('[PRD-04] needs its own permission, also inside of a new entitlement', async () => {
    const [parent] = (await sell()).lineItems
    const clerk = person(cast.house.tenantId, {
      permissions: ['entitlements.view', 'entitlements.create', 'entitlements.update', 'entitlements.renew'],
    })
    const asClerk = (name: string, input: object) => cast.house.as(clerk, name, input)
    await expect(asClerk('upgrade-line-item', { id: parent.id })).rejects.toBeInstanceOf(Forbidden)
    const added = {
      entitlement: parent.activationId,
      products: [{ product: 'CAD@2' }],
      changeKind: 'upgrade',
      changes: parent.id,
    }
    const entitlement = (await item(parent.id)).entitlement.id
    await expect(asClerk('add-line-item', { ...added, entitlement })).rejects.toBeInstanceOf(Forbidden)
    const customer = portalUser(cast, [cast.accounts.northwind])
    await expect(cast.house.as(customer, 'renew-line-item', { id: parent.id })).rejects.toBeInstanceOf(
      Forbidden,
    )
  })
})

describe('upselling and renewing', () => {
  test('[PRD-04] an upsell leads to the named one of several products', async () => {
    const [parent] = (await sell()).lineItems
    const made = await run('upsell-line-item', { id: parent.id, products: [{ product: 'CAD Pro@1' }] })
    expect(made).toMatchObject({ changeKind: 'upsell', products: [{ name: 'CAD Pro' }] })
  })

  test('[PRD-04] a renewal lasts as long again, from today or from the day after the end', async () => {
    const [parent] = (await sell(yearly)).lineItems
    const now = await run('renew-line-item', { id: parent.id, copies: 5 })
    expect(now).toMatchObject({ startsOn: '2026-03-01', expiresOn: '2027-03-01', copiesTotal: 5 })
    const later = await run('renew-line-item', { id: parent.id, startsWhenParentEnds: true })
    expect(later).toMatchObject({ startsOn: '2026-06-02', expiresOn: '2027-06-02', changeKind: 'renewal' })
    const twice = { id: parent.id, startsWhenParentEnds: true, startsOn: '2026-05-01' }
    await expect(run('renew-line-item', twice)).rejects.toMatchObject(code('renewal-start-given-twice'))
  })

  test('[PRD-04] a renewal may have a new license model, and not other products', async () => {
    const [parent] = (await sell(yearly)).lineItems
    const made = await run('renew-line-item', { id: parent.id, licenseModel: 'Open' })
    expect(made).toMatchObject({ licenseModel: 'Open', products: [{ name: 'CAD', version: '1' }] })
    const other = run('renew-line-item', { id: parent.id, products: [{ product: 'CAD@2' }] })
    await expect(other).rejects.toMatchObject(code('renewal-other-products'))
  })

  test('[PRD-04] what ended on a day asks for its new end; what never ends has nothing to renew', async () => {
    const [dated] = (await sell({ startsOn: '2025-01-01', term: { kind: 'date', expiresOn: '2026-04-30' } }))
      .lineItems
    const present = '2026-04-30'
    await expect(run('renew-line-item', { id: dated.id })).rejects.toMatchObject({
      refusal: { code: 'renewal-term-missing', data: { activationId: dated.activationId, present } },
    })
    const [permanent] = (await sell()).lineItems
    await expect(run('renew-line-item', { id: permanent.id })).rejects.toMatchObject(
      code('renewal-not-needed'),
    )
    const [versions] = (await sell({ products: [{ product: 'Atlas@1' }] })).lineItems
    const made = await run('renew-line-item', { id: versions.id })
    expect(made).toMatchObject({ expiration: 'Permanent', changeKind: 'renewal' })
    const early = run('renew-line-item', { id: versions.id, startsWhenParentEnds: true })
    await expect(early).rejects.toMatchObject(code('renewal-start-unknown'))
  })
})

describe('being replaced', () => {
  test('[ENT-02] lasts as long as a deployed line item replaces it', async () => {
    const sold = await sell()
    const [parent] = sold.lineItems
    const isReplaced = async () => (await item(parent.id)).hasSuccessor
    const first = await run('upgrade-line-item', { id: parent.id })
    expect(await isReplaced()).toBe(false)
    await run('deploy-line-item', { id: first.id })
    expect(await isReplaced()).toBe(true)
    const second = await run('upgrade-line-item', { id: parent.id, autoDeploy: true })
    await run('obsolete-line-item', { id: first.id })
    expect(await isReplaced()).toBe(true)
    await run('inactivate-entitlement', { id: sold.id })
    expect(await isReplaced()).toBe(false)
    await run('reactivate-entitlement', { id: sold.id })
    expect(await isReplaced()).toBe(true)
    await run('obsolete-line-item', { id: second.id })
    expect(await isReplaced()).toBe(false)
  })

  test('[PRD-04] an order may bring a line item and its replacement at once', async () => {
    const cad = {
      products: [{ product: 'CAD@1' }],
      licenseModel: 'Floating',
      term: { kind: 'permanent' },
      copies: 4,
    }
    const next = { ...cad, products: [{ product: 'CAD@2' }], changeKind: 'upgrade', changes: '#2' }
    const sold = await sell({}, { lineItems: [next, cad] })
    const [newer, older] = sold.lineItems
    expect(await item(older.id)).toMatchObject({ hasSuccessor: true })
    expect(await item(newer.id)).toMatchObject({ parentLineItemId: older.id, copiesAvailable: 4 })
    const drafts = sell({}, { lineItems: [next, cad], autoDeploy: false })
    await expect(drafts).rejects.toMatchObject(code('line-item-draft'))
    const half = sell({ changeKind: 'upgrade' })
    await expect(half).rejects.toMatchObject(code('change-incomplete'))
  })

  test('[PRD-04] tests replace tests only', async () => {
    const trial = await sell({}, { isTest: true, autoDeploy: false })
    const made = await run('upgrade-line-item', { id: trial.lineItems[0].id })
    expect(made).toMatchObject({ state: 'test', changeKind: 'upgrade' })
    const [parent] = (await sell()).lineItems
    const mixed = run('upgrade-line-item', { id: parent.id, entitlement: trial.id })
    await expect(mixed).rejects.toMatchObject(code('line-item-deployed'))
  })

  test('[PRD-04] forty changes of one line item at the same time all stand, each once', async () => {
    const sold = await sell()
    const [parent] = sold.lineItems
    const id = newId()
    await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        cast.house
          .run(
            'upgrade-line-item',
            { id: parent.id, copies: at + 1, autoDeploy: true },
            { key: `${id}-${at % 20}` },
          )
          .catch((error: unknown) => error),
      ),
    )
    expect(await lineItemsOf(sold.id)).toHaveLength(21)
    expect(await item(parent.id)).toMatchObject({ hasSuccessor: true, copiesTaken: 0 })
  })
})
