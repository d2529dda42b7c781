import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { inCategories } from '@tallystick/kernel/operation/scope.ts'
import sql, { empty, raw, type Sql } from 'sql-template-tag'
import type { CatalogKind, CatalogState, Named, ProductKind } from '../model.ts'

/** How records of one kind are named in the database. */
interface NamedTable {
  readonly table: string
  readonly key: string
  readonly name: string
  readonly hasVersion: boolean
  readonly hasState: boolean
}

/** Tables, keys and names of the catalog; the only texts that reach SQL as identifiers. */
export const namedTables: Readonly<Record<CatalogKind, NamedTable>> = {
  feature: named('feature', 'name', true, true),
  'feature-bundle': named('feature_bundle', 'name', false, true),
  'license-model': named('license_model', 'name', false, true),
  product: named('product', 'name', true, true),
  'product-line': named('product_line', 'name', false, false),
  'part-number': named('part_number', 'code', false, false),
}

/** A record that was found by its reference. */
export interface Found extends Named {
  readonly name: string
  readonly rowVersion: number
  readonly updatedAt: string
  /** Null for what is no product. */
  readonly productKind: ProductKind | null
}

/** How found rows are locked: not, against changes of their state, or for changing them. */
export type Lock = 'none' | 'share' | 'update'

/**
 * Finds the records behind references (key, `name@version`, or a name that is unique), by reference.
 *
 * Rows are locked in the order of their keys. Ends with `reference-unknown` or `reference-ambiguous`
 * naming the field and the first reference that does not name exactly one record that the caller may see.
 */
export async function resolve(
  ctx: QueryContext,
  kind: CatalogKind,
  refs: readonly string[],
  field: string,
  lock: Lock = 'share',
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>()
  if (refs.length === 0) return found
  const rows = await candidates(ctx, kind, refs, lock)
  for (const ref of refs) {
    const matching = matches(rows, ref)
    const [only] = matching
    if (!only) ctx.refuse(refuse('reference-unknown', { field, kind, reference: ref }))
    if (matching.length > 1) {
      const labels = matching.map((row) => row.ref)
      ctx.refuse(refuse('reference-ambiguous', { field, kind, reference: ref, candidates: labels }))
    }
    found.set(ref, only)
  }
  return found
}

/** Finds the one record that an operation is about. Throws `NotFound`; an ambiguous name is refused. */
export async function findNamed(
  ctx: QueryContext,
  kind: CatalogKind,
  ref: string,
  lock: Lock,
): Promise<Found> {
  const found = await findNamedOrNull(ctx, kind, ref, lock)
  if (!found) throw new NotFound(kind, ref)
  return found
}

/** The same, or null when there is none. */
export async function findNamedOrNull(
  ctx: QueryContext,
  kind: CatalogKind,
  ref: string,
  lock: Lock = 'none',
): Promise<Found | null> {
  const matching = matches(await candidates(ctx, kind, [ref], lock), ref)
  if (matching.length > 1) {
    const labels = matching.map((row) => row.ref)
    ctx.refuse(refuse('reference-ambiguous', { field: 'id', kind, reference: ref, candidates: labels }))
  }
  return matching[0] ?? null
}

interface NamedRow {
  readonly id: string
  readonly name: string
  readonly version: string | null
  readonly state: CatalogState
  readonly row_version: number
  readonly updated_at: string
  readonly product_kind: ProductKind | null
}

/** Rows that any of the references could mean, through the unique index of the names. */
async function candidates(ctx: QueryContext, kind: CatalogKind, refs: readonly string[], lock: Lock) {
  const table = namedTables[kind]
  const splits = table.hasVersion ? refs.flatMap(splitsOf) : []
  const pairs = table.hasVersion
    ? sql` OR (lower(t.name), t.version) IN (SELECT * FROM unnest(
        ${splits.map(([name]) => name.toLowerCase())}::text[],
        ${splits.map(([, version]) => version)}::text[]))`
    : empty
  const rows = await ctx.tx.rows<NamedRow>(sql`SELECT t.${raw(table.key)} AS id, t.${raw(table.name)} AS name,
      ${table.hasVersion ? sql`t.version` : sql`NULL`} AS version,
      ${table.hasState ? sql`t.state` : sql`'deployed'`} AS state, t.row_version, t.updated_at,
      ${kind === 'product' ? sql`t.kind` : sql`NULL`} AS product_kind
    FROM ${raw(table.table)} AS t
    WHERE t.tenant_id = ${ctx.tenantId} ${visible(ctx, kind)} AND (
      t.${raw(table.key)} = ANY(${refs.filter(isUuid)}::uuid[])
      OR lower(t.${raw(table.name)}) = ANY(${refs.map((ref) => ref.toLowerCase())}::text[])${pairs})
    ORDER BY t.${raw(table.key)} ${raw(LOCKS[lock])}`)
  return rows.map(foundOf)
}

const LOCKS: Readonly<Record<Lock, string>> = { none: '', share: 'FOR SHARE', update: 'FOR UPDATE' }

function visible(ctx: QueryContext, kind: CatalogKind): Sql {
  return kind === 'product' ? sql`AND ${inCategories(ctx.scope, sql`t.product_line_id`)}` : empty
}

/** A version may hold an @ itself, so every place where the reference could be cut is tried. */
function splitsOf(ref: string): [name: string, version: string][] {
  return [...ref.matchAll(/@/g)].map(({ index }) => [ref.slice(0, index), ref.slice(index + 1)])
}

/** A key or a whole public name wins over a bare name. */
function matches(rows: readonly Found[], ref: string): readonly Found[] {
  const wanted = ref.toLowerCase()
  const exact = rows.filter((row) => row.id === wanted || row.ref.toLowerCase() === wanted)
  return exact.length > 0 ? exact : rows.filter((row) => row.name.toLowerCase() === wanted)
}

function foundOf(row: NamedRow): Found {
  const { id, name, version, state, row_version, updated_at, product_kind } = row
  return {
    id,
    name,
    ref: refOf(name, version),
    label: version ? `${name} ${version}` : name,
    state,
    rowVersion: row_version,
    updatedAt: updated_at,
    productKind: product_kind,
  }
}

/** The unique public name: `name@version`, or the name alone where there are no versions. */
export function refOf(name: string, version: string | null): string {
  return version === null ? name : `${name}@${version}`
}

function named(table: string, name: string, hasVersion: boolean, hasState: boolean): NamedTable {
  return { table, key: `${table}_id`, name, hasVersion, hasState }
}
