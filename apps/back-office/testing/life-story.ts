import { PERMISSIONS } from '@tallystick/accounts/permissions.ts'
import { NotFound, Refused } from '@tallystick/kernel/errors/problems.ts'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import fc from 'fast-check'
import pg from 'pg'
import { ACTS, wishOf, type Act, type ActKind, type Wish } from './life-acts.ts'
import { readBooks, readHistory, type LifeSums } from './life-books.ts'
import { readState } from './life-state.ts'
import {
  beginFamily,
  buildLifeGoods,
  LIFE_MODELS,
  sellToFamily,
  type Family,
  type LifeSale,
  type Run,
} from './life-world.ts'
import type { RunningHouse } from './running-house.ts'

/** Acts as fast-check chooses and shortens them. */
export const lifeActs: fc.Arbitrary<Act> = fc.record({
  kind: fc.oneof(
    ...Object.entries(ACTS).map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind as ActKind) })),
  ),
  one: fc.nat(20),
  other: fc.nat(20),
  copies: fc.integer({ min: 1, max: 5 }),
  flag: fc.boolean(),
})

/** What a family begins with: one to three line items. */
export const lifeSales: fc.Arbitrary<LifeSale[]> = fc.array(
  fc.record({
    owner: fc.constantFrom('north' as const, 'north' as const, 'partner' as const),
    model: fc.constantFrom(...LIFE_MODELS),
    copies: fc.integer({ min: 1, max: 16 }),
    ends: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
)

/** How often which operation was carried out, and refused with which code. */
export type Told = Map<string, { done: number; refused: Map<string, number> }>

/** Plays sequences of acts, each over a family of accounts of its own, and looks at the books after every act. */
export interface Stories {
  readonly told: Told
  /** Throws at the first act after which something does not hold; says what happened until then. */
  play(sales: readonly LifeSale[], acts: readonly Act[]): Promise<void>
  close(): Promise<void>
}

/** Opens them over a house without loops; the goods are made. */
export async function openStories({ house, tenantId }: RunningHouse, ownerUrl: string): Promise<Stories> {
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 8 })
  owner.on('error', () => undefined)
  const told: Told = new Map()
  const system = { principal: systemPrincipal(tenantId) }
  const run: Run = (name, input) =>
    house.pipeline.run(name, input, { tenantId, caller: system }) as Promise<never>
  await buildLifeGoods(run)
  let number = 0
  return {
    told,
    close: () => owner.end(),
    play: async (sales, acts) => {
      const name = `${(number += 1)}`
      const family = await beginFamily(owner, tenantId, name)
      await sellToFamily(run, family, sales)
      const customer = {
        principal: person(tenantId, { permissions: Object.keys(PERMISSIONS), own: ids(family) }),
      }
      const ask = ({ operation, input, as }: Wish, requestId: string) =>
        house.pipeline.run(operation, input, {
          tenantId,
          caller: as === 'customer' ? customer : system,
          requestId,
        })
      await playStory({ owner, told, ask, accounts: ids(family), name: `story-${name}-` }, acts)
    },
  }
}

interface Stage {
  readonly owner: pg.Pool
  readonly told: Told
  readonly ask: (wish: Wish, requestId: string) => Promise<unknown>
  readonly accounts: readonly string[]
  /** Beginning of its request IDs. */
  readonly name: string
}

async function playStory(stage: Stage, acts: readonly Act[]): Promise<void> {
  const { owner, accounts, name } = stage
  const since = Temporal.Now.instant()
  const log: string[] = []
  const outcomes = new Map<string, 'done' | 'refused'>()
  let before = (await readBooks(owner, accounts)).sums
  for (const [at, act] of acts.entries()) {
    const wish = wishOf(act, await readState(owner, accounts))
    if (!wish) continue
    const requestId = `${name}${at}`
    const { outcome, said } = await carryOut(stage, wish, requestId)
    log.push(`${said}: ${wish.operation} ${JSON.stringify(wish.input)}`)
    outcomes.set(requestId, outcome)
    const { sums, faults } = await readBooks(owner, accounts)
    const all = [...faults, ...brokenSums(wish.operation, outcome === 'done', before, sums)]
    if (all.length > 0) throw new Error(`${all.join('; ')}\nafter\n${log.join('\n')}`)
    before = sums
  }
  const untold = await untoldOf(stage, since, outcomes)
  if (untold.length > 0) throw new Error(`${untold.join('; ')}\nin\n${log.join('\n')}`)
}

async function carryOut({ ask, told }: Stage, wish: Wish, requestId: string) {
  const count = told.get(wish.operation) ?? { done: 0, refused: new Map<string, number>() }
  told.set(wish.operation, count)
  try {
    await ask(wish, requestId)
    count.done += 1
    return { outcome: 'done', said: 'done' } as const
  } catch (error) {
    const code =
      error instanceof Refused ? error.refusal.code : error instanceof NotFound ? 'not-found' : null
    if (code === null) {
      throw new Error(`${wish.operation} ${JSON.stringify(wish.input)} broke: ${String(error)}`, {
        cause: error,
      })
    }
    count.refused.set(code, (count.refused.get(code) ?? 0) + 1)
    return { outcome: 'refused', said: code } as const
  }
}

/** Operations that add a line item; they sell something, all others only move what there is. */
const SALES = new Set(['upgrade-line-item', 'upsell-line-item', 'renew-line-item'])

/** What an act must leave alone: nothing is made out of nothing, and nothing is lost. */
function brokenSums(operation: string, isDone: boolean, before: LifeSums, after: LifeSums): string[] {
  const isSale = isDone && SALES.has(operation)
  const kept = isSale
    ? (['owned', 'taken', 'active'] as const)
    : (['owned', 'total', 'extra', 'overdraftMax'] as const)
  const broken = kept
    .filter((figure) => before[figure] !== after[figure])
    .map((figure) => `${figure} was ${before[figure]} and is ${after[figure]}`)
  if (after.active > after.owned + after.extra) {
    broken.push(
      `${after.active} copies are active of ${after.owned} owned and ${after.extra} extra activations`,
    )
  }
  return broken
}

/** Requests that have not exactly one entry of their outcome, and one event where they were carried out. */
async function untoldOf(
  { owner, name }: Stage,
  since: Temporal.Instant,
  outcomes: ReadonlyMap<string, 'done' | 'refused'>,
): Promise<string[]> {
  const history = new Map((await readHistory(owner, since, name)).map((one) => [one.requestId, one]))
  return [...outcomes].flatMap(([requestId, outcome]) => {
    const { done = 0, refused = 0, events = 0 } = history.get(requestId) ?? {}
    const isRight =
      outcome === 'done' ? done === 1 && refused === 0 && events === 1 : done === 0 && events === 0
    return isRight
      ? []
      : [`${requestId} was ${outcome}: ${done} entries, ${refused} of refusals, ${events} events`]
  })
}

function ids({ group, north, south, partner }: Family): readonly string[] {
  return [group, north, south, partner]
}
