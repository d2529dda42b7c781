import { z } from 'zod'
import { SETTING_GROUPS, type SettingDefinition } from './registry.ts'
import type { SettingRow } from './store/settings.ts'
import type { SettingView } from './operations/setting-view.contract.ts'

/** A setting as the API shows it. */
export function viewSetting(
  definition: SettingDefinition,
  row: SettingRow | undefined,
): z.infer<typeof SettingView> {
  const fits = row !== undefined && definition.type.safeParse(row.value).success
  return {
    name: definition.name,
    label: definition.label,
    help: definition.help,
    group: definition.group,
    groupLabel: SETTING_GROUPS[definition.group],
    schema: z.toJSONSchema(definition.type) as Record<string, unknown>,
    value: fits ? row.value : definition.default,
    default: definition.default,
    isChanged: fits,
    updatedAt: row?.updatedAt ?? null,
    updatedBy: row?.updatedBy ?? null,
  }
}
