import { defineImport, type ImportPlan, type ImportRecord } from '@tallystick/kernel/import/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { HeldKeys, KeyedLineItems, type KeyRecord } from '../store/web-register-keys.ts'
import { find } from '@tallystick/kernel/operation/find.ts'

/** Keys that were made elsewhere, for bulk line items that are there. */
export const webRegisterKeysImport = defineImport({
  name: 'web-register-keys',
  label: 'Web register keys',
  help: 'Keys that were printed or sold elsewhere become keys of bulk line items.',
  recordKinds: [
    {
      kind: 'web-register-key',
      key: 'webRegisterKeys',
      label: 'Web register keys',
      help: 'One key per row. As many keys may exist as the line item has copies.',
      columns: [
        {
          name: 'key',
          label: 'Web register key',
          required: true,
          help: 'Unique, whatever its case.',
          example: 'CARD-7K3M-Q8ZD',
        },
        {
          name: 'lineItem',
          label: 'Line item',
          required: true,
          help: 'Activation ID of a line item of a bulk entitlement.',
          example: 'GWA-7K3M-Q8ZD-4M1T',
        },
      ],
      nameOf: (record) => String(record['key'] ?? ''),
      names: (record) => [{ kind: 'line item', name: String(record['lineItem'] ?? '') }],
      columnOf: {
        keys: 'key',
        'web-register-key-taken': 'key',
        'web-register-key-characters': 'key',
        'entitlement-not-bulk': 'lineItem',
        'keys-only-licensed': 'lineItem',
        'web-register-keys-exceed-copies': 'lineItem',
      },
      plan: planKey,
    },
  ],
})

/** A key that the line item has already, in whatever state, is left alone; every other one is added. */
async function planKey(ctx: QueryContext, record: ImportRecord): Promise<ImportPlan> {
  const key = String(record['key'])
  const id = String(record['lineItem'])
  const found = await ctx.tx.maybe<KeyRecord>(HeldKeys.select(ctx, key, false))
  const isThere = found !== null && (await find(ctx, KeyedLineItems, id)).record.id === found.lineItemId
  if (isThere) return { isNew: false, steps: [] }
  return { isNew: true, steps: [{ operation: 'add-web-register-keys', input: () => ({ id, keys: [key] }) }] }
}
