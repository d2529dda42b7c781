import { runHouse, spawnHouse } from '../../apps/back-office/testing/running-house.ts'
import { buildSmallWorld, type SmallWorld } from '../../apps/back-office/testing/small-world.ts'
import {
  analyze,
  hearActivation,
  LINE_ITEMS,
  newActivation,
  sellLineItems,
  type Heard,
} from './heard-activation.ts'
import { loadOf } from './load.ts'
import { pgbench } from './pgbench.ts'
import { endedChildrenSeconds, processorSeconds } from './processor-time.ts'
import { CLIENTS, per, roundFigures, sum, type Round, type RoundsPlan } from './rounds.ts'
import { percentile, type Figure } from './table.ts'

const RATIO_MIN = 0.45

/** Activation over HTTP against the same statements by pgbench, in alternating rounds; and what it says to the database. */
export async function activationFigures(plan: RoundsPlan): Promise<Figure[]> {
  const builder = await runHouse(plan.databaseUrl)
  try {
    const world = await buildSmallWorld(builder.house, builder.tenantId)
    await sellLineItems(world, plan.databaseUrl)
    const heard = await hearActivation(plan.databaseUrl, builder, world)
    const server = await spawnHouse(plan.databaseUrl, { dataDir: builder.dataDir, loops: true })
    try {
      const sides = sidesOf(plan, world, heard, server)
      await sides.ours(LINE_ITEMS, 3)
      await analyze(plan.databaseUrl)
      return [
        ...(await compare(plan, `over ${LINE_ITEMS} line items`, LINE_ITEMS, sides)),
        ...(await compare(plan, 'of one hot line item', 1, sides)),
        {
          name: 'round trips of one activation',
          ours: heard.roundTrips,
          limit: null,
          target: { max: 8 },
          unit: '',
        },
        { name: 'commits of one activation', ours: heard.commits, limit: null, target: { max: 1 }, unit: '' },
      ]
    } finally {
      await server.stop()
    }
  } finally {
    await builder.close()
  }
}

/** A round of ours, with the milliseconds of each answer. */
interface TimedRound extends Round {
  readonly times: readonly number[]
}

interface Sides {
  ours(lineItems: number, seconds: number): Promise<TimedRound>
  /** Null without pgbench. */
  limit(lineItems: number, seconds: number): Round | null
}

function sidesOf(
  plan: RoundsPlan,
  world: SmallWorld,
  heard: Heard,
  server: { readonly port: number; readonly child: { readonly pid?: number | undefined } },
): Sides {
  const spentByUs = () => sum(processorSeconds(plan.databasePid), processorSeconds(server.child.pid ?? 0))
  const spentByThem = () => sum(processorSeconds(plan.databasePid), endedChildrenSeconds())
  return {
    ours: async (lineItems, seconds) => {
      const before = spentByUs()
      const some = () => newActivation(world, 1 + Math.floor(Math.random() * lineItems))
      const load = await loadOf(
        { ports: [server.port], connections: CLIENTS, milliseconds: seconds * 1000 },
        some,
      )
      const wrong = [...load.statuses].filter(([status]) => status !== 200)
      if (wrong.length > 0) throw new Error(`The server answered ${JSON.stringify(wrong)}.`)
      return {
        perSecond: load.perSecond,
        times: load.times,
        perProcessorSecond: per(load.times.length, before, spentByUs()),
      }
    },
    limit: (lineItems, seconds) => {
      if (plan.pgbench === null) return null
      const before = spentByThem()
      const script = heard.script(lineItems)
      const run = pgbench({ program: plan.pgbench, url: plan.databaseUrl, script, clients: CLIENTS, seconds })
      return {
        perSecond: run.perSecond,
        perProcessorSecond: per(run.transactions, before, spentByThem()),
      }
    },
  }
}

async function compare(plan: RoundsPlan, name: string, lineItems: number, sides: Sides): Promise<Figure[]> {
  const ours: TimedRound[] = []
  const limits: Round[] = []
  for (let round = 0; round < plan.rounds; round += 1) {
    const limit = sides.limit(lineItems, plan.seconds)
    if (limit) limits.push(limit)
    ours.push(await sides.ours(lineItems, plan.seconds))
  }
  const times = ours.flatMap((round) => round.times)
  const answered = (share: number) => percentile(times, share)
  return [
    ...roundFigures(`activations ${name}`, ours, limits, RATIO_MIN),
    { name: '  half of them answered within', ours: answered(0.5), limit: null, target: null, unit: 'ms' },
    {
      name: '  all but one in a hundred within',
      ours: answered(0.99),
      limit: null,
      target: null,
      unit: 'ms',
    },
  ]
}
