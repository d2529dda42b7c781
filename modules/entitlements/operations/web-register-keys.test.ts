import { Forbidden, NotFound } from '@tallystick/kernel/errors/problems.ts'
import { startWorker } from '@tallystick/kernel/jobs/worker.ts'
import type { Principal } from '@tallystick/kernel/operation/principal.ts'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { webRegisterKeysImport } from '../imports/web-register-keys-import.ts'
import { buildCast, inside, type Cast, type Listed, type Sold, type SoldItem } from '../testing/cast.ts'
import { putChangedGoods } from '../testing/changed-goods.ts'

interface Made {
  readonly keys: readonly string[]
  readonly available: number
  readonly redeemed: number
}

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
  await putChangedGoods(cast)
})
afterAll(() => cast.house.close())

const code = (refused: string) => ({ refusal: { code: refused } })
const run = <T>(name: string, input: unknown): Promise<T> => cast.house.run(name, input) as Promise<T>
const holder = (own: readonly string[] = [cast.accounts.sawmill], more: object = {}): Principal =>
  person(cast.house.tenantId, {
    permissions: ['entitlements.view', 'web-register-keys.view', 'web-register-keys.redeem'],
    own,
    ...more,
  })
const bulk = async (copies: number, more: object = {}, lineItem: object = {}): Promise<Sold> =>
  run<Sold>('create-entitlement', {
    kind: 'bulk',
    soldTo: 'HARBOR',
    autoDeploy: true,
    lineItems: [
      {
        products: [{ product: 'CAD@1' }],
        licenseModel: 'Floating',
        term: { kind: 'permanent' },
        copies,
        ...lineItem,
      },
    ],
    ...more,
  })
const generate = (sold: Sold, count: number) =>
  run<Made>('generate-web-register-keys', { id: sold.lineItems[0].id, count })
const redeem = (key: string, input: object = {}, who = holder()) =>
  cast.house.as(who, 'redeem-web-register-key', { key, ...input }) as Promise<Sold>
const taken = async (sold: Sold) =>
  (await run<SoldItem>('get-line-item', { id: sold.lineItems[0].id })).copiesTaken
const listed = async (who: Principal, input: object) =>
  ((await cast.house.as(who, 'list-web-register-keys', input)) as Listed).rows

describe('making keys', () => {
  test('[ENT-07] as many as there are copies, of the form that a setting says', async () => {
    const sold = await bulk(5)
    const { keys, available } = await generate(sold, 3)
    expect(available).toBe(3)
    expect(new Set(keys).size).toBe(3)
    for (const key of keys) expect(key).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    const beyond = generate(sold, 3)
    await expect(beyond).rejects.toMatchObject({
      refusal: { code: 'web-register-keys-exceed-copies', data: { total: 5, existing: 3, wanted: 6 } },
    })
  })

  test('[ENT-07] at the same time never more than there are copies', async () => {
    const sold = await bulk(10)
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => generate(sold, 3)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    const rows = await listed(person(cast.house.tenantId, { permissions: ['web-register-keys.view'] }), {
      lineItem: sold.lineItems[0].id,
    })
    expect(rows).toHaveLength(9)
  })

  test('[ENT-07] many of them as a job, none twice', async () => {
    const sold = await bulk(2500)
    const input = { id: sold.lineItems[0].activationId, count: 2400 }
    const { jobId } = await run<{ jobId: string }>('generate-many-web-register-keys', input)
    const worker = startWorker({
      pipeline: cast.house.pipeline,
      tenants: () => Promise.resolve([cast.house.tenantId]),
      failed: () => undefined,
      beatMs: 5,
    })
    const state = async () =>
      (await cast.house.owner.query('SELECT state FROM job WHERE job_id = $1', [jobId])).rows[0].state
    await vi.waitUntil(async () => (await state()) === 'done', { timeout: 20_000, interval: 20 })
    await worker.stop()
    const view = await run<{ lineItems: readonly [{ available: number; mayBeMade: number }] }>(
      'get-bulk-entitlement',
      { id: sold.id },
    )
    expect(view.lineItems[0]).toMatchObject({ available: 2400, mayBeMade: 100 })
    const toomany = run('generate-many-web-register-keys', { ...input, count: 101 })
    await expect(toomany).rejects.toMatchObject(code('web-register-keys-exceed-copies'))
  })

  test('[ENT-07] given ones are unique whatever their case, and hold what an ID may hold', async () => {
    const sold = await bulk(5)
    const add = (...keys: string[]) => run<Made>('add-web-register-keys', { id: sold.lineItems[0].id, keys })
    expect((await add('Card-1', 'Card-2')).available).toBe(2)
    await expect(add('CARD-1')).rejects.toMatchObject(code('web-register-key-taken'))
    await expect(add('a-1', 'A-1')).rejects.toMatchObject(code('web-register-key-taken'))
    await expect(add('a/1')).rejects.toMatchObject(code('web-register-key-characters'))
    expect((await add('Card-3')).available).toBe(3)
  })

  test('[ENT-07] only for licensed line items of bulk entitlements', async () => {
    const regular = await bulk(5, { kind: 'regular' })
    await expect(generate(regular, 1)).rejects.toMatchObject(code('entitlement-not-bulk'))
    const typed = bulk(5, { kind: 'regular', bulkChangeKind: 'upgrade' })
    await expect(typed).rejects.toMatchObject(code('bulk-change-not-asked'))
  })

  test('[ENT-07] from a file, and the same file again changes nothing', async () => {
    const sold = await bulk(1)
    const record = { key: 'FILE-1', lineItem: sold.lineItems[0].activationId }
    const [kind] = webRegisterKeysImport.recordKinds
    const plan = async () => inside(cast, async (ctx) => kind?.plan(ctx, record))
    const first = await plan()
    expect(first?.steps).toHaveLength(1)
    await run(first?.steps[0]?.operation ?? '', first?.steps[0]?.input([]))
    expect((await plan())?.steps).toEqual([])
  })
})

describe('redeeming a key', () => {
  test('[ENT-07] makes an entitlement named after it, with the bulk entitlement as its parent', async () => {
    const sold = await bulk(3, { description: 'Retail box' })
    const [key = ''] = (await generate(sold, 2)).keys

    const made = await redeem(key.toLowerCase())

    expect(made).toMatchObject({
      entitlementId: `${key}ENT`,
      kind: 'regular',
      state: 'deployed',
      parentBulk: sold.entitlementId,
      soldTo: 'SAWMILL (Sawmill)',
      description: 'Retail box',
    })
    expect(made.lineItems[0]).toMatchObject({
      activationId: key,
      copiesTotal: 1,
      state: 'deployed',
      products: 'CAD 1',
    })
    expect(await taken(sold)).toBe(1)
    const again = redeem(key)
    await expect(again).rejects.toMatchObject(code('web-register-key-redeemed'))
    expect(await taken(sold)).toBe(1)
  })

  test('[ENT-07] for one of the own accounts, or by the producer for any', async () => {
    const [one = '', other = '', third = ''] = (await generate(await bulk(3), 3)).keys
    const two = holder([cast.accounts.sawmill, cast.accounts.planing])
    await expect(redeem(one, {}, two)).rejects.toMatchObject(code('web-register-key-account-missing'))
    await expect(redeem(one, { account: 'NORTHWIND' }, two)).rejects.toBeInstanceOf(NotFound)
    expect((await redeem(one, { account: 'PLANING' }, two)).soldTo).toBe('PLANING (Planing Works)')
    const unnamed = run('redeem-web-register-key', { key: other })
    await expect(unnamed).rejects.toMatchObject(code('web-register-key-account-missing'))
    const asleep = run('redeem-web-register-key', { key: other, account: 'ASLEEP' })
    await expect(asleep).rejects.toMatchObject(code('account-inactive'))
    expect((await run<Sold>('redeem-web-register-key', { key: other, account: 'NORTHWIND' })).soldTo).toBe(
      'NORTHWIND (Northwind Mill)',
    )
    const helpless = person(cast.house.tenantId, {
      permissions: ['entitlements.view'],
      own: [cast.accounts.sawmill],
    })
    await expect(redeem(third, {}, helpless)).rejects.toBeInstanceOf(Forbidden)
    await expect(redeem('NOT-A-KEY')).rejects.toBeInstanceOf(NotFound)
  })

  test('[ENT-07] is refused when it is retired, asleep, or over, and nothing is taken', async () => {
    const sold = await bulk(3)
    const [key = '', next = ''] = (await generate(sold, 2)).keys
    await run('retire-web-register-key', { key })
    await expect(redeem(key)).rejects.toMatchObject(code('web-register-key-retired'))
    await expect(run('retire-web-register-key', { key })).rejects.toMatchObject(
      code('web-register-key-retired'),
    )
    expect((await generate(sold, 2)).available).toBe(3)
    await run('inactivate-entitlement', { id: sold.id })
    await expect(redeem(next)).rejects.toMatchObject(code('entitlement-inactive'))
    const ended = await bulk(
      1,
      {},
      { startsOn: '2025-01-01', term: { kind: 'date', expiresOn: '2026-02-28' } },
    )
    const [late = ''] = (await generate(ended, 1)).keys
    await expect(redeem(late)).rejects.toMatchObject(code('web-register-key-expired'))
    expect(await taken(sold)).toBe(0)
    const used = (await generate(await bulk(1), 1)).keys[0] ?? ''
    await redeem(used)
    await expect(run('retire-web-register-key', { key: used })).rejects.toMatchObject(
      code('web-register-key-redeemed'),
    )
  })

  test('[ENT-07] of an upgrade replaces a line item of the account, by a relation of the catalog', async () => {
    const upgrades = await bulk(2, { bulkChangeKind: 'upgrade' }, { products: [{ product: 'CAD@2' }] })
    const [key = ''] = (await generate(upgrades, 1)).keys
    const owned = await run<Sold>('create-entitlement', {
      soldTo: 'SAWMILL',
      autoDeploy: true,
      lineItems: [
        {
          products: [{ product: 'CAD@1' }],
          licenseModel: 'Floating',
          term: { kind: 'permanent' },
          activationId: 'OLD',
        },
        {
          products: [{ product: 'Mesh@2' }],
          licenseModel: 'Floating',
          term: { kind: 'permanent' },
          activationId: 'MESH',
        },
      ],
    })
    expect(owned.lineItems).toHaveLength(2)
    await expect(redeem(key)).rejects.toMatchObject(code('web-register-key-changes-missing'))
    await expect(redeem(key, { changes: 'MESH' })).rejects.toMatchObject(code('change-relation-missing'))
    const made = await redeem(key, { changes: 'OLD' })
    const line = await run<SoldItem>('get-line-item', { id: made.lineItems[0].id })
    expect(line).toMatchObject({ changeKind: 'upgrade', parentActivationId: 'OLD', copiesAvailable: 1 })
    const [plain = ''] = (await generate(await bulk(1), 1)).keys
    await expect(redeem(plain, { changes: 'OLD' })).rejects.toMatchObject(
      code('web-register-key-changes-not-asked'),
    )
  })
})

describe('seeing keys', () => {
  test('[ENT-07] the distributor of a bulk entitlement sees its keys, whoever redeemed one sees that', async () => {
    const sold = await bulk(2)
    const [first = ''] = (await generate(sold, 2)).keys
    await redeem(first)
    const lineItem = sold.lineItems[0].id
    expect(await listed(holder([cast.accounts.harbor]), { lineItem })).toHaveLength(2)
    const own = await listed(holder(), { lineItem })
    expect(own.map(({ key, state }) => [key, state])).toEqual([[first, 'redeemed']])
    expect(await listed(holder([cast.accounts.northwind]), { lineItem })).toEqual([])
  })

  test('[ENT-07] whoever holds a key sees what it stands for, and where it went when that is theirs', async () => {
    const [key = ''] = (await generate(await bulk(1), 1)).keys
    const look = (who: Principal) => cast.house.as(who, 'get-web-register-key', { key }) as Promise<object>
    expect(await look(holder())).toMatchObject({
      key,
      products: 'CAD 1',
      expiration: 'Permanent',
      changeKind: null,
      code: null,
      redeemedLineItemId: null,
    })
    const made = await redeem(key)
    expect(await look(holder())).toMatchObject({
      state: 'redeemed',
      redeemedLineItemId: made.lineItems[0].id,
    })
    const stranger = await look(holder([cast.accounts.planing]))
    expect(stranger).toMatchObject({ code: 'web-register-key-redeemed', redeemedLineItemId: null })
  })

  test('[ENT-07] bulk entitlements are listed with the figures of their keys', async () => {
    const sold = await bulk(7, { bulkChangeKind: 'renewal' })
    await generate(sold, 4)
    const seen = async (who: Principal) =>
      (
        (await cast.house.as(who, 'list-bulk-entitlements', {
          where: `entitlementId.equals:${sold.entitlementId}`,
        })) as Listed
      ).rows
    const [row] = await seen(holder([cast.accounts.harbor]))
    expect(row).toMatchObject({ type: 'renewal', products: ['CAD 1'], copies: 7, available: 4, redeemed: 0 })
    expect(await seen(holder())).toEqual([])
  })
})
