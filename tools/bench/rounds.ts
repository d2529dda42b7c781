import { median, type Figure } from './table.ts'

/** Clients that ask at the same time, on either side. */
export const CLIENTS = 16

/** How much of a comparison with pgbench, in alternating rounds. */
export interface RoundsPlan {
  readonly databaseUrl: string
  /** Process number of the database's postmaster, for its processor time. */
  readonly databasePid: number
  /** Path of pgbench; null leaves the comparison out. */
  readonly pgbench: string | null
  readonly rounds: number
  readonly seconds: number
}

/** One side in one round: how much per second of the clock, and per second of processor time. */
export interface Round {
  readonly perSecond: number
  readonly perProcessorSecond: number | null
}

/** Processor time of both together; null where one of them is not known. */
export function sum(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other
}

/** How many for each second between two times; null where one of them is not known. */
export function per(count: number, before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : count / (after - before)
}

/** The middle of the rounds of both sides, by the clock, where a ratio is wanted, and by processor time. */
export function roundFigures(
  name: string,
  ours: readonly Round[],
  limits: readonly Round[],
  ratioMin: number,
): Figure[] {
  return [
    {
      name: `${name}, ${CLIENTS} connections`,
      ours: middle(ours, (round) => round.perSecond),
      limit: middle(limits, (round) => round.perSecond),
      target: { ratioMin },
      unit: '/s',
    },
    {
      name: '  per second of processor time, database included',
      ours: middle(ours, (round) => round.perProcessorSecond),
      limit: middle(limits, (round) => round.perProcessorSecond),
      target: null,
      unit: '/s',
    },
  ]
}

function middle(rounds: readonly Round[], of: (round: Round) => number | null): number | null {
  const values = rounds.map(of).filter((value) => value !== null)
  return values.length === 0 ? null : median(values)
}
