import { testDatabase } from '@tallystick/kernel/testing/database.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nearly, type Schema } from './testing/junk.ts'
import { runHouse, type RunningHouse } from './testing/running-house.ts'
import { buildSmallWorld, type SmallWorld } from './testing/small-world.ts'

// Whatever is sent to any operation, the answer is a refusal with a reason, never a fault of the program.

/** Requests of each operation and caller; TALLYSTICK_SEED repeats the requests of a run. */
const REQUESTS = 3
const SEED = Number(process.env['TALLYSTICK_SEED'] ?? Date.now() % 1_000_000)

/** What would take the caller's own session away. */
const ENDS_OWN_SESSION = ['sign-out', 'end-other-sessions', 'end-session']

interface Described {
  readonly operationId?: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

let database: Awaited<ReturnType<typeof testDatabase>>
let running: RunningHouse
let world: SmallWorld
let operations: readonly { readonly method: string; readonly path: string; readonly described: Described }[]
beforeAll(async () => {
  database = await testDatabase()
  running = await runHouse(database.ownerUrl)
  world = await buildSmallWorld(running.house, running.tenantId)
  await world.sell([{ copies: 5 }])
  const document = (await (await fetch(`${running.url}/openapi.json`)).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  }
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ method, path, described })),
  )
}, 60_000)
afterAll(async () => {
  await running.close()
  await database.drop()
})

test('[BEY-03] [BEY-07] junk in place of an input is refused by every operation, and nothing breaks', async () => {
  console.log(`seed ${SEED}`)
  const { token } = await world.run<{ token: string }>('sign-in', {
    userName: 'admin',
    password: running.adminPassword,
    portal: 'api',
  })
  const callers = { administrator: token, customer: world.token, stranger: null }
  const broken: string[] = []
  const answers: Record<string, number> = {}
  for (const [at, { method, path, described }] of operations.entries()) {
    if (ENDS_OWN_SESSION.includes(described.operationId ?? '')) continue
    for (const [number, [who, credential]] of Object.entries(callers).entries()) {
      const wishes = fc.sample(requests(path, described), { numRuns: REQUESTS, seed: SEED + 7 * at + number })
      for (const { address, body } of wishes) {
        const answer = await fetch(running.url + address, {
          method: method.toUpperCase(),
          headers: {
            ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body }),
        })
        const text = await answer.text()
        answers[`${who} ${answer.status}`] = (answers[`${who} ${answer.status}`] ?? 0) + 1
        if (answer.status >= 500)
          broken.push(`${who}: ${method} ${address.slice(0, 300)} ${body?.slice(0, 500)} ${text}`)
      }
    }
  }

  expect(broken).toEqual([])
  // The callers were heard as who they are, to the end.
  expect(answers['administrator 401'] ?? 0).toBe(0)
  expect(answers['stranger 401']).toBeGreaterThan(operations.length)
  expect(answers['administrator 400']).toBeGreaterThan(operations.length / 2)
  expect(answers['administrator 200']).toBeGreaterThan(20)
}, 240_000)

function requests(path: string, { parameters = [], requestBody }: Described) {
  const places = fc.constantFrom('x', '.', '%00', '1', '%F0%9F%92%A5', 'a'.repeat(300), crypto.randomUUID())
  const queries = fc.record(
    Object.fromEntries(
      parameters.filter((one) => one.in === 'query').map((one) => [one.name, nearly(one.schema, 2)]),
    ),
    { requiredKeys: [] },
  )
  const schema = requestBody?.content['application/json']?.schema
  const bodies = schema ? nearly(schema, 8).map((body) => JSON.stringify(body)) : fc.constant(undefined)
  return fc
    .tuple(fc.array(places, { minLength: 4, maxLength: 4 }), queries, bodies)
    .map(([own, query, body]) => {
      let place = 0
      const filled = path.replace(/\{\w+\}/g, () => own[place++ % own.length] ?? 'x')
      const words = Object.entries(query).map(([name, value]) => `${name}=${encoded(value)}`)
      return { address: words.length > 0 ? `${filled}?${words.join('&')}` : filled, body }
    })
}

function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return encodeURIComponent(text.toWellFormed().slice(0, 2000))
}
