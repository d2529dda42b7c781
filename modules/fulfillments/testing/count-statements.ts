import type { Cast } from './fulfillments-cast.ts'

/** How much some work said to the database, and how long it took. */
export interface Counted<T> {
  readonly answer: T
  /** Every statement, with those that begin and end the transaction. */
  readonly statements: number
  readonly milliseconds: number
}

/** Counts the statements of the cast's house while some work runs; nothing else may run meanwhile. */
export async function countStatements<T>(cast: Cast, work: () => Promise<T>): Promise<Counted<T>> {
  let statements = 0
  const undo: (() => void)[] = []
  const listen = (client: { query: unknown }) => {
    const { query } = client
    client.query = (...words: unknown[]) => {
      statements += 1
      return Reflect.apply(query as () => unknown, client, words)
    }
    undo.push(() => (client.query = query))
  }
  cast.house.pool.on('acquire', listen)
  const begin = performance.now()
  try {
    const answer = await work()
    return { answer, statements, milliseconds: performance.now() - begin }
  } finally {
    cast.house.pool.off('acquire', listen)
    for (const one of undo) one()
  }
}
