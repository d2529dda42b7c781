import { readPostmaster } from '@tallystick/kernel/db/embedded-leftover.ts'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { booksOf, type Books } from './books.ts'
import { runHouse, spawnProgram, type SpawnedHouse } from './running-house.ts'
import { activationOf, buildSmallWorld, hostOf, type SmallWorld } from './small-world.ts'
import { Wire, type WireRequest } from './wire.ts'

/** Who is killed without warning: the whole program, or only its database below it. */
export type Victim = 'server' | 'database'

/** What one round found. Counts are activations of one copy each, over all rounds so far. */
export interface CrashRound {
  readonly round: number
  /** Activations that were answered with a license before the kill. */
  readonly answered: number
  /** Requests that were under way when it happened: they may have been carried out, or not. */
  readonly unanswered: number
  /** Licenses that were answered and are not in the books: none, ever. */
  readonly lost: readonly string[]
  /** What the books say after the next start. */
  readonly found: Books
  /** The same after every unanswered request was sent again with its own Idempotency-Key. */
  readonly settled: Books
  /** Licenses that were answered altogether, once all repeats are answered. */
  readonly answeredInAll: number
}

const CONNECTIONS = 16
const COPIES = 1_000_000

/** Runs the real program with its own database through rounds of load, kill -9, start and look. */
export async function crashRounds(
  victim: Victim,
  rounds: number,
  seen: (round: CrashRound) => void = () => undefined,
): Promise<CrashRound[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tallystick-crash-'))
  // Root's PostgreSQL runs as nobody, who must be able to enter.
  chmodSync(dataDir, 0o755)
  const port = await freePort()
  let program = await spawnProgram(dataDir, port)
  try {
    const { world, activationId } = await prepare(dataDir)
    const answered = new Set<string>()
    const all: CrashRound[] = []
    for (let round = 1; round <= rounds; round += 1) {
      const load = loadUntilLost(port, (number) => request(world, activationId, round, number))
      await load.atLeast(20 + Math.floor(Math.random() * 60))
      await strike(victim, program, dataDir)
      const { given, unanswered } = await load.end()
      given.forEach((code) => answered.add(code))
      await program.kill()
      program = await spawnProgram(dataDir, port)
      const found = await booksOf(urlOf(dataDir), activationId)
      const lost = [...answered].filter((code) => !found.fulfillmentCodes.includes(code))
      for (const code of await repeat(port, unanswered)) answered.add(code)
      const settled = await booksOf(urlOf(dataDir), activationId)
      const result: CrashRound = {
        round,
        answered: given.length,
        unanswered: unanswered.length,
        lost,
        found,
        settled,
        answeredInAll: answered.size,
      }
      seen(result)
      all.push(result)
    }
    return all
  } finally {
    await program.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** What a round must not show. Empty when everything is as it was promised. */
export function faultsOf(round: CrashRound, before: CrashRound | undefined): string[] {
  const { found, settled, lost, unanswered, answered } = round
  const least = (before?.answeredInAll ?? 0) + answered
  const faults: string[] = []
  if (lost.length > 0) faults.push(`answered licenses are gone: ${lost.join(', ')}`)
  for (const [when, books] of [
    ['after the start', found],
    ['after the repeats', settled],
  ] as const) {
    if (books.copiesTaken !== books.issued) {
      faults.push(`${when} ${books.copiesTaken} copies are taken and ${books.issued} issued`)
    }
    if (books.entries !== books.issued)
      faults.push(`${when} ${books.issued} licenses have ${books.entries} entries`)
  }
  if (found.issued < least || found.issued > least + unanswered) {
    faults.push(`${found.issued} licenses for ${least} answers and ${unanswered} open requests`)
  }
  if (settled.issued !== round.answeredInAll) {
    faults.push(`${settled.issued} licenses for ${round.answeredInAll} answers after the repeats`)
  }
  return faults
}

async function prepare(dataDir: string): Promise<{ world: SmallWorld; activationId: string }> {
  const builder = await runHouse(urlOf(dataDir), { dataDir })
  try {
    const world = await buildSmallWorld(builder.house, builder.tenantId)
    const [activationId] = await world.sell([{ copies: COPIES }])
    if (activationId === undefined) throw new Error('The entitlement has no line item.')
    return { world, activationId }
  } finally {
    await builder.close()
  }
}

function request(world: SmallWorld, activationId: string, round: number, number: number): WireRequest {
  return {
    method: 'POST',
    path: '/v1/activations',
    headers: {
      authorization: `Bearer ${world.token}`,
      'idempotency-key': `round ${round} request ${number}`,
    },
    body: JSON.stringify(activationOf(activationId, hostOf(round * 100_000 + number), { copies: 1 })),
  }
}

/** Sixteen connections that activate until they are cut or answered with an error. */
function loadUntilLost(port: number, next: (number: number) => WireRequest) {
  const given: string[] = []
  const unanswered: WireRequest[] = []
  let number = 0
  let isEnding = false
  let reached = () => undefined as void
  let wanted = Infinity
  const run = async () => {
    const wire = await Wire.open(port)
    for (;;) {
      const asked = next((number += 1))
      const answer = await wire.ask(asked).catch(() => null)
      if (answer?.status !== 200) {
        unanswered.push(asked)
        break
      }
      given.push(...codesIn(answer.body))
      if (given.length >= wanted) reached()
      if (isEnding) break
    }
    wire.close()
  }
  const runs = Promise.all(Array.from({ length: CONNECTIONS }, run))
  return {
    atLeast: (count: number) =>
      new Promise<void>((resolve, reject) => {
        wanted = count
        reached = resolve
        runs.then(() => reject(new Error('The load ended before anything was killed.')), reject)
      }),
    end: async () => {
      isEnding = true
      await runs
      return { given, unanswered }
    },
  }
}

function codesIn(body: string): string[] {
  return (JSON.parse(body) as { licenses: { fulfillmentCode: string }[] }).licenses.map(
    (one) => one.fulfillmentCode,
  )
}

async function repeat(port: number, requests: readonly WireRequest[]): Promise<string[]> {
  const wire = await Wire.open(port)
  try {
    const codes: string[] = []
    for (const request of requests) {
      const answer = await wire.ask(request)
      if (answer.status !== 200) throw new Error(`A repeat was answered ${answer.status}: ${answer.body}`)
      codes.push(...codesIn(answer.body))
    }
    return codes
  } finally {
    wire.close()
  }
}

async function strike(victim: Victim, program: SpawnedHouse, dataDir: string): Promise<void> {
  if (victim === 'server') return program.kill()
  const postmaster = readPostmaster(join(dataDir, 'postgres'))
  if (!postmaster) throw new Error('The database does not run.')
  process.kill(postmaster.pid, 'SIGKILL')
}

/** The owner's address of the program's own database, while it runs. */
function urlOf(dataDir: string): string {
  const postmaster = readPostmaster(join(dataDir, 'postgres'))
  if (!postmaster) throw new Error('The database does not run.')
  return `postgres://tallystick_owner@/tallystick?host=${encodeURIComponent(postmaster.socketDir)}`
}

/** A port that nobody uses at this moment. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
