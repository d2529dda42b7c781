import { crashRounds, faultsOf, type CrashRound, type Victim } from '../apps/back-office/testing/crash.ts'
import { finish, heading, tests, type Outcome } from './steps.ts'

// The long battery: what `npm test` does twice is done twenty times here, and the exactness tests five times over.
// `npm run battery -- 50` asks for another number of rounds.
const ROUNDS = Number(process.argv[2] ?? 20)
const REPEATS = 5

const outcomes: Outcome[] = []
for (const victim of ['server', 'database'] as const) outcomes.push(await crashes(victim))
for (let at = 0; at < REPEATS; at += 1)
  outcomes.push(await tests('db', ['apps/back-office/exactness.test.ts']))
finish(outcomes)

async function crashes(victim: Victim): Promise<Outcome> {
  heading(`kill -9 of the ${victim}, ${ROUNDS} rounds`)
  const rounds: CrashRound[] = []
  let failed = 0
  await crashRounds(victim, ROUNDS, (round) => {
    const faults = faultsOf(round, rounds.at(-1))
    rounds.push(round)
    if (faults.length > 0) failed += 1
    const { answered, unanswered, settled } = round
    const figures = `${answered} answered, ${unanswered} open, ${settled.issued} licenses in the books`
    console.log(`round ${round.round}: ${figures}${faults.length > 0 ? `; WRONG: ${faults.join('; ')}` : ''}`)
  })
  return { passed: rounds.length - failed, failed }
}
