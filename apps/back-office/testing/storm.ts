import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { requestOf } from '@tallystick/api/request.ts'
import pg from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { allContracts } from '../contracts.ts'
import { ACTS, wishOf, type ActKind, type Wish } from './life-acts.ts'
import { readBooks, type LifeSums } from './life-books.ts'
import { readState, type LifeState } from './life-state.ts'
import {
  beginFamily,
  buildLifeGoods,
  LIFE_MODELS,
  sellToFamily,
  type Family,
  type Run,
} from './life-world.ts'
import { runHouse, spawnHouse, type RunningHouse, type SpawnedHouse } from './running-house.ts'
import { givePassword } from './small-world.ts'
import { Wire, type WireAnswer, type WireRequest } from './wire.ts'

/** How long and with how many. */
export interface StormPlan {
  readonly seconds: number
  readonly workers: number
  readonly processes: number
  readonly seed: number
}

/** What a storm left behind. */
export interface StormReport {
  /** Answers by operation and status or code: `return-license 200`, `return-license 409 part-too-large`. */
  readonly answers: Readonly<Record<string, number>>
  readonly requests: number
  readonly done: number
  /** Answers with 5xx, and requests without an answer: none, ever. */
  readonly broken: readonly string[]
  /** What is wrong with the books in the end. */
  readonly faults: readonly string[]
  readonly before: LifeSums
  readonly after: LifeSums
  /** Figures that differ, by the audit of all copies that the back office itself makes. */
  readonly differences: number
  /** Commands that were answered with success, and their entries in the history. */
  readonly entries: number
  /** Deadlocks that the database broke; each was run again and nobody heard of it. */
  readonly deadlocks: number
}

const FAMILIES = 5
const PASSWORD = 'tally-stick-and-storm'

/** The seas of a storm: processes over one database, accounts with line items, and who may ask. */
export interface Sea {
  readonly owner: pg.Pool
  readonly servers: readonly SpawnedHouse[]
  readonly families: readonly Family[]
  /** Bearer tokens: an administrator of the producer, and one user of the groups, who acts for all below them. */
  readonly tokens: Readonly<Record<Wish['as'], string>>
  readonly run: Run
  /** Starts another process, which ends with the caller. */
  spawn(): Promise<SpawnedHouse>
  close(): Promise<void>
}

/** Builds it: five families with ten line items each, and as many processes as asked, with their jobs. */
export async function openSea(databaseUrl: string, processes: number): Promise<Sea> {
  const owner = new pg.Pool({ connectionString: databaseUrl, max: 4 })
  owner.on('error', () => undefined)
  const builder = await runHouse(databaseUrl)
  const { house, tenantId, dataDir } = builder
  const caller = { principal: systemPrincipal(tenantId) }
  const run: Run = (name, input) => house.pipeline.run(name, input, { tenantId, caller }) as Promise<never>
  await buildLifeGoods(run)
  const families: Family[] = []
  for (let at = 0; at < FAMILIES; at += 1) {
    const family = await beginFamily(owner, tenantId, `storm-${at}`)
    families.push(family)
    const sales = Array.from({ length: 10 }, (_, number) => ({
      owner: number < 7 ? ('north' as const) : ('partner' as const),
      model: LIFE_MODELS[number % LIFE_MODELS.length] ?? 'Life plain',
      copies: 40 + number,
      ends: number % 2 === 0,
    }))
    await sellToFamily(run, family, sales)
  }
  const tokens = await signInBoth(builder, run, families)
  const spawn = () => spawnHouse(databaseUrl, { dataDir, loops: true, connectionsMax: 16 })
  const servers = await Promise.all(Array.from({ length: processes }, spawn))
  return {
    owner,
    servers,
    families,
    tokens,
    run,
    spawn,
    close: async () => {
      await Promise.all(servers.map((server) => server.stop()))
      await builder.close()
      await owner.end()
    },
  }
}

async function signInBoth(
  { house, tenantId, adminPassword }: RunningHouse,
  run: Run,
  families: readonly Family[],
) {
  const user = await run<{ id: string }>('create-user', {
    firstName: 'Storm',
    lastName: 'Rider',
    email: 'rider@storm.example',
    memberships: families.map(({ group }) => ({ account: group, roles: ['Portal Administrative User'] })),
  })
  await givePassword(house, tenantId, user.id, PASSWORD)
  const signIn = async (userName: string, password: string) =>
    (await run<{ token: string }>('sign-in', { userName, password, portal: 'api' })).token
  return {
    producer: await signIn('admin', adminPassword ?? ''),
    customer: await signIn('rider@storm.example', PASSWORD),
  }
}

/** All accounts of some families. */
export function accountsOf(families: readonly Family[]): readonly string[] {
  return families.flatMap(({ group, north, south, partner }) => [group, north, south, partner])
}

/** An operation as a request of one of the two. */
export function requestFor({ operation, input, as }: Wish, tokens: Sea['tokens']): WireRequest {
  const contract = allContracts.find(({ name }) => name === operation)
  if (!contract) throw new Error(`There is no operation ${operation}.`)
  const { method, path, body } = requestOf(contract, input)
  return {
    method: method as WireRequest['method'],
    path,
    headers: { authorization: `Bearer ${tokens[as]}` },
    ...(body === null ? {} : { body }),
  }
}

/** Lets the workers do everything at random until the time is over, and looks at the books. */
export async function storm(sea: Sea, plan: StormPlan): Promise<StormReport> {
  const { owner, families } = sea
  const accounts = accountsOf(families)
  const before = (await readBooks(owner, accounts)).sums
  const entriesBefore = await entriesOf(owner)
  const deadlocksBefore = await deadlocksOf(owner)
  const answers: Record<string, number> = {}
  const broken: string[] = []
  await blow(sea, plan, (wish, answer) => {
    const kind = answer instanceof Error ? 'no answer' : kindOf(answer)
    const name = `${wish.operation} ${kind}`
    answers[name] = (answers[name] ?? 0) + 1
    if (answer instanceof Error) broken.push(`${name}: ${answer.message}`)
    else if (answer.status >= 500) broken.push(`${name}: ${JSON.stringify(wish.input)} ${answer.body}`)
  })
  const differences = await auditDifferences(sea)
  const { sums, faults } = await readBooks(owner, accounts)
  const count = (of: (name: string) => boolean) =>
    Object.entries(answers).reduce((sum, [name, times]) => sum + (of(name) ? times : 0), 0)
  return {
    answers,
    requests: count(() => true),
    done: count((name) => name.endsWith(' 200')),
    broken,
    faults,
    before,
    after: sums,
    differences,
    entries: (await entriesOf(owner)) - entriesBefore,
    deadlocks: (await deadlocksOf(owner)) - deadlocksBefore,
  }
}

async function blow(
  { owner, servers, families, tokens }: Sea,
  { seconds, workers, seed }: StormPlan,
  seen: (wish: Wish, answer: WireAnswer | Error) => void,
): Promise<void> {
  const read = () => Promise.all(families.map((family) => readState(owner, accountsOf([family]))))
  let states: readonly LifeState[] = await read()
  const end = Date.now() + seconds * 1000
  const looking = (async () => {
    while (Date.now() < end) {
      await sleep(150)
      states = await read()
    }
  })()
  const kinds = Object.entries(ACTS).flatMap(([kind, weight]) =>
    Array.from({ length: weight }, () => kind as ActKind),
  )
  const work = async (at: number) => {
    const dice = diceOf(seed + at)
    const server = servers[at % servers.length]
    if (!server) throw new Error('There is no process to ask.')
    let wire = await Wire.open(server.port)
    while (Date.now() < end) {
      const number = dice(families.length)
      const state = states[number]
      const act = {
        kind: kinds[dice(kinds.length)] ?? 'activate',
        one: dice(1000),
        other: dice(1000),
        copies: 1 + dice(5),
        flag: dice(2) === 0,
      }
      const wish = state ? wishOf(act, state, number * 100) : null
      if (!wish) continue
      const answer = await wire.ask(requestFor(wish, tokens)).catch((error: unknown) => error as Error)
      seen(wish, answer)
      if (answer instanceof Error) {
        wire.close()
        wire = await Wire.open(server.port)
      }
    }
    wire.close()
  }
  await Promise.all([looking, ...Array.from({ length: workers }, (_, at) => work(at))])
}

function kindOf({ status, body }: WireAnswer): string {
  return status < 300 ? '200' : `${status} ${(JSON.parse(body) as { code?: string }).code ?? ''}`
}

/** Commands of the storm that the history calls done. */
async function entriesOf(owner: pg.Pool): Promise<number> {
  const { rows } = await owner.query<{ entries: number }>(
    `SELECT count(*)::int AS entries FROM audit_entry
     WHERE outcome = 'done' AND (operation = ANY($1) OR operation LIKE '%-line-item')`,
    [
      [
        ...[
          'activate-line-items',
          'return-license',
          'repair-license',
          'rehost-license',
          'correct-publisher-error',
        ],
        ...[
          'issue-emergency-license',
          'upgrade-license',
          'approve-transfer',
          'reject-transfer',
          'transfer-host',
        ],
        ...[
          'consolidate-licenses',
          'redistribute-licenses',
          'transfer-licenses',
          'rehost-consolidated-license',
        ],
        'release-host',
      ],
    ],
  )
  return rows[0]?.entries ?? 0
}

async function deadlocksOf(owner: pg.Pool): Promise<number> {
  const { rows } = await owner.query<{ deadlocks: string }>(
    'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
  )
  return Number(rows[0]?.deadlocks ?? 0)
}

/** Queues the audit of all copies as the producer does, waits for its job, and reads its report. */
export async function auditDifferences({ servers, tokens }: Sea): Promise<number> {
  const wire = await Wire.open(servers[0]?.port ?? 0)
  const headers = { authorization: `Bearer ${tokens.producer}` }
  try {
    const queued = await wire.ask({ method: 'POST', path: '/v1/copies-audits', headers, body: '{}' })
    const { jobId } = JSON.parse(queued.body) as { jobId: string }
    for (let tries = 0; tries < 600; tries += 1) {
      const answer = await wire.ask({ method: 'GET', path: `/v1/jobs/${jobId}`, headers })
      const { state, report, problem } = JSON.parse(answer.body) as {
        state: string
        report: { differences: number } | null
        problem: string | null
      }
      if (state === 'done' && report) return report.differences
      if (state === 'failed') throw new Error(`The audit of copies failed: ${problem}`)
      await sleep(100)
    }
    throw new Error(`The audit of copies was never done: ${queued.body}`)
  } finally {
    wire.close()
  }
}

/** Numbers below a limit, the same for the same seed (mulberry32). */
function diceOf(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}
