import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCast, type Cast, type Sold, type SoldItem } from '../testing/cast.ts'

/**
 * Clients at once, keys, and how often each key is tried. The battery asks for the full measure by
 * TALLYSTICK_BATTERY=full; everyday tests do with less.
 */
const RUSH =
  process.env['TALLYSTICK_BATTERY'] === 'full'
    ? { clients: 200, keys: 5000, tries: 3, limitMs: 1_200_000 }
    : { clients: 20, keys: 60, tries: 5, limitMs: 60_000 }

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
})
afterAll(() => cast.house.close())

const run = <T>(name: string, input: unknown): Promise<T> => cast.house.run(name, input) as Promise<T>

async function bulkWithKeys(
  count: number,
): Promise<{ readonly sold: Sold; readonly keys: readonly string[] }> {
  const sold = await run<Sold>('create-entitlement', {
    kind: 'bulk',
    soldTo: 'HARBOR',
    autoDeploy: true,
    lineItems: [
      {
        products: [{ product: 'CAD@1' }],
        licenseModel: 'Floating',
        term: { kind: 'permanent' },
        copies: count,
      },
    ],
  })
  const keys: string[] = []
  while (keys.length < count) {
    const portion = { id: sold.lineItems[0].id, count: Math.min(1000, count - keys.length) }
    keys.push(...(await run<{ keys: readonly string[] }>('generate-web-register-keys', portion)).keys)
  }
  return { sold, keys }
}

/** Clients of three accounts try keys until all tries are used up; who won which key, and why others did not. */
async function rush(keys: readonly string[]) {
  const accounts = [cast.accounts.sawmill, cast.accounts.planing, cast.accounts.northwind]
  const won: string[] = []
  const refused = new Set<string>()
  let next = 0
  const client = async (at: number) => {
    const own = [accounts[at % accounts.length] as string]
    const who = person(cast.house.tenantId, { permissions: ['web-register-keys.redeem'], own })
    for (let turn = next++; turn < keys.length * RUSH.tries; turn = next++) {
      const key = keys[(turn * 7919) % keys.length] as string
      await cast.house.as(who, 'redeem-web-register-key', { key }).then(
        () => won.push(key),
        (error: { refusal?: { code: string } }) => refused.add(error.refusal?.code ?? String(error)),
      )
    }
  }
  await Promise.all(Array.from({ length: RUSH.clients }, (_, at) => client(at)))
  return { won, refused }
}

test(
  `[ENT-07] of ${RUSH.clients} clients with ${RUSH.keys} keys, each tried ${RUSH.tries} times, each key is won once`,
  { timeout: RUSH.limitMs },
  async () => {
    const { sold, keys } = await bulkWithKeys(RUSH.keys)

    const { won, refused } = await rush(keys)

    expect([...refused]).toEqual(['web-register-key-redeemed'])
    expect(new Set(won).size).toBe(won.length)
    expect(won).toHaveLength(RUSH.keys)
    const { copiesTaken } = await run<SoldItem>('get-line-item', { id: sold.lineItems[0].id })
    expect(copiesTaken).toBe(RUSH.keys)
    const { rows } = await cast.house.owner.query(
      `SELECT count(*)::integer AS keys, count(DISTINCT redeemed_entitlement_id)::integer AS entitlements,
        (SELECT count(*)::integer FROM entitlement e WHERE e.parent_bulk_entitlement_id = $2) AS children
      FROM web_register_key WHERE line_item_id = $1 AND state = 'redeemed'`,
      [sold.lineItems[0].id, sold.id],
    )
    expect(rows[0]).toEqual({ keys: RUSH.keys, entitlements: RUSH.keys, children: RUSH.keys })
  },
)
