import { testDatabase, type TestDatabase } from '@tallystick/kernel/testing/database.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lifeActs, lifeSales, openStories, type Stories } from './testing/life-story.ts'
import { runHouse, type RunningHouse } from './testing/running-house.ts'

/** Sequences in all; the battery asks for 10,000 by TALLYSTICK_SEQUENCES. TALLYSTICK_SEED repeats a run. */
const SEQUENCES = Number(process.env['TALLYSTICK_SEQUENCES'] ?? 300)
const SEED = Number(process.env['TALLYSTICK_SEED'] ?? Date.now() % 1_000_000)
/** Sequences that are played side by side, each on accounts of its own. */
const LANES = 4

let database: TestDatabase
let running: RunningHouse
let stories: Stories

beforeAll(async () => {
  database = await testDatabase()
  running = await runHouse(database.ownerUrl)
  stories = await openStories(running, database.ownerUrl)
})

afterAll(async () => {
  await stories?.close()
  await running?.close()
  await database?.drop()
})

test(
  `[BEY-01] [LIFE-06] ${SEQUENCES} random lives of licenses: copies are conserved, limits hold, each chain has one live head, each change is told once`,
  async () => {
    console.log(`seed ${SEED}`)
    const acts = fc.array(lifeActs, { minLength: 4, maxLength: 9, size: 'max' })
    const story = fc.asyncProperty(lifeSales, acts, (sales, chosen) => stories.play(sales, chosen))

    await Promise.all(
      Array.from({ length: LANES }, (_, lane) =>
        fc.assert(story, { seed: SEED + lane, numRuns: Math.ceil(SEQUENCES / LANES), endOnFailure: false }),
      ),
    )

    if (process.env['TALLYSTICK_TOLD']) console.log(tellAll(stories))
    const never = [...stories.told].filter(([, { done, refused }]) => done === 0 && refusals(refused) >= 10)
    expect(never, 'operations that were asked for and always refused').toEqual([])
  },
  Math.max(120_000, SEQUENCES * 1000),
)

function refusals(refused: ReadonlyMap<string, number>): number {
  return [...refused.values()].reduce((sum, count) => sum + count, 0)
}

function tellAll({ told }: Stories): string {
  return [...told]
    .map(([operation, { done, refused }]) => {
      const codes = [...refused].map(([code, count]) => `${code} ${count}`).join(', ')
      return `${operation}: ${done} done${codes === '' ? '' : `, refused ${codes}`}`
    })
    .join('\n')
}
