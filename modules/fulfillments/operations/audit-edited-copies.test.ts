import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildHostsCast, type HostsCast } from '../testing/hosts-cast.ts'
import { issuedOf } from '../testing/support-cast.ts'
import { readLineages } from '../store/copies-audit.ts'
import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'

let world: HostsCast
beforeAll(async () => {
  world = await buildHostsCast()
}, 60_000)
afterAll(() => world.cast.house.close())

/** Both sides of what moved between line items, as the check of the books reads them. */
function lineages() {
  const { pool, tenantId } = world.cast.house
  return inTransaction(pool, tenantId, (tx) => readLineages({ tx, tenantId } as QueryContext))
}

let last = 0

/** A test of ten copies and its renewal, with four copies active on a host. */
async function renewedTest() {
  const { cast } = world
  last += 1
  const host = { type: 'ethernet', value: `02A2${last.toString(16).padStart(8, '0')}` }
  const sold = await cast.run<{ lineItems: { id: string }[] }>('create-entitlement', {
    soldTo: 'NORTHWIND',
    isTest: true,
    lineItems: [
      {
        products: [{ product: 'Gear Mill@5.2' }],
        licenseModel: 'Floating',
        copies: 10,
        startsOn: '2026-01-01',
        term: { kind: 'duration', amount: 1, unit: 'years' },
      },
    ],
  })
  const parent = sold.lineItems[0]?.id ?? ''
  const child = await cast.run<{ id: string; activationId: string }>('renew-line-item', { id: parent })
  const [license] = await issuedOf(cast, child.activationId, { servers: [host], copies: 4 })
  return { parent, child: child.id, host, license }
}

const resize = (id: string, copies: number) => world.cast.run('update-line-item', { id, copies })
const shown = (id: string) => world.cast.run<{ copiesTotal: number }>('get-line-item', { id })
const code = (refused: string, data: object = {}) => ({ refusal: { code: refused, data } })

describe('the books of copies of tests that are edited', () => {
  // A line item without a parent counts its own copies as those that came to it, so an edit would make a difference.
  test('[BEY-01] copies that came along with a host are not edited, so that the check neither errs nor is misled', async () => {
    const { host } = await renewedTest()
    const before = await lineages()
    expect(before.moved).toBe(before.brought)
    const moved = await world.cast.run<{ lineItems: { to: string }[] }>('transfer-host', {
      host: await world.hostId(host.value.toUpperCase()),
      account: 'SOUTHWIND',
    })
    const to = await world.cast.run<{ id: string; copiesTotal: number; description: string }>(
      'get-line-item',
      {
        id: moved.lineItems[0]?.to,
      },
    )
    expect(to).toMatchObject({
      state: 'test',
      entitlement: { state: 'test' },
      copiesTotal: 4,
      changeKind: 'renewal',
      parentActivationId: null,
    })

    for (const copies of [9, 5]) {
      await expect(resize(to.id, copies)).rejects.toMatchObject(code('copies-came-along', { total: 4 }))
    }
    await world.cast.run('update-line-item', { id: to.id, description: 'Kept for the demo', copies: 4 })

    expect(await shown(to.id)).toMatchObject({ copiesTotal: 4, description: 'Kept for the demo' })
    const after = await lineages()
    expect(after).toEqual({ ...before, lineItems: before.lineItems + 1 })
  })

  test('[BEY-01] copies that a renewal has drawn stay sold where they were, and brought where they are', async () => {
    const { parent, child, license } = await renewedTest()
    await world.cast.run('return-license', { fulfillment: license.id, copies: 4, overdraft: 0 })

    await expect(resize(parent, 3)).rejects.toMatchObject(code('copies-below-moved', { moved: 4 }))
    await expect(resize(child, 3)).rejects.toMatchObject(code('copies-below-moved', { brought: 4 }))
    await resize(parent, 4)
    await resize(child, 4)

    const { moved, brought } = await lineages()
    expect(moved).toBe(brought)
  })
})
