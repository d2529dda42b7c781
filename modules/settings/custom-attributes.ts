import type { Tx } from '@tallystick/kernel/db/pool.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import type { AttributeValues, CustomAttribute, RecordKind } from './model.ts'
import { attributeValues, readText, valuesInPortal } from './rules/attribute-values.ts'
import { customAttributes } from './store/custom-attributes.ts'

/** What a reader of definitions must have; every operation's context has it. */
type Reader = Pick<QueryContext, 'tx' | 'tenantId'>

/** Definitions read in a transaction are kept for it: one statement, however many records are checked. */
const known = new WeakMap<Tx, Promise<readonly CustomAttribute[]>>()

/** All definitions of the tenant, obsolete ones too, in the order in which they are shown. */
export function attributeDefinitions(ctx: Reader): Promise<readonly CustomAttribute[]> {
  const read = known.get(ctx.tx) ?? customAttributes(ctx)
  known.set(ctx.tx, read)
  return read
}

/** Forgets what was read in this transaction; after a change of definitions within it. */
export function forgetAttributes(ctx: Reader): void {
  known.delete(ctx.tx)
}

async function definitionsOf(ctx: Reader, kind: RecordKind): Promise<readonly CustomAttribute[]> {
  return (await attributeDefinitions(ctx)).filter(({ recordKind }) => recordKind === kind)
}

/** Whether the caller works in the end-user portal: not every account is theirs to see. */
function isInPortal(ctx: QueryContext): boolean {
  return !ctx.principal.ownScope.all
}

/**
 * The custom attributes that a record gets. `before` are those it has, null for a new record; `wanted` undefined
 * leaves them alone (a new record gets the defaults). Ends the operation with the first refusal, whose `field`
 * begins with `place` when the record is a part of another one: `lineItems.0`.
 */
export async function checkedAttributes(
  ctx: QueryContext,
  recordKind: RecordKind,
  wanted: Readonly<Record<string, unknown>> | undefined,
  before: Readonly<Record<string, unknown>> | null,
  place?: string,
): Promise<AttributeValues> {
  if (before !== null && wanted === undefined) return before as AttributeValues
  const definitions = await definitionsOf(ctx, recordKind)
  const checked = attributeValues({
    definitions,
    recordKind,
    before,
    wanted: wanted ?? {},
    isInPortal: isInPortal(ctx),
  })
  if (!isRefusal(checked)) return checked.values
  const { field, ...data } = checked.data
  return ctx.refuse({ ...checked, data: { field: place ? `${place}.${String(field)}` : field, ...data } })
}

/** Texts of a file as values of the defined types, over the present ones: an import takes nothing away. */
export async function importedAttributes(
  ctx: QueryContext,
  recordKind: RecordKind,
  given: unknown,
  before: Readonly<Record<string, unknown>> | null,
): Promise<Record<string, unknown> | undefined> {
  if (given === undefined || given === null) return undefined
  const definitions = await definitionsOf(ctx, recordKind)
  const read = Object.entries(given).map(([name, value]) => {
    const definition = definitions.find((one) => one.name.toLowerCase() === name.toLowerCase())
    return [definition?.name ?? name, readText(definition, value)] as const
  })
  return { ...before, ...Object.fromEntries(read) }
}

/** The custom attributes of a record as the caller may see them: in the end-user portal only those shown there. */
export async function shownAttributes(
  ctx: QueryContext,
  recordKind: RecordKind,
  values: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  if (!isInPortal(ctx)) return { ...values }
  return valuesInPortal(await definitionsOf(ctx, recordKind), values)
}

/** One custom attribute as people read it. */
export interface LabelledAttribute {
  readonly name: string
  readonly label: string
  readonly value: string
}

/**
 * The custom attributes of a record that the caller may see, with their labels, in the order in which they are shown.
 * Values without a definition come last, under their names.
 */
export async function labelledAttributes(
  ctx: QueryContext,
  recordKind: RecordKind,
  values: Readonly<Record<string, unknown>>,
): Promise<LabelledAttribute[]> {
  const shown = await shownAttributes(ctx, recordKind, values)
  const definitions = await definitionsOf(ctx, recordKind)
  const place = (name: string) => definitions.findIndex((one) => one.name === name)
  return Object.entries(shown)
    .toSorted(([a], [b]) => (place(a) + 1 || Infinity) - (place(b) + 1 || Infinity) || (a < b ? -1 : 1))
    .map(([name, value]) => ({
      name,
      label: definitions.find((one) => one.name === name)?.label ?? name,
      value: attributeWords(value),
    }))
}

function attributeWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value)) return value.map(String).join(', ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}

/** The custom attributes that the caller may search, as a jsonb expression over a column of values. */
export function searchedAttributes(ctx: QueryContext, recordKind: Sql, values: Sql): Sql {
  if (!isInPortal(ctx)) return values
  return sql`(SELECT coalesce(jsonb_object_agg(v.key, v.value), '{}') FROM jsonb_each(${values}) AS v
    WHERE v.key IN (SELECT c.name FROM custom_attribute c WHERE c.tenant_id = ${ctx.tenantId}
      AND c.record_kind = ${recordKind} AND c.is_visible_in_portal AND c.state = 'active'))`
}
