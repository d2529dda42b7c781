import { describe, expect, test } from 'vitest'
import { crashRounds, faultsOf, type Victim } from './testing/crash.ts'

// The real program with its own, durable database. The long battery does the same twenty times each.
describe.each<Victim>(['server', 'database'])('kill -9 of the %s in the middle of load', (victim) => {
  test('[ACT-09] [BEY-14] loses no answered license, counts exactly, and starts again without help', async () => {
    const rounds = await crashRounds(victim, 2)

    expect(rounds.flatMap((round, at) => faultsOf(round, rounds[at - 1]))).toEqual([])
    for (const { answered, unanswered } of rounds) {
      expect(answered).toBeGreaterThan(0)
      expect(unanswered).toBeGreaterThan(0)
    }
  }, 300_000)
})
