import pg from 'pg'
import { beginFamily, buildLifeGoods, type Run } from '../../apps/back-office/testing/life-world.ts'
import type { RunningHouse } from '../../apps/back-office/testing/running-house.ts'
import { hostOf } from '../../apps/back-office/testing/small-world.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'

/** Line items that the licenses are spread over; each has one that upgrades it. */
export const LINE_ITEMS = 200

/** Keys of rows that a script can name by their number. */
export const KEYS = {
  lineItem: '0190be7c-0000-7000-8000-',
  license: '0190be7c-0001-7000-8000-',
  host: '0190be7c-0002-7000-8000-',
  upgrade: '0190be7c-0003-7000-8000-',
} as const

/** The key of a row with a number. */
export function keyOf(kind: keyof typeof KEYS, number: number): string {
  return KEYS[kind] + number.toString(16).padStart(12, '0')
}

/** The line item of a license, by number. */
export function lineItemOf(license: number): number {
  return 1 + ((license - 1) % LINE_ITEMS)
}

/** What the life cycle is measured on. */
export interface LifeGoods {
  readonly run: Run
  /** Bearer token of an administrator of the producer. */
  readonly token: string
  /** Key of the account that everything was sold to. */
  readonly account: string
}

/** Sells the line items with their upgrades, and gives every license a host of its own; then numbers the keys. */
export async function makeLifeGoods(
  { house, tenantId, adminPassword }: RunningHouse,
  databaseUrl: string,
  licenses: number,
): Promise<LifeGoods> {
  const owner = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  const caller = { principal: systemPrincipal(tenantId) }
  const run: Run = (name, input) => house.pipeline.run(name, input, { tenantId, caller }) as Promise<never>
  try {
    await buildLifeGoods(run)
    const family = await beginFamily(owner, tenantId, 'bench')
    await sellNumbered(run, family.north)
    for (let item = 1; item <= LINE_ITEMS; item += 1) await activateAll(run, item, licenses / LINE_ITEMS)
    await numberKeys(owner)
    const { token } = await run<{ token: string }>('sign-in', {
      userName: 'admin',
      password: adminPassword,
      portal: 'api',
    })
    return { run, token, account: family.north }
  } finally {
    await owner.end()
  }
}

async function sellNumbered(run: Run, account: string): Promise<void> {
  for (let from = 1; from <= LINE_ITEMS; from += 50) {
    const sale = await run<{ lineItems: { id: string; activationId: string }[] }>('create-entitlement', {
      soldTo: account,
      autoDeploy: true,
      lineItems: Array.from({ length: 50 }, (_, at) => ({
        activationId: `BENCH-${String(from + at).padStart(6, '0')}`,
        products: [{ product: 'Gear@1' }],
        licenseModel: 'Life plain',
        copies: 1_000_000,
        term: { kind: 'permanent' },
        startOption: 'specify-at-each-activation',
      })),
    })
    for (const { id, activationId } of sale.lineItems) {
      await run('upgrade-line-item', {
        id,
        activationId: activationId.replace('BENCH', 'BENUP'),
        startOption: 'specify-at-each-activation',
        autoDeploy: true,
      })
    }
  }
}

async function activateAll(run: Run, item: number, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, at) => item + at * LINE_ITEMS)
  const lineItem = `BENCH-${String(item).padStart(6, '0')}`
  const hosts = numbers.map((number) => ({
    servers: [{ type: 'ethernet', value: hostOf(number) }],
    copies: 1,
  }))
  await run('activate-line-items', { items: [{ lineItem, hosts, startDate: '2026-01-01' }] })
}

/** Gives rows keys that are numbers. Their other columns stay as the operations wrote them. */
async function numberKeys(owner: pg.Pool): Promise<void> {
  const client = await owner.connect()
  const key = (prefix: string, number: string) => `('${prefix}' || lpad(to_hex(${number}), 12, '0'))::uuid`
  try {
    await client.query(`SET session_replication_role = replica;
      CREATE TEMP TABLE item AS SELECT line_item_id AS old, CASE WHEN activation_id LIKE 'BENCH-%'
          THEN ${key(KEYS.lineItem, 'right(activation_id, 6)::int')}
          ELSE ${key(KEYS.upgrade, 'right(activation_id, 6)::int')} END AS new FROM line_item;
      CREATE TEMP TABLE license AS SELECT fulfillment_id AS old, server_host_id AS host,
        ('x' || lpad(server_texts[1], 16, '0'))::bit(64)::bigint - ${0x02_00_00_00_00_00} AS number FROM fulfillment;
      UPDATE line_item_product p SET line_item_id = i.new FROM item i WHERE p.line_item_id = i.old;
      UPDATE line_item l SET parent_line_item_id = i.new FROM item i WHERE l.parent_line_item_id = i.old;
      UPDATE fulfillment f SET line_item_id = i.new FROM item i WHERE f.line_item_id = i.old;
      UPDATE line_item l SET line_item_id = i.new FROM item i WHERE l.line_item_id = i.old;
      UPDATE host h SET host_id = ${key(KEYS.host, 'l.number')} FROM license l WHERE h.host_id = l.host;
      UPDATE fulfillment f SET fulfillment_id = ${key(KEYS.license, 'l.number')}, chain_id = ${key(KEYS.license, 'l.number')},
        server_host_id = ${key(KEYS.host, 'l.number')}, fulfillment_code = 'FID-B' || lpad(l.number::text, 11, '0')
        FROM license l WHERE f.fulfillment_id = l.old`)
  } finally {
    client.release(true)
  }
}
