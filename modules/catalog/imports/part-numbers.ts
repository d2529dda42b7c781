import type { ImportRecord, RecordKind, RecordName } from '@tallystick/kernel/import/define.ts'
import { differences } from '@tallystick/kernel/import/differences.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { CatalogKind, RelationKind } from '../model.ts'
import { readPartNumber } from '../store/part-numbers.ts'
import { findNamedOrNull } from '../store/references.ts'
import { relationExists } from '../store/relations.ts'
import { customColumn, customOf } from './custom-column.ts'
import { descriptionColumn, namesIn, pick } from './parts-of-goods.ts'

/** Products, suites and maintenance plans that a column names. */
function productNames(record: ImportRecord, ...columns: readonly string[]): RecordName[] {
  const kinds = ['product', 'suite', 'maintenance']
  return columns.flatMap((column) => kinds.flatMap((kind) => namesIn(record, column, kind)))
}

/** Part numbers: what an order names. */
export const partNumberKind: RecordKind = {
  kind: 'part-number',
  key: 'partNumbers',
  label: 'Part numbers',
  help: 'What an order names. Unassigned until a product is given.',
  columns: [
    { name: 'code', label: 'Part number', required: true, help: 'Unique.', example: 'GW-26-MI-FL' },
    descriptionColumn,
    {
      name: 'product',
      label: 'Product',
      help: 'name@version of what it stands for.',
      example: 'Gearwright Mill@2026',
    },
    {
      name: 'licenseModel',
      label: 'License model',
      help: 'One of those of the product.',
      example: 'Floating',
    },
    customColumn,
  ],
  columnOf: { customAttributes: 'custom' },
  nameOf: (record) => String(record['code'] ?? ''),
  names: (record) => [
    ...productNames(record, 'product'),
    ...namesIn(record, 'licenseModel', 'license-model'),
  ],
  plan: async (ctx, record) => {
    const found = await findNamedOrNull(ctx, 'part-number', String(record['code']))
    const { custom, ...own } = record
    if (!found) {
      const input = { ...own, ...(await customOf(ctx, 'part-number', custom, null)) }
      return { isNew: true, steps: [{ operation: 'create-part-number', input: () => input }] }
    }
    const { productRef, ...current } = await readPartNumber(ctx, found.id)
    const wanted = {
      ...(await customOf(ctx, 'part-number', custom, current.customAttributes)),
      ...pick(record, ['description']),
      ...(await canonical(ctx, record, 'product', 'product')),
      ...(await canonical(ctx, record, 'licenseModel', 'license-model')),
    }
    const changed = differences({ ...current, product: productRef }, wanted)
    const input = { id: found.id, rowVersion: current.rowVersion, ...changed }
    return { isNew: false, steps: changed ? [{ operation: 'update-part-number', input: () => input }] : [] }
  },
}

/** The reference of a column as its unique public name; what is not found stays as it is and is refused later. */
async function canonical(ctx: QueryContext, record: ImportRecord, column: string, kind: CatalogKind) {
  const ref = record[column]
  if (typeof ref !== 'string') return {}
  return { [column]: (await findNamedOrNull(ctx, kind, ref))?.ref ?? ref }
}

/** Relations between products. */
export const relationKind: RecordKind = {
  kind: 'product-relation',
  key: 'productRelations',
  label: 'Product relations',
  help: 'Upgrades, upsells, maintenance and demonstrations. Relations are added, never removed.',
  columns: [
    {
      name: 'kind',
      label: 'Relation',
      type: 'choice',
      required: true,
      choices: ['upgrade', 'upsell', 'maintenance', 'demo'],
      help: 'From is upgraded or upsold to To, has maintenance To, or is a demonstration of To.',
      example: 'upgrade',
    },
    { name: 'from', label: 'From', required: true, help: 'name@version.', example: 'Gearwright Mill@2025' },
    { name: 'to', label: 'To', required: true, help: 'name@version.', example: 'Gearwright Mill@2026' },
  ],
  nameOf: (record) => [record['from'], record['kind'], record['to']].join(' '),
  names: (record) => productNames(record, 'from', 'to'),
  plan: async (ctx, record) => {
    const from = await findNamedOrNull(ctx, 'product', String(record['from']))
    const to = await findNamedOrNull(ctx, 'product', String(record['to']))
    const exists =
      from &&
      to &&
      (await relationExists(ctx, {
        kind: record['kind'] as RelationKind,
        fromId: from.id,
        toId: to.id,
      }))
    return { isNew: true, steps: exists ? [] : [{ operation: 'add-product-relation', input: () => record }] }
  },
}
