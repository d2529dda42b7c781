import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { Resource } from '@tallystick/kernel/operation/find.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import sql from 'sql-template-tag'
import type { AttributeState, CustomAttribute } from '../model.ts'

/** A definition as it is stored. */
export interface StoredAttribute extends CustomAttribute {
  readonly createdAt: string
  readonly updatedAt: string
  readonly rowVersion: number
}

const COLUMNS = sql`c.custom_attribute_id AS id, c.record_kind AS "recordKind", c.name, c.label, c.help,
  c.value_type AS type, c.choices, c.is_required AS "isRequired", c.default_value AS "defaultValue",
  c.is_visible_in_portal AS "isVisibleInPortal", c.is_editable_in_portal AS "isEditableInPortal", c.position,
  c.state, c.created_at AS "createdAt", c.updated_at AS "updatedAt", c.row_version AS "rowVersion"`

/** Definitions by key. */
export const CustomAttributes: Resource<StoredAttribute> = {
  kind: 'custom-attribute',
  select: (ctx: QueryContext, reference: string, lock: boolean) => sql`SELECT ${COLUMNS}
    FROM custom_attribute AS c WHERE c.tenant_id = ${ctx.tenantId}
      AND c.custom_attribute_id::text = ${isUuid(reference) ? reference.toLowerCase() : ''}
    ${lock ? sql`FOR NO KEY UPDATE OF c` : sql``}`,
  fromRow: (row: never) => row as StoredAttribute,
}

/** All definitions of a tenant in the order in which they are shown: some dozens, read as a whole. */
export function customAttributes(ctx: Pick<QueryContext, 'tx' | 'tenantId'>): Promise<StoredAttribute[]> {
  return ctx.tx.rows<StoredAttribute>(sql`SELECT ${COLUMNS} FROM custom_attribute AS c
    WHERE c.tenant_id = ${ctx.tenantId} ORDER BY c.record_kind, c.position, c.label, c.custom_attribute_id`)
}

/** Adds a definition. Throws the violation of `custom_attribute__name` when the kind has the name already. */
export async function insertCustomAttribute(
  ctx: QueryContext,
  one: Omit<CustomAttribute, 'state'>,
): Promise<void> {
  const now = ctx.now.toString()
  await ctx.tx
    .run(sql`INSERT INTO custom_attribute (tenant_id, custom_attribute_id, record_kind, name, label, help,
      value_type, choices, is_required, default_value, is_visible_in_portal, is_editable_in_portal, position,
      created_at, updated_at)
    VALUES (${ctx.tenantId}, ${one.id}, ${one.recordKind}, ${one.name}, ${one.label}, ${one.help}, ${one.type},
      ${one.choices as string[]}::text[], ${one.isRequired}, ${jsonOf(one.defaultValue)}::jsonb,
      ${one.isVisibleInPortal}, ${one.isEditableInPortal}, ${one.position}, ${now}, ${now})`)
}

/** Writes what may change. The caller holds the lock. */
export async function updateCustomAttribute(ctx: QueryContext, one: CustomAttribute): Promise<void> {
  await ctx.tx.run(sql`UPDATE custom_attribute SET label = ${one.label}, help = ${one.help},
      choices = ${one.choices as string[]}::text[], is_required = ${one.isRequired},
      default_value = ${jsonOf(one.defaultValue)}::jsonb, is_visible_in_portal = ${one.isVisibleInPortal},
      is_editable_in_portal = ${one.isEditableInPortal}, position = ${one.position},
      updated_at = ${ctx.now.toString()}, row_version = row_version + 1
    WHERE tenant_id = ${ctx.tenantId} AND custom_attribute_id = ${one.id}`)
}

/** Changes the state. The caller holds the lock. */
export async function setAttributeState(ctx: QueryContext, id: string, state: AttributeState): Promise<void> {
  await ctx.tx.run(sql`UPDATE custom_attribute SET state = ${state}, updated_at = ${ctx.now.toString()},
      row_version = row_version + 1
    WHERE tenant_id = ${ctx.tenantId} AND custom_attribute_id = ${id}`)
}

function jsonOf(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
