import { Wire, type WireAnswer, type WireRequest } from '../../apps/back-office/testing/wire.ts'

/** How a load is made: so many connections, each asking again as soon as it was answered. */
export interface LoadPlan {
  /** Ports of the servers; connections are dealt out in turn. */
  readonly ports: readonly number[]
  readonly connections: number
  readonly milliseconds: number
}

/** What came of it. */
export interface LoadResult {
  readonly perSecond: number
  /** Milliseconds of each answered request. */
  readonly times: readonly number[]
  /** How many answers had which status. */
  readonly statuses: ReadonlyMap<number, number>
}

/** Asks as fast as the servers answer. `next` makes the requests; `answered` sees every answer. */
export async function loadOf(
  plan: LoadPlan,
  next: (connection: number) => WireRequest,
  answered?: (answer: WireAnswer) => void,
): Promise<LoadResult> {
  const wires = await Promise.all(
    Array.from({ length: plan.connections }, (_, at) => Wire.open(plan.ports[at % plan.ports.length] ?? 0)),
  )
  const times: number[] = []
  const statuses = new Map<number, number>()
  const begin = performance.now()
  const end = begin + plan.milliseconds
  const run = async (wire: Wire, connection: number) => {
    for (let now = performance.now(); now < end;) {
      const answer = await wire.ask(next(connection))
      const later = performance.now()
      times.push(later - now)
      now = later
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      answered?.(answer)
    }
  }
  try {
    await Promise.all(wires.map(run))
    return { perSecond: (times.length * 1000) / (performance.now() - begin), times, statuses }
  } finally {
    wires.forEach((wire) => wire.close())
  }
}
