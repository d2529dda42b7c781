import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { CatalogKind } from './model.ts'
import { listedTwiceRefusal } from './rules/references.ts'
import { resolve, type Found, type Lock } from './store/references.ts'

/** A field that names other records: a reference, a list of them, or a list of objects that hold one. */
export interface ReferenceField {
  readonly field: string
  readonly kind: CatalogKind
  /** The property that holds the reference; null when the element itself is the reference. */
  readonly key: string | null
}

/** Fields with references spelled as unique public names, lists in order, and the records behind them. */
export interface NamedFields<F> {
  readonly fields: F
  /** Records by field, each once. */
  readonly found: ReadonlyMap<string, readonly Found[]>
}

type Values = Readonly<Record<string, unknown>>

/**
 * Replaces every reference by the record's unique public name and sorts lists, so that the same content is
 * spelled the same whoever wrote it: comparing with what is stored is then comparing text.
 *
 * Refuses unknown and ambiguous references and what is listed twice. Absent fields stay absent.
 */
export async function nameReferences<F extends object>(
  ctx: QueryContext,
  fields: F,
  references: readonly ReferenceField[],
  lock: Lock = 'share',
): Promise<NamedFields<F>> {
  const values = { ...fields } as Record<string, unknown>
  const found = new Map<string, readonly Found[]>()
  for (const { field, kind, key } of references) {
    const value = values[field]
    if (value === undefined || value === null) continue
    const refs = [...new Set(referencesIn(value, key))]
    const byRef = await resolve(ctx, kind, refs, field, lock)
    const canonical = (ref: string) => byRef.get(ref)?.ref ?? ref
    values[field] = renamed(value, key, canonical)
    found.set(field, [...new Map([...byRef.values()].map((one) => [one.id, one])).values()])
    // A part number may repeat its license model; all the others stand once.
    const twice = field === 'partNumbers' ? null : listedTwiceRefusal(field, referencesIn(values[field], key))
    if (twice) ctx.refuse(twice)
  }
  return { fields: values as F, found }
}

/** The key of the record that a field names by its public name. */
export function keyOf(found: NamedFields<object>['found'], field: string, ref: string): string {
  const record = found.get(field)?.find((one) => one.ref === ref)
  if (!record) throw new Error(`${field} does not name ${ref}.`)
  return record.id
}

function referencesIn(value: unknown, key: string | null): string[] {
  if (!Array.isArray(value)) return [String(value)]
  const refs = value.map((element: Values | string) => (key === null ? element : (element as Values)[key]))
  return refs.filter((ref): ref is string => typeof ref === 'string')
}

function renamed(value: unknown, key: string | null, canonical: (ref: string) => string): unknown {
  if (!Array.isArray(value)) return canonical(String(value))
  return sorted(
    value.map((element: Values | string) => {
      if (key === null) return canonical(element as string)
      const ref = (element as Values)[key]
      return typeof ref === 'string' ? { ...(element as Values), [key]: canonical(ref) } : element
    }),
  )
}

/** Lists in the order of their text, which both the stored and the given side use. */
export function sorted<T>(list: readonly T[]): T[] {
  return list.toSorted((left, right) => (stable(left) < stable(right) ? -1 : 1))
}

/** The names of the fields in which two sets of values differ. Absent in `wanted` means unchanged. */
export function changedFields(current: object, wanted: object): string[] {
  const before = current as Values
  return Object.entries(wanted)
    .filter(([field, value]) => value !== undefined && stable(value) !== stable(before[field]))
    .map(([field]) => field)
}

/** JSON with object keys in order; undefined properties do not count. */
function stable(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)))
        : inner,
    ) ?? 'null'
  )
}
