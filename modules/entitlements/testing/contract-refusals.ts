import * as contracts from '../contracts.ts'

/** All codes that the contracts of this room declare, each once. */
export function contractRefusals(): readonly string[] {
  const codes = Object.values(contracts).flatMap((one) =>
    'refusals' in one && Array.isArray(one.refusals) ? (one.refusals as readonly string[]) : [],
  )
  return [...new Set(codes)]
}
