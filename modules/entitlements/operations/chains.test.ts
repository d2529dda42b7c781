import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, portalUser, type Cast, type Listed, type Sold, type SoldItem } from '../testing/cast.ts'
import { putChangedGoods } from '../testing/changed-goods.ts'

interface Chain {
  readonly lineItems: readonly {
    readonly activationId: string
    readonly place: string
    readonly changeKind: string | null
  }[]
}

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
  await putChangedGoods(cast)
  await cast.house.run('create-entitlement', {
    soldTo: 'NORTHWIND',
    autoDeploy: true,
    lineItems: [
      {
        activationId: 'FIRST',
        products: [{ product: 'CAD@1' }],
        licenseModel: 'Floating',
        term: { kind: 'permanent' },
      },
      {
        activationId: 'ALONE',
        products: [{ product: 'CAD@1' }],
        licenseModel: 'Floating',
        term: { kind: 'permanent' },
      },
    ],
  })
  await upgrade('FIRST', 'SECOND', { term: { kind: 'date', expiresOn: '2027-01-31' } })
  await cast.house.run('renew-line-item', {
    id: 'SECOND',
    activationId: 'THIRD',
    term: { kind: 'date', expiresOn: '2028-01-31' },
    autoDeploy: true,
  })
  await upgrade('ALONE', 'DRAFT', { autoDeploy: false })
})
afterAll(() => cast.house.close())

const upgrade = (id: string, activationId: string, more: object = {}): Promise<SoldItem> =>
  cast.house.run('upgrade-line-item', { id, activationId, autoDeploy: true, ...more })
const listed = async (input: object = {}, who = portalUser(cast, [cast.accounts.northwind])) =>
  ((await cast.house.as(who, 'list-line-items', input)) as Listed).rows
    .map((row) => String(row['activationId']))
    .toSorted()
const chain = async (id: string, who = portalUser(cast, [cast.accounts.northwind])) =>
  ((await cast.house.as(who, 'get-line-item-chain', { id })) as Chain).lineItems

describe('chains of line items', () => {
  test('[ENT-02] show only their newest one in lists when asked, and all to programs that do not ask', async () => {
    expect(await listed({ superseded: 'hide' })).toEqual(['ALONE', 'THIRD'])
    expect(await listed()).toEqual(['ALONE', 'FIRST', 'SECOND', 'THIRD'])
    expect(await listed({ superseded: 'show' })).toEqual(['ALONE', 'FIRST', 'SECOND', 'THIRD'])
    const where = 'activationId.equals:SECOND'
    expect(await listed({ where, superseded: 'hide' })).toEqual([])
    expect(await listed({ where })).toEqual(['SECOND'])
  })

  test('[ENT-02] are read from each of their line items, the newest first', async () => {
    const places = (await chain('SECOND')).map(({ activationId, place, changeKind }) => [
      activationId,
      place,
      changeKind,
    ])
    expect(places).toEqual([
      ['THIRD', 'later', 'renewal'],
      ['SECOND', 'this', 'upgrade'],
      ['FIRST', 'earlier', null],
    ])
    expect((await chain('THIRD')).map(({ activationId }) => activationId)).toEqual([
      'THIRD',
      'SECOND',
      'FIRST',
    ])
  })

  test('[ENT-02] show a customer nothing that is still a draft, and a stranger nothing at all', async () => {
    expect((await chain('ALONE')).map(({ activationId }) => activationId)).toEqual(['ALONE'])
    const producer = (await cast.house.run('get-line-item-chain', { id: 'ALONE' })) as Chain
    expect(producer.lineItems).toHaveLength(2)
    const stranger = portalUser(cast, [cast.accounts.planing])
    await expect(chain('FIRST', stranger)).rejects.toBeInstanceOf(NotFound)
    expect(await listed({}, stranger)).toEqual([])
  })

  test('[ENT-02] can be searched by how they came about', async () => {
    const where = 'change.in:renewal'
    expect(await listed({ where })).toEqual(['THIRD'])
  })

  test('[PRD-04] a chain of the same account may run through several entitlements', async () => {
    const other: Sold = await cast.house.run('create-entitlement', {
      soldTo: 'NORTHWIND',
      autoDeploy: true,
      lineItems: [
        {
          products: [{ product: 'CAD@2' }],
          licenseModel: 'Floating',
          term: { kind: 'permanent' },
          changeKind: 'upgrade',
          changes: 'alone',
          activationId: 'NEXT',
        },
      ],
    })
    expect(other.lineItems).toHaveLength(1)
    expect((await chain('NEXT')).map(({ activationId }) => activationId)).toEqual(['NEXT', 'ALONE'])
    expect(await listed({ superseded: 'hide' })).toEqual(['NEXT', 'THIRD'])
  })
})
