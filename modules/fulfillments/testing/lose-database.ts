import type { Cast } from './fulfillments-cast.ts'

/** A connection as the driver has it. */
interface Client {
  query: unknown
  readonly connection: { readonly stream: { destroy(): void } }
}

/** The database goes away before a statement is sent. */
export interface Loss {
  /** How many statements were sent since then, or until it went away. */
  readonly sent: () => number
  readonly hasHappened: () => boolean
  end(): void
}

/** Cuts the connection of the cast's house once, before the `at`-th statement from now (from 1) is sent. */
export function loseDatabase(cast: Cast, at: number): Loss {
  let sent = 0
  let isLost = false
  const undo: (() => void)[] = []
  const listen = (given: unknown) => {
    const client = given as Client
    const { query } = client
    client.query = (...words: unknown[]) => {
      sent += 1
      if (sent === at) {
        isLost = true
        client.connection.stream.destroy()
      }
      return Reflect.apply(query as () => unknown, client, words)
    }
    undo.push(() => (client.query = query))
  }
  cast.house.pool.on('acquire', listen)
  return {
    sent: () => sent,
    hasHappened: () => isLost,
    end: () => {
      cast.house.pool.off('acquire', listen)
      for (const one of undo) one()
    },
  }
}
