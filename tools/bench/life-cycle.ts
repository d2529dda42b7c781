import { runHouse, spawnHouse, type RunningHouse } from '../../apps/back-office/testing/running-house.ts'
import { hostOf } from '../../apps/back-office/testing/small-world.ts'
import { requestFor } from '../../apps/back-office/testing/storm.ts'
import { Wire, type WireRequest } from '../../apps/back-office/testing/wire.ts'
import { captureStatements, type Capture } from './capture.ts'
import { analyze } from './heard-activation.ts'
import { batchFigures } from './life-cycle-batches.ts'
import { KEYS, keyOf, lineItemOf, LINE_ITEMS, makeLifeGoods, type LifeGoods } from './life-cycle-goods.ts'
import { loadOf } from './load.ts'
import { pgbench } from './pgbench.ts'
import { endedChildrenSeconds, processorSeconds } from './processor-time.ts'
import { scriptOf, type Place } from './replay.ts'
import { CLIENTS, per, roundFigures, sum, type Round, type RoundsPlan } from './rounds.ts'
import type { Figure } from './table.ts'

const RATIO_MIN = 0.35
/** Licenses that each operation may use up; TALLYSTICK_BENCH_LICENSES asks for others. */
const LICENSES = Number(process.env['TALLYSTICK_BENCH_LICENSES'] ?? 10_000)

/** An operation on the license with a number; a new host, where there is one, has the other number. */
type Asked = (
  license: number,
  host: number,
) => { operation: string; input: Readonly<Record<string, unknown>> }

const OPERATIONS: Readonly<Record<string, Asked>> = {
  return: (license) => ({ operation: 'return-license', input: { fulfillment: keyOf('license', license) } }),
  rehost: (license, host) => ({
    operation: 'rehost-license',
    input: {
      fulfillment: keyOf('license', license),
      hosts: { servers: [{ type: 'ethernet', value: hostOf(host) }] },
    },
  }),
  repair: (license) => ({
    operation: 'repair-license',
    input: { fulfillment: keyOf('license', license), startDate: '2026-02-01' },
  }),
  upgrade: (license) => ({
    operation: 'upgrade-license',
    input: {
      fulfillment: keyOf('license', license),
      lineItem: keyOf('upgrade', lineItemOf(license)),
      startDate: '2026-02-01',
    },
  }),
}

/** Return, rehost, repair and upgrade over HTTP against the same statements by pgbench; and the large batches. */
export async function lifeCycleFigures(plan: RoundsPlan, say: (line: string) => void): Promise<Figure[]> {
  const builder = await runHouse(plan.databaseUrl)
  try {
    const names = Object.keys(OPERATIONS)
    say(`Making ${LICENSES * names.length} licenses.`)
    const goods = await makeLifeGoods(builder, plan.databaseUrl, LICENSES * names.length)
    await analyze(plan.databaseUrl)
    const server = await spawnHouse(plan.databaseUrl, { dataDir: builder.dataDir, loops: true })
    const figures: Figure[] = []
    try {
      for (const [at, name] of names.entries()) {
        say(`Measuring ${name}.`)
        const bench = { plan, goods, asked: OPERATIONS[name] as Asked, first: 1 + at * LICENSES, builder }
        const found = await compare(name, bench, { port: server.port, pid: server.child.pid ?? 0 })
        for (const { name: figure, ours, limit } of found) say(`${figure}: ${ours}, limit ${limit}`)
        figures.push(...found)
      }
    } finally {
      await server.stop()
    }
    return [...figures, ...(await batchFigures(plan.databaseUrl, builder, goods))]
  } finally {
    await builder.close()
  }
}

interface Bench {
  readonly plan: RoundsPlan
  readonly goods: LifeGoods
  readonly asked: Asked
  /** Number of the first license that this operation may use up. */
  readonly first: number
  readonly builder: RunningHouse
}

async function compare(name: string, bench: Bench, server: { port: number; pid: number }): Promise<Figure[]> {
  const { plan, first } = bench
  const heard = await hear(bench)
  let next = first + 1
  const take = () => {
    if (next >= first + LICENSES)
      throw new Error('The licenses are used up: raise TALLYSTICK_BENCH_LICENSES.')
    return (next += 1) - 1
  }
  const ours: Round[] = []
  const limits: Round[] = []
  await askFor(bench, server, take, 1)
  for (let round = 0; round < plan.rounds; round += 1) {
    if (plan.pgbench !== null) {
      const spent = () => sum(processorSeconds(plan.databasePid), endedChildrenSeconds())
      const before = spent()
      const variables = { n: 0, base: next }
      const { pgbench: program, databaseUrl: url, seconds } = plan
      const run = pgbench({ program, url, script: heard.script, clients: CLIENTS, seconds, variables })
      // Clients are not equally quick: more numbers are passed over than were used.
      next += Math.ceil(run.transactions * 1.5) + 20 * CLIENTS
      limits.push({
        perSecond: run.perSecond,
        perProcessorSecond: per(run.transactions, before, spent()),
      })
    }
    ours.push(await askFor(bench, server, take, plan.seconds))
  }
  return [
    ...roundFigures(name, ours, limits, RATIO_MIN),
    {
      name: `  round trips of one ${name}`,
      ours: heard.roundTrips,
      limit: null,
      target: { max: 8 },
      unit: '',
    },
  ]
}

async function askFor(
  { plan, goods, asked }: Bench,
  server: { port: number; pid: number },
  take: () => number,
  seconds: number,
): Promise<Round> {
  const before = sum(processorSeconds(plan.databasePid), processorSeconds(server.pid))
  let wrong: string | null = null
  const load = await loadOf(
    { ports: [server.port], connections: CLIENTS, milliseconds: seconds * 1000 },
    () => requestOf(goods, asked, take()),
    ({ status, body }) => {
      if (status !== 200) wrong ??= `${status} ${body}`
    },
  )
  if (wrong !== null) throw new Error(`The server answered ${String(wrong)}`)
  const after = sum(processorSeconds(plan.databasePid), processorSeconds(server.pid))
  return { perSecond: load.perSecond, perProcessorSecond: per(load.times.length, before, after) }
}

function requestOf({ token }: LifeGoods, asked: Asked, license: number): WireRequest {
  const wish = asked(license, 100_000_000 + Math.floor(Math.random() * 2 ** 38))
  const request = requestFor({ ...wish, as: 'producer' }, { producer: token, customer: token })
  return { ...request, headers: { ...request.headers, 'idempotency-key': `bench-${crypto.randomUUID()}` } }
}

/** Listens to one operation of a server that is warm but whose connections are new. */
async function hear({ plan, goods, asked, first, builder }: Bench) {
  const listener = await runHouse(plan.databaseUrl, { dataDir: builder.dataDir, connectionsMax: 2 })
  const wire = await Wire.open(listener.port)
  try {
    const request = requestOf(goods, asked, first)
    const before = Date.now()
    const capture = await captureStatements(listener.house.pool, async () => {
      const answer = await wire.ask(request)
      if (answer.status !== 200) throw new Error(`The operation failed: ${answer.body}`)
    })
    const settings = [
      '\\set n :n + 1',
      `\\set license :base + :client_id + ${CLIENTS} * (:n - 1)`,
      `\\set item 1 + ((:license - 1) % ${LINE_ITEMS})`,
      '\\set host random(1, 1000000000000)',
    ]
    const made = madeKeys(capture, before)
    const keys = made.map((_key, at) => `\\set made${at} random(1, ${2 ** 47})`)
    return {
      roundTrips: capture.roundTrips.length,
      script: scriptOf(capture, [...settings, ...keys], placesOf(capture, request, first, made)),
    }
  } finally {
    wire.close()
    await listener.close()
  }
}

/** What is different in every run: keys and codes by number, the new host, and the keys that were made just now. */
function placesOf(capture: Capture, request: WireRequest, license: number, made: readonly string[]): Place[] {
  const item = lineItemOf(license)
  const hex = (number: string) => `lpad(to_hex((${number})::bigint), 12, '0')`
  const numbered = (kind: keyof typeof KEYS, value: number, variable: string): Place => ({
    value: keyOf(kind, value),
    expression: `'${KEYS[kind]}' || ${hex(variable)}`,
  })
  const number = String(item).padStart(6, '0')
  const texts = wordsOf(capture)
  const codes = [...new Set(texts.match(/FID-[0-9A-Z-]+/g) ?? [])].filter(
    (code) => !/^FID-B\d{11}$/.test(code),
  )
  const host = /"value":"([0-9a-f]{12})"/.exec(request.body ?? '')?.[1]
  const typed = host === undefined ? [] : bothCases(host, hex(':host'))
  return [
    numbered('license', license, ':license'),
    numbered('host', license, ':license'),
    numbered('lineItem', item, ':item'),
    numbered('upgrade', item, ':item'),
    {
      value: `FID-B${String(license).padStart(11, '0')}`,
      expression: `'FID-B' || lpad(:license::text, 11, '0')`,
    },
    { value: `BENCH-${number}`, expression: `'BENCH-' || lpad(:item::text, 6, '0')` },
    { value: `BENUP-${number}`, expression: `'BENUP-' || lpad(:item::text, 6, '0')` },
    { value: request.headers?.['idempotency-key'] ?? '', expression: `'bench-' || gen_random_uuid()::text` },
    ...bothCases(hostOf(license), hex(`:license + ${0x02_00_00_00_00_00}`)),
    ...typed,
    ...codes.map((value) => ({ value, expression: `'FID-' || gen_random_uuid()::text` })),
    ...made.map((value, at) => ({ value, expression: `${MOMENT} || '-7000-8000-' || ${hex(`:made${at}`)}` })),
  ]
}

/** The first half of a key that is made now, the same in all of a transaction: time in milliseconds. */
const MOMENT = `overlay(lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') PLACING '-' FROM 9 FOR 0)`

/** Keys that the operation made of itself: a record and what refers to it say the same one. */
function madeKeys(capture: Capture, since: number): readonly string[] {
  const keys =
    wordsOf(capture).match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g) ?? []
  return [...new Set(keys)].filter((key) => parseInt(key.replace('-', '').slice(0, 12), 16) >= since)
}

function wordsOf(capture: Capture): string {
  const values = capture.roundTrips.flat().flatMap((statement) => statement.values)
  return values.map((value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))).join(' ')
}

function bothCases(value: string, expression: string): Place[] {
  const upper = value.toUpperCase()
  const asTyped = { value, expression }
  return upper === value ? [asTyped] : [asTyped, { value: upper, expression: `upper(${expression})` }]
}
