import { testDatabase, type TestDatabase } from '@tallystick/kernel/testing/database.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { booksOf } from './testing/books.ts'
import { rush, tally, type ProblemBody } from './testing/rush.ts'
import { runHouse, spawnHouse, type RunningHouse, type SpawnedHouse } from './testing/running-house.ts'
import {
  activationOf,
  ALLOWED_BEYOND,
  buildSmallWorld,
  hostOf,
  type SmallWorld,
} from './testing/small-world.ts'
import type { WireAnswer, WireRequest } from './testing/wire.ts'

/** How many ask at once, and how many copies there are for them. */
const ASKERS = 1000
const COPIES = 100

let database: TestDatabase
let builder: RunningHouse
let servers: SpawnedHouse[]
let world: SmallWorld

// Two server processes over one database: what is exact only inside one process is not exact.
beforeAll(async () => {
  database = await testDatabase()
  builder = await runHouse(database.ownerUrl)
  world = await buildSmallWorld(builder.house, builder.tenantId)
  const { dataDir } = builder
  servers = await Promise.all([1, 2].map(() => spawnHouse(database.ownerUrl, { dataDir })))
}, 180_000)

afterAll(async () => {
  await Promise.all((servers ?? []).map((server) => server.stop()))
  await builder?.close()
  await database?.drop()
})

const ports = () => servers.map(({ port }) => port)

function activate(
  activationId: string,
  host: number,
  counts: object,
  headers: Record<string, string> = {},
): WireRequest {
  return {
    method: 'POST',
    path: '/v1/activations',
    headers: { authorization: `Bearer ${world.token}`, ...headers },
    body: JSON.stringify(activationOf(activationId, hostOf(host), counts)),
  }
}

function sold(
  answers: readonly WireAnswer[],
): { fulfillmentCode: string; copies: number; overdraft: number }[] {
  const given = answers.filter(({ status }) => status === 200)
  return given.flatMap(({ body }) => (JSON.parse(body) as { licenses: never[] }).licenses)
}

async function sellOne(allowance: 'none' | 'extra' | 'overdraft', copies = COPIES): Promise<string> {
  const [activationId] = await world.sell([{ copies, allowance }])
  if (activationId === undefined) throw new Error('The entitlement has no line item.')
  return activationId
}

describe('a thousand activations at once', () => {
  test('[ACT-09] of one copy each give out a hundred copies exactly, and tell the others the figures', async () => {
    const activationId = await sellOne('none')

    const answers = await rush(
      ports(),
      Array.from({ length: ASKERS }, (_, at) => activate(activationId, at, { copies: 1 })),
    )

    expect(tally(answers)).toEqual({ 200: COPIES, '409 insufficient-copies': ASKERS - COPIES })
    const refused = answers
      .filter(({ status }) => status === 409)
      .map(({ body }) => JSON.parse(body) as ProblemBody)
    for (const { data } of refused) expect(data).toMatchObject({ activationId, requested: 1, available: 0 })
    const books = await booksOf(database.ownerUrl, activationId)
    expect(books).toMatchObject({ copiesTaken: COPIES, issued: COPIES, entries: COPIES })
    const codes = sold(answers).map(({ fulfillmentCode }) => fulfillmentCode)
    expect(codes.toSorted()).toEqual(books.fulfillmentCodes.toSorted())
  }, 180_000)

  test('[ACT-09] [ACT-05] go on to the extra activations of the license model, and not one beyond', async () => {
    const activationId = await sellOne('extra')
    const requests = Array.from({ length: ASKERS }, (_, at) => activate(activationId, at, { copies: 1 }))

    const answers = await rush(ports(), requests)

    const most = COPIES + ALLOWED_BEYOND
    expect(tally(answers)).toEqual({ 200: most, '409 insufficient-copies': ASKERS - most })
    expect(await booksOf(database.ownerUrl, activationId)).toMatchObject({ copiesTaken: most, issued: most })
  }, 180_000)

  test('[ACT-09] [ACT-05] share out the overdraft of a line item exactly', async () => {
    const activationId = await sellOne('overdraft', ASKERS * 2)
    const requests = Array.from({ length: ASKERS }, (_, at) =>
      activate(activationId, at, { copies: 1, overdraft: 1 }),
    )

    const answers = await rush(ports(), requests)

    expect(tally(answers)).toEqual({ 200: ALLOWED_BEYOND, '409 overdraft-exceeded': ASKERS - ALLOWED_BEYOND })
    expect(await booksOf(database.ownerUrl, activationId)).toMatchObject({
      copiesTaken: ALLOWED_BEYOND,
      issued: ALLOWED_BEYOND,
      overdraftTaken: ALLOWED_BEYOND,
      issuedOverdraft: ALLOWED_BEYOND,
    })
  }, 180_000)

  test('[ACT-09] of one to seven copies never exceed the total, and refuse only what does not fit', async () => {
    const activationId = await sellOne('none')
    const seed = Date.now() % 1_000_000
    const wishes = fc.sample(fc.integer({ min: 1, max: 7 }), { numRuns: ASKERS, seed })

    const answers = await rush(
      ports(),
      wishes.map((copies, at) => activate(activationId, at, { copies })),
    )

    const given = sold(answers).reduce((sum, { copies }) => sum + copies, 0)
    const books = await booksOf(database.ownerUrl, activationId)
    expect(books, `seed ${seed}`).toMatchObject({ copiesTaken: given, issued: given })
    expect(given).toBeLessThanOrEqual(COPIES)
    // What is left only shrinks, so a wish that was refused cannot fit at the end.
    const refused = wishes.filter((_, at) => answers[at]?.status !== 200)
    expect(Math.min(...refused), `seed ${seed}`).toBeGreaterThan(COPIES - given)
    expect(Object.keys(tally(answers)).toSorted()).toEqual(['200', '409 insufficient-copies'])
  }, 180_000)
})

describe('one Idempotency-Key', () => {
  test('[ACT-09] [BEY-02] from 64 connections makes one fulfillment, and one answer for all', async () => {
    const activationId = await sellOne('none')
    const key = { 'idempotency-key': `order ${activationId}` }

    const answers = await rush(
      ports(),
      Array.from({ length: 64 }, () => activate(activationId, 1, { copies: 3 }, key)),
    )

    expect(tally(answers)).toEqual({ 200: 64 })
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    const books = await booksOf(database.ownerUrl, activationId)
    expect(books).toMatchObject({ copiesTaken: 3, issued: 3, entries: 1 })
    expect(books.fulfillmentCodes).toEqual(
      sold(answers.slice(0, 1)).map(({ fulfillmentCode }) => fulfillmentCode),
    )
  })

  test('[ACT-09] [BEY-02] is refused with another body, and nothing is issued for it', async () => {
    const activationId = await sellOne('none')
    const key = { 'idempotency-key': `order ${activationId}` }
    const [first] = await rush(ports(), [activate(activationId, 1, { copies: 3 }, key)])

    const others = await rush(
      ports(),
      Array.from({ length: 16 }, (_, at) => activate(activationId, 1, { copies: 4 + at }, key)),
    )

    expect(first?.status).toBe(200)
    const codes = new Set(others.map(({ body }) => (JSON.parse(body) as ProblemBody).code))
    expect(codes).toEqual(new Set(['key-reused']))
    expect(await booksOf(database.ownerUrl, activationId)).toMatchObject({
      copiesTaken: 3,
      issued: 3,
      entries: 1,
    })
  })
})
