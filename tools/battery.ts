import { crashRounds, faultsOf, type CrashRound, type Victim } from '../apps/back-office/testing/crash.ts'
import { finish, heading, tests, type Outcome } from './steps.ts'

// The long battery: what `npm test` does twice is done twenty times here, the exactness tests five times over, and the
// random lives, storms and kills of docs/exactness.md in their full measure. `npm run battery -- 50` asks for another
// number of rounds; `npm run battery -- life` leaves everything out but the last of these.
const words = process.argv.slice(2)
const ROUNDS = Number(words.find((word) => /^\d+$/.test(word)) ?? 20)
const REPEATS = 5

/** Tests that take their measure from the environment, with the measure of the battery. */
const FULL: readonly (readonly [file: string, variables: Readonly<Record<string, string>>])[] = [
  ['apps/back-office/life-cycle.test.ts', { TALLYSTICK_SEQUENCES: '10000' }],
  ['apps/back-office/storm.test.ts', { TALLYSTICK_STORM: '60' }],
  ['apps/back-office/storm.test.ts', { TALLYSTICK_STORM: '600' }],
  ['apps/back-office/host-transfer-crash.test.ts', { TALLYSTICK_KILLS: String(ROUNDS) }],
  ['modules/fulfillments/operations/transfer-hosts-loss.test.ts', { TALLYSTICK_BATTERY: 'full' }],
  ['modules/entitlements/operations/web-register-keys-rush.test.ts', { TALLYSTICK_BATTERY: 'full' }],
]

const outcomes: Outcome[] = []
if (!words.includes('life')) {
  for (const victim of ['server', 'database'] as const) outcomes.push(await crashes(victim))
  for (let at = 0; at < REPEATS; at += 1)
    outcomes.push(await tests('db', ['apps/back-office/exactness.test.ts', 'apps/back-office/races.test.ts']))
}
for (const [file, variables] of FULL) outcomes.push(await inFull(file, variables))
finish(outcomes)

async function inFull(file: string, variables: Readonly<Record<string, string>>): Promise<Outcome> {
  const said = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
  heading(`${said.join(' ')} ${file}`)
  Object.assign(process.env, variables)
  try {
    return await tests('db', [file])
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name]
  }
}

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
