import type { ImportColumn } from '@tallystick/kernel/import/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { AttributeValues, RecordKind } from '@tallystick/settings/model.ts'
import { importedAttributes } from '@tallystick/settings/services.ts'

/** The columns of custom attributes. */
export const customColumn: ImportColumn = {
  name: 'custom',
  label: 'Custom attributes',
  type: 'object',
  help: 'One column per attribute: custom:<name>.',
  example: '',
}

/** The custom attributes of a record as the commands take them; nothing when the file has none. */
export async function customOf(
  ctx: QueryContext,
  kind: RecordKind,
  given: unknown,
  before: AttributeValues | null,
): Promise<{ readonly customAttributes?: AttributeValues }> {
  const customAttributes = await importedAttributes(ctx, kind, given, before)
  return customAttributes ? { customAttributes: customAttributes as AttributeValues } : {}
}
