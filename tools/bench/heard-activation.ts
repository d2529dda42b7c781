import pg from 'pg'
import { runHouse, type RunningHouse } from '../../apps/back-office/testing/running-house.ts'
import { activationOf, hostOf, type SmallWorld } from '../../apps/back-office/testing/small-world.ts'
import { Wire, type WireRequest } from '../../apps/back-office/testing/wire.ts'
import { captureStatements, type Capture } from './capture.ts'
import { scriptOf, type Place } from './replay.ts'

/** Line items that the load is spread over, each with more copies than any run can take. */
export const LINE_ITEMS = 500
const COPIES = 2_000_000_000

/** Sells the line items of the load and numbers their keys. */
export async function sellLineItems(world: SmallWorld, databaseUrl: string): Promise<void> {
  for (let from = 1; from <= LINE_ITEMS; from += 50) {
    const some = Array.from({ length: 50 }, (_, at) => ({
      copies: COPIES,
      activationId: activationIdOf(from + at),
    }))
    await world.sell(some)
  }
  await numberLineItems(databaseUrl)
}

function activationIdOf(number: number): string {
  return `BENCH-${String(number).padStart(6, '0')}`
}

/** A new activation: a host that nobody had, and a key of its own. */
export function newActivation(world: SmallWorld, lineItem: number): WireRequest {
  return {
    method: 'POST',
    path: '/v1/activations',
    headers: { authorization: `Bearer ${world.token}`, 'idempotency-key': `bench-${crypto.randomUUID()}` },
    body: JSON.stringify(
      activationOf(activationIdOf(lineItem), hostOf(Math.floor(Math.random() * 2 ** 40)), { copies: 1 }),
    ),
  }
}

/** What an activation says to the database. */
export interface Heard {
  readonly roundTrips: number
  readonly commits: number
  script(lineItems: number): string
}

/** Listens to one real activation of a server that is warm but whose connections are new. */
export async function hearActivation(
  databaseUrl: string,
  builder: RunningHouse,
  world: SmallWorld,
): Promise<Heard> {
  const listener = await runHouse(databaseUrl, { dataDir: builder.dataDir, connectionsMax: 2 })
  const wire = await Wire.open(listener.port)
  try {
    const asked = newActivation(world, 1)
    const before = Date.now()
    let body = ''
    const capture = await captureStatements(listener.house.pool, async () => {
      const answer = await wire.ask(asked)
      if (answer.status !== 200) throw new Error(`The activation failed: ${answer.body}`)
      body = answer.body
    })
    const commands = capture.roundTrips.flat().map(({ text }) => text)
    return {
      roundTrips: capture.roundTrips.length,
      commits: commands.filter((text) => /^COMMIT/i.test(text)).length,
      script: (lineItems) => script(capture, placesOf(capture, asked, body, before), lineItems),
    }
  } finally {
    wire.close()
    await listener.close()
  }
}

/**
 * Statistics, as the database makes them of itself within a minute. A bench is younger than that: plans that were
 * made for empty tables would read whole tables for the rest of the run, ours and those of pgbench.
 */
export async function analyze(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('VACUUM ANALYZE')
  } finally {
    await client.end()
  }
}

/**
 * Gives the line items keys that are numbers, so that a script can name them without looking them up. Their
 * other columns stay as the operations wrote them.
 */
async function numberLineItems(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`SET session_replication_role = replica;
      CREATE TEMP TABLE numbered AS SELECT line_item_id AS old,
        ('0190be7c-0000-7000-8000-' || lpad(to_hex(right(activation_id, 6)::int), 12, '0'))::uuid AS new
        FROM line_item WHERE activation_id LIKE 'BENCH-%';
      UPDATE line_item_product p SET line_item_id = n.new FROM numbered n WHERE p.line_item_id = n.old;
      UPDATE line_item l SET line_item_id = n.new FROM numbered n WHERE l.line_item_id = n.old`)
  } finally {
    await client.end()
  }
}

/** What is different in every activation. Keys that were made during the capture are recognised by their time. */
function placesOf(capture: Capture, asked: WireRequest, body: string, since: number): Place[] {
  const { licenses } = JSON.parse(body) as {
    licenses: { id: string; fulfillmentCode: string; lineItemId: string; activationId: string }[]
  }
  const [license] = licenses
  if (!license) throw new Error('The activation gave no license.')
  const host = /"value":"([0-9a-f]{12})"/.exec(asked.body ?? '')?.[1] ?? ''
  const texts = capture.roundTrips
    .flat()
    .flatMap(({ values }) =>
      values.map((value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))),
    )
  const uuids = new Set(
    texts.join(' ').match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g) ?? [],
  )
  const made = [...uuids].filter((uuid) => parseInt(uuid.replace('-', '').slice(0, 12), 16) >= since)
  return [
    {
      value: license.lineItemId,
      expression: "'0190be7c-0000-7000-8000-' || lpad(to_hex(:item::int), 12, '0')",
    },
    { value: license.activationId, expression: "'BENCH-' || lpad(:item::text, 6, '0')" },
    { value: license.activationId.toLowerCase(), expression: "'bench-' || lpad(:item::text, 6, '0')" },
    { value: license.fulfillmentCode, expression: "'FID-' || lpad(to_hex(:code::bigint), 12, '0')" },
    { value: asked.headers?.['idempotency-key'] ?? '', expression: "'bench-' || gen_random_uuid()::text" },
    { value: host, expression: "lpad(to_hex(:host::bigint), 12, '0')" },
    { value: host.toUpperCase(), expression: "upper(lpad(to_hex(:host::bigint), 12, '0'))" },
    ...made.map((value) => ({ value, expression: 'uuidv7()::text' })),
  ]
}

function script(capture: Capture, places: readonly Place[], lineItems: number): string {
  const settings = [
    `\\set item random(1, ${lineItems})`,
    '\\set host random(1, 1000000000000)',
    '\\set code random(1, 1000000000000000)',
  ]
  return scriptOf(capture, settings, places)
}
