import type { Tx } from '@tallystick/kernel/db/pool.ts'
import sql, { type Sql } from 'sql-template-tag'
import type { SettingDefinition } from './registry.ts'
import { producerName } from './definitions.ts'
import { changedSettings, tenantName } from './store/settings.ts'

export {
  checkedAttributes,
  importedAttributes,
  labelledAttributes,
  searchedAttributes,
  shownAttributes,
} from './custom-attributes.ts'

/** What a reader of settings must have; every operation's context has it. */
export interface SettingReader {
  readonly tx: Tx
  readonly tenantId: string
}

/** Values read in a transaction are kept for it: one statement, however many settings are asked for. */
const known = new WeakMap<Tx, Promise<Map<string, unknown>>>()

/**
 * The present value of a setting: the producer's, else the default.
 *
 * Read once per transaction. A stored value that no longer fits its type (the type became stricter) counts
 * as absent, so that a release never locks anybody out.
 */
export async function settingOf<T>(ctx: SettingReader, definition: SettingDefinition<T>): Promise<T> {
  let values = known.get(ctx.tx)
  if (!values) {
    values = changedSettings(ctx.tx, ctx.tenantId).then(
      (rows) => new Map(rows.map((row) => [row.name, row.value])),
    )
    known.set(ctx.tx, values)
  }
  const stored = (await values).get(definition.name)
  if (stored === undefined) return definition.default
  const parsed = definition.type.safeParse(stored)
  return parsed.success ? parsed.data : definition.default
}

/** The name that people read for the producer. */
export async function producerNameOf(ctx: SettingReader): Promise<string> {
  return (await settingOf(ctx, producerName)) || (await tenantName(ctx.tx, ctx.tenantId))
}

/** Forgets what was read in this transaction; after a change of settings within it. */
export function forgetSettings(ctx: SettingReader): void {
  known.delete(ctx.tx)
}

/** A subquery with all changed settings as one JSON object, to be read together with other facts. */
export function settingsJson(tenantId: string): Sql {
  return sql`(SELECT coalesce(jsonb_object_agg(s.name, s.value), '{}') FROM setting s WHERE s.tenant_id = ${tenantId})`
}

/** Takes settings that another statement of this transaction has read, so that they are not read again. */
export function adoptSettings(ctx: SettingReader, read: Readonly<Record<string, unknown>>): void {
  known.set(ctx.tx, Promise.resolve(new Map(Object.entries(read))))
}
