import type { Sql } from 'sql-template-tag'
import { NotFound } from '../errors/problems.ts'
import type { QueryContext } from './implement.ts'

/** How rows of one kind are found by key or public ID within a scope. */
export interface Resource<Row> {
  readonly kind: string
  /** The statement that finds at most one row that `ctx.scope` may see; locks it when asked. */
  readonly select: (ctx: QueryContext, reference: string, lock: boolean) => Sql
  readonly fromRow: (row: never) => Row
}

/**
 * Finds one record that the caller may see, for reading. Absent and invisible are the same `NotFound`.
 */
export function find<Row>(ctx: QueryContext, resource: Resource<Row>, reference: string): Promise<Row> {
  return fetch(ctx, resource, reference, false)
}

/** The same, and holds the row's lock until the operation ends, so that facts stay true while rules decide. */
export function findLocked<Row>(ctx: QueryContext, resource: Resource<Row>, reference: string): Promise<Row> {
  return fetch(ctx, resource, reference, true)
}

async function fetch<Row>(ctx: QueryContext, resource: Resource<Row>, reference: string, lock: boolean) {
  const row = await ctx.tx.maybe<unknown>(resource.select(ctx, reference, lock))
  if (row === null) throw new NotFound(resource.kind, reference)
  return resource.fromRow(row as never)
}
