import { sealerOf } from '@tallystick/fulfillments/keys/sealer.ts'
import { Forbidden, InvalidInput, NotFound, Unauthenticated } from '@tallystick/kernel/errors/problems.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { Principal } from '@tallystick/kernel/operation/principal.ts'
import { person, testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allContracts } from './contracts.ts'
import { backOfficeOperations } from './operations.ts'
import { exampleInput } from './testing/example-input.ts'
import { buildMatrixWorld, type MatrixWorld } from './testing/matrix-world.ts'

// Every operation, asked by everybody who must not be answered. The inputs come from the contracts, so a new
// operation is in the matrix as soon as it exists.

/** Operations whose input cannot be made up. May only shrink. */
const uncovered = JSON.parse(
  readFileSync(new URL('matrix-uncovered.json', import.meta.url), 'utf8'),
) as readonly string[]

const everyPermission = [
  ...new Set(
    allContracts.flatMap(({ permission, childPermission }) =>
      [permission ?? [], childPermission ?? []].flat(),
    ),
  ),
]

let house: TestPipeline
let world: MatrixWorld
beforeAll(async () => {
  house = await testPipeline(backOfficeOperations(sealerOf(new Uint8Array(32))))
  world = await buildMatrixWorld(house)
}, 60_000)
afterAll(() => house.close())

const closed = allContracts.filter((contract) => !contract.public)

describe('every operation answers strangers', () => {
  test.each(closed.map(({ name }) => [name]))(
    '[USR-05] %s tells nobody anything without a credential',
    async (name) => {
      const call = { caller: { credential: null } }
      await expect(house.run(name, {}, call)).rejects.toBeInstanceOf(Unauthenticated)
    },
  )

  const guarded = closed.filter(({ permission }) => permission !== null)
  test.each(guarded.map(({ name }) => [name]))(
    '[USR-05] %s is forbidden without its permission',
    async (name) => {
      const { permission } = house.pipeline.operation(name).contract
      const others = everyPermission.filter((one) => one !== permission)
      const helpless = person(house.tenantId, { permissions: others })

      await expect(house.as(helpless, name, {})).rejects.toBeInstanceOf(Forbidden)
    },
  )
})

describe('records of others are not found', () => {
  const about = closed.filter(({ rest }) => rest.path.includes('{'))
  const strangers: readonly [string, () => Principal][] = [
    ['another account', () => portalUser([world.stranger])],
    ['a sibling account', () => portalUser([world.sibling])],
    ['another tenant', () => ({ ...person(newId(), { permissions: everyPermission }) })],
  ]

  for (const [who, principal] of strangers) {
    test.each(about.map(({ name }) => [name]))(`[BEY-17] %s does not find them for ${who}`, async (name) => {
      const { contract } = house.pipeline.operation(name)
      const input = exampleInput(contract, world.referencesFor(contract))
      if (input === null) return expect(uncovered).toContain(name)
      const caller = { principal: principal() }
      const tenantId = caller.principal.tenantId
      const isOwnGood = who !== 'another tenant' && !world.isAccountsOwn(contract)

      const outcome = await house.pipeline.run(name, input, { tenantId, caller, verify: true }).then(
        (answer: unknown) => answer,
        (error: unknown) => error,
      )

      if (contract.kind === 'list') return expect(outcome).toMatchObject({ rows: [] })
      if (isOwnGood) return expect(outcome).not.toBeInstanceOf(InvalidInput)
      expect(outcome, `${name} answered ${JSON.stringify(outcome)}`).toBeInstanceOf(NotFound)
    })
  }

  const seenByOwner = about.filter(({ rest }) =>
    /^\/v1\/(entitlements|line-items|fulfillments|accounts|users)\//.test(rest.path),
  )
  test.each(seenByOwner.map(({ name }) => [name]))('[USR-04] %s finds them for their owner', async (name) => {
    const { contract } = house.pipeline.operation(name)
    const input = exampleInput(contract, world.referencesFor(contract))
    if (input === null) return expect(uncovered).toContain(name)
    const caller = { principal: portalUser([world.owner]) }

    const outcome = await house.pipeline
      .run(name, input, { tenantId: house.tenantId, caller, verify: true })
      .catch((error: unknown) => error)

    const isRecordMissing = outcome instanceof NotFound && outcome.reference !== 'x'
    expect(isRecordMissing, `${name}: ${String(outcome)}`).toBe(false)
    expect(outcome).not.toBeInstanceOf(InvalidInput)
  })

  test('[BEY-17] nothing of a tenant appears in any list of another', async () => {
    const foreigner = person(newId(), { permissions: everyPermission })
    for (const contract of allContracts.filter(({ kind }) => kind === 'list')) {
      const page = (await house.pipeline.run(
        contract.name,
        exampleInput(contract, world.referencesFor(contract)) ?? {},
        {
          tenantId: foreigner.tenantId,
          caller: { principal: foreigner },
        },
      )) as { rows: unknown[] }
      expect(page.rows, contract.name).toEqual([])
    }
  })

  test.each([['list-line-items'], ['list-entitlements'], ['list-licenses'], ['list-hosts']])(
    '[USR-04] %s shows the own, with the child permission those below, and partners their customers',
    async (list) => {
      const seen = async (
        owners: readonly string[],
        children: readonly string[] = [],
        permissions = everyPermission,
      ) => {
        const who = person(house.tenantId, { permissions, own: owners, children })
        const page = (await house.as(who, list, { limit: 500 })) as { rows: unknown[] }
        return page.rows.length > 0
      }
      const withoutChild = everyPermission.filter((permission) => !permission.startsWith('child-'))

      expect(await seen([world.owner])).toBe(true)
      expect(await seen([world.stranger])).toBe(false)
      expect(await seen([world.sibling])).toBe(false)
      expect(await seen([world.parent], [world.owner, world.sibling], withoutChild)).toBe(false)
      expect(await seen([world.parent], [world.owner, world.sibling])).toBe(true)
      expect(await seen([world.partner])).toBe(true)
    },
  )
})

describe('the list of exceptions', () => {
  test('[USR-05] holds no operation that has an input by now', () => {
    const needless = uncovered.filter((name) => {
      const contract = allContracts.find((one) => one.name === name)
      return !contract || exampleInput(contract, world.referencesFor(contract)) !== null
    })
    expect(needless).toEqual([])
  })
})

function portalUser(own: readonly string[]): Principal {
  return person(house.tenantId, { permissions: everyPermission, own })
}
