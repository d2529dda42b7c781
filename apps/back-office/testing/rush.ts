import { Wire, type WireAnswer, type WireRequest } from './wire.ts'

/** A problem document, as far as tests look into it. */
export interface ProblemBody {
  readonly code: string
  readonly detail: string
  readonly data?: Readonly<Record<string, unknown>>
}

/**
 * Sends all requests at once, each on a connection of its own, spread over the given ports. The connections
 * stand before the first request leaves, so that nothing but the servers puts them in order.
 */
export async function rush(
  ports: readonly number[],
  requests: readonly WireRequest[],
): Promise<WireAnswer[]> {
  const wires = await Promise.all(requests.map((_, at) => Wire.open(ports[at % ports.length] ?? 0)))
  try {
    return await Promise.all(requests.map((request, at) => (wires[at] as Wire).ask(request)))
  } finally {
    wires.forEach((wire) => wire.close())
  }
}

/** How many answers had which status and, for problems, which code: `200`, `409 insufficient-copies`. */
export function tally(answers: readonly WireAnswer[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { status, body } of answers) {
    const kind = status === 200 ? '200' : `${status} ${(JSON.parse(body) as ProblemBody).code}`
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}
