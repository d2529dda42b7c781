import sql, { type Sql } from 'sql-template-tag'
import type { Scope } from './principal.ts'

/** SQL condition: the party in `column` is one that the caller acts for. */
export function inScope(scope: Scope, column: Sql): Sql {
  return scope.all ? sql`TRUE` : sql`${column} = ANY(${scope.owners as string[]}::uuid[])`
}

/** SQL condition: the category in `column` is one that the caller may see; rows without category pass. */
export function inCategories(scope: Scope, column: Sql): Sql {
  if (scope.all || scope.categories === null) return sql`TRUE`
  return sql`(${column} IS NULL OR ${column} = ANY(${scope.categories as string[]}::uuid[]))`
}
