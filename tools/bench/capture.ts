import type pg from 'pg'

/** A statement as it went to the database, with the types that the database inferred for its values. */
export interface CapturedStatement {
  readonly text: string
  readonly values: readonly unknown[]
  readonly types: readonly string[]
}

/** Everything that one operation said to the database: what it said in one breath is one round trip. */
export interface Capture {
  readonly roundTrips: readonly (readonly CapturedStatement[])[]
}

type Query = { readonly name?: string; readonly text: string; readonly values?: readonly unknown[] } | string

/**
 * Writes down what a pool's connections are asked while `work` runs, so that nothing of the server has to know of
 * the bench. The pool must be idle otherwise.
 */
export async function captureStatements(pool: pg.Pool, work: () => Promise<void>): Promise<Capture> {
  const heard: {
    client: pg.PoolClient
    name: string | null
    text: string
    values: readonly unknown[]
    isAlong: boolean
  }[] = []
  let isHearing = false
  let open = 0
  const known = new WeakSet<pg.PoolClient>()
  const listen = (client: pg.PoolClient) => {
    if (known.has(client)) return
    known.add(client)
    const original = client.query.bind(client) as (...words: unknown[]) => unknown
    client.query = ((query: Query, ...rest: unknown[]) => {
      const [name, text, values] =
        typeof query === 'string' ? [null, query, []] : [query.name ?? null, query.text, query.values ?? []]
      if (isHearing) heard.push({ client, name, text, values, isAlong: open > 0 })
      open += 1
      const answer = original(query, ...rest) as Promise<unknown>
      answer.then(
        () => (open -= 1),
        () => (open -= 1),
      )
      return answer
    }) as typeof client.query
  }
  pool.on('acquire', listen)
  try {
    isHearing = true
    await work()
  } finally {
    isHearing = false
    pool.off('acquire', listen)
  }
  const types = new Map<string, readonly string[]>()
  for (const client of new Set(heard.map((one) => one.client))) {
    const { rows } = await client.query<{ name: string; types: string[] }>(
      'SELECT name, parameter_types::text[] AS types FROM pg_prepared_statements',
    )
    for (const row of rows) types.set(row.name, row.types)
  }
  const roundTrips: CapturedStatement[][] = []
  for (const { name, text, values, isAlong } of heard) {
    const statement = { text, values, types: types.get(name ?? '') ?? [] }
    const last = roundTrips.at(-1)
    if (isAlong && last) last.push(statement)
    else roundTrips.push([statement])
  }
  return { roundTrips }
}
