import pg from 'pg'
import { runHouse, spawnHouse, type RunningHouse } from '../../apps/back-office/testing/running-house.ts'
import {
  activationOf,
  buildSmallWorld,
  hostOf,
  type SmallWorld,
} from '../../apps/back-office/testing/small-world.ts'
import { Wire, type WireRequest } from '../../apps/back-office/testing/wire.ts'
import { captureStatements, type Capture } from './capture.ts'
import { loadOf } from './load.ts'
import { pgbench } from './pgbench.ts'
import { scriptOf, type Place } from './replay.ts'
import { median, percentile, type Figure } from './table.ts'

/** Line items that the load is spread over, each with more copies than any run can take. */
const LINE_ITEMS = 500
const COPIES = 2_000_000_000
const CLIENTS = 16
const HOT = 1

/** How much of it. */
export interface ActivationPlan {
  readonly databaseUrl: string
  /** Path of pgbench; null leaves the comparison out. */
  readonly pgbench: string | null
  readonly rounds: number
  readonly seconds: number
}

/** Activation over HTTP against the same statements by pgbench, in alternating rounds; and what it says to the database. */
export async function activationFigures(plan: ActivationPlan): Promise<Figure[]> {
  const builder = await runHouse(plan.databaseUrl)
  try {
    const world = await buildSmallWorld(builder.house, builder.tenantId)
    await sellAll(world)
    const heard = await hear(plan.databaseUrl, builder, world)
    const server = await spawnHouse(plan.databaseUrl, { dataDir: builder.dataDir, loops: true })
    try {
      return await measure(plan, world, heard, server.port)
    } finally {
      await server.stop()
    }
  } finally {
    await builder.close()
  }
}

async function measure(
  plan: ActivationPlan,
  world: SmallWorld,
  heard: Heard,
  port: number,
): Promise<Figure[]> {
  const ours = (lineItems: number, milliseconds: number) =>
    loadOf({ ports: [port], connections: CLIENTS, milliseconds }, () =>
      request(world, 1 + Math.floor(Math.random() * lineItems)),
    )
  const theirs = (lineItems: number, seconds: number) =>
    plan.pgbench === null
      ? null
      : pgbench({
          program: plan.pgbench,
          url: plan.databaseUrl,
          script: heard.script(lineItems),
          clients: CLIENTS,
          seconds,
        })
  await ours(LINE_ITEMS, 3000)
  await analyze(plan.databaseUrl)
  const figures: Figure[] = []
  for (const [name, lineItems] of [
    [`over ${LINE_ITEMS} line items`, LINE_ITEMS],
    ['of one hot line item', HOT],
  ] as const) {
    const reached: number[] = []
    const limits: number[] = []
    const times: number[] = []
    for (let round = 0; round < plan.rounds; round += 1) {
      const limit = theirs(lineItems, plan.seconds)
      if (limit !== null) limits.push(limit)
      const load = await ours(lineItems, plan.seconds * 1000)
      const wrong = [...load.statuses].filter(([status]) => status !== 200)
      if (wrong.length > 0) throw new Error(`The server answered ${JSON.stringify(wrong)}.`)
      reached.push(load.perSecond)
      times.push(...load.times)
    }
    const limit = limits.length > 0 ? median(limits) : null
    figures.push(
      {
        name: `activations ${name}, ${CLIENTS} connections`,
        ours: median(reached),
        limit,
        target: { ratioMin: 0.45 },
        unit: '/s',
      },
      {
        name: '  half of them answered within',
        ours: percentile(times, 0.5),
        limit: null,
        target: null,
        unit: 'ms',
      },
      {
        name: '  all but one in a hundred',
        ours: percentile(times, 0.99),
        limit: null,
        target: null,
        unit: 'ms',
      },
    )
  }
  return [
    ...figures,
    {
      name: 'round trips of one activation',
      ours: heard.roundTrips,
      limit: null,
      target: { max: 8 },
      unit: '',
    },
    { name: 'commits of one activation', ours: heard.commits, limit: null, target: { max: 1 }, unit: '' },
  ]
}

async function sellAll(world: SmallWorld): Promise<void> {
  for (let from = 1; from <= LINE_ITEMS; from += 50) {
    const some = Array.from({ length: 50 }, (_, at) => ({
      copies: COPIES,
      activationId: activationIdOf(from + at),
    }))
    await world.sell(some)
  }
}

function activationIdOf(number: number): string {
  return `BENCH-${String(number).padStart(6, '0')}`
}

/** A new activation: a host that nobody had, and a key of its own. */
function request(world: SmallWorld, lineItem: number): WireRequest {
  return {
    method: 'POST',
    path: '/v1/activations',
    headers: { authorization: `Bearer ${world.token}`, 'idempotency-key': `bench-${crypto.randomUUID()}` },
    body: JSON.stringify(
      activationOf(activationIdOf(lineItem), hostOf(Math.floor(Math.random() * 2 ** 40)), { copies: 1 }),
    ),
  }
}

interface Heard {
  readonly roundTrips: number
  readonly commits: number
  script(lineItems: number): string
}

/** Listens to one real activation of a server that is warm but whose connections are new. */
async function hear(databaseUrl: string, builder: RunningHouse, world: SmallWorld): Promise<Heard> {
  await numberLineItems(databaseUrl)
  const listener = await runHouse(databaseUrl, { dataDir: builder.dataDir, connectionsMax: 2 })
  const wire = await Wire.open(listener.port)
  try {
    const asked = request(world, 1)
    const before = Date.now()
    let body = ''
    const capture = await captureStatements(listener.house.pool, async () => {
      const answer = await wire.ask(asked)
      if (answer.status !== 200) throw new Error(`The activation failed: ${answer.body}`)
      body = answer.body
    })
    const commands = capture.statements.map(({ text }) => text)
    return {
      roundTrips: commands.length,
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
async function analyze(databaseUrl: string): Promise<void> {
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
  const texts = capture.statements.flatMap(({ values }) =>
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
