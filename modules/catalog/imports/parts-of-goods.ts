import type {
  Counted,
  ImportColumn,
  ImportRecord,
  RecordKind,
  RecordName,
} from '@tallystick/kernel/import/define.ts'
import { differences } from '@tallystick/kernel/import/differences.ts'
import { bundleStore } from '../store/bundles.ts'
import { featureStore } from '../store/features.ts'
import { licenseModelStore } from '../store/license-models.ts'
import { readProductLine } from '../store/product-lines.ts'
import { findNamedOrNull } from '../store/references.ts'
import { customColumn } from './custom-column.ts'
import { goodsKind, stateColumn } from './goods-kind.ts'
import { attributesOf, expirationOf, policiesOf } from './license-model-values.ts'

/** The name column that every kind of the catalog has. */
export function nameColumn(
  example: string,
  help = 'Its name; together with the version it is unique.',
): ImportColumn {
  return { name: 'name', label: 'Name', required: true, help, example }
}

/** The description column. */
export const descriptionColumn: ImportColumn = {
  name: 'description',
  label: 'Description',
  help: 'For the people who work with it.',
  example: '',
}

/** What the file gives of these fields, under the same names. */
export function pick(record: ImportRecord, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => record[name] !== undefined).map((name) => [name, record[name]]),
  )
}

/** `name:count` cells as the commands take them: `[{ feature, count }]`. */
export function counted(record: ImportRecord, column: string, noun: string, amount = 'count'): object {
  const list = record[column] as readonly Counted[] | undefined
  return list === undefined
    ? {}
    : { [column]: list.map(({ name, count }) => ({ [noun]: name, [amount]: count })) }
}

/** Records that the cells of a column name. */
export function namesIn(record: ImportRecord, column: string, kind: string): RecordName[] {
  const value = record[column]
  const list = (Array.isArray(value) ? value : value === undefined ? [] : [value]) as readonly (
    | string
    | Counted
  )[]
  return list.map((one) => ({ kind, name: typeof one === 'string' ? one : one.name }))
}

/** Product lines: categories of products. */
export const productLineKind: RecordKind = {
  kind: 'product-line',
  key: 'productLines',
  label: 'Product lines',
  help: 'Categories of products.',
  columns: [nameColumn('Manufacturing', 'Its name, which is unique.'), descriptionColumn],
  nameOf: (record) => String(record['name'] ?? ''),
  plan: async (ctx, record) => {
    const found = await findNamedOrNull(ctx, 'product-line', String(record['name']))
    if (!found) return { isNew: true, steps: [{ operation: 'create-product-line', input: () => record }] }
    const current = await readProductLine(ctx, found.id)
    const changed = differences(current, pick(record, ['description']))
    const input = { id: found.id, rowVersion: current.rowVersion, ...changed }
    return { isNew: false, steps: changed ? [{ operation: 'update-product-line', input: () => input }] : [] }
  },
}

/** Features: what a program asks for. */
export const featureKind: RecordKind = {
  kind: 'feature',
  key: 'features',
  label: 'Features',
  help: 'What a program asks for. Name and version together are unique.',
  columns: [
    nameColumn('GW_MILL5', 'Letters, digits, _ and -; at most 30.'),
    { name: 'version', label: 'Version', help: 'Such as 2026.0. Empty when date-based.', example: '2026.0' },
    {
      name: 'versionFormat',
      label: 'Version format',
      type: 'choice',
      choices: ['fixed', 'date-based'],
      help: 'date-based: the version comes from the version date of the line item.',
      example: 'fixed',
    },
    { ...descriptionColumn, example: 'Milling in five axes at once' },
    {
      name: 'overrides',
      label: 'Overrides',
      type: 'object',
      help: 'Values that win over the license model: vendorString, notice, serialNumber, dupGroup.',
      example: '',
    },
    customColumn,
    stateColumn,
  ],
  ...goodsKind({
    store: featureStore,
    noun: 'feature',
    hasVersion: true,
    fieldsOf: (_ctx, record) =>
      pick(record, ['name', 'version', 'versionFormat', 'description', 'overrides']),
  }),
}

/** Feature bundles: sets of features that products share. */
export const bundleKind: RecordKind = {
  kind: 'feature-bundle',
  key: 'featureBundles',
  label: 'Feature bundles',
  help: 'Sets of features that several products share.',
  columns: [
    nameColumn('Exchange Formats 2026', 'Its name, which is unique.'),
    descriptionColumn,
    {
      name: 'features',
      label: 'Features',
      type: 'counted-list',
      help: 'Features as name@version:count, separated by |.',
      example: 'GW_STEP_IO@2026.0:1|GW_DXF_IO@2026.0:1',
    },
    stateColumn,
  ],
  ...goodsKind({
    store: bundleStore,
    noun: 'feature-bundle',
    hasVersion: false,
    fieldsOf: (_ctx, record) => ({
      ...pick(record, ['name', 'description']),
      ...counted(record, 'features', 'feature'),
    }),
    names: (record) => namesIn(record, 'features', 'feature'),
  }),
}

/** License models: how products are licensed. */
export const licenseModelKind: RecordKind = {
  kind: 'license-model',
  key: 'licenseModels',
  label: 'License models',
  help: 'How products are licensed. Attributes that are not named are not used.',
  columns: [
    nameColumn('Floating Regional', 'Its name, which is unique.'),
    descriptionColumn,
    {
      name: 'kind',
      label: 'Kind',
      type: 'choice',
      required: true,
      choices: ['nodelocked-counted', 'nodelocked-uncounted', 'floating-counted', 'floating-uncounted'],
      help: 'Where a license is bound, and whether its copies are counted.',
      example: 'floating-counted',
    },
    {
      name: 'technology',
      label: 'Technology',
      type: 'text',
      help: 'certificate unless another one is named: the name of a license technology, which is there already.',
      example: 'certificate',
    },
    {
      name: 'attributes',
      label: 'Attributes',
      type: 'object',
      help: 'When each attribute is set, and to what: "now 168", "at-entitlement", "at-fulfillment".',
      example: 'now 168',
      exampleField: 'borrowing',
    },
    {
      name: 'policies',
      label: 'Policies',
      type: 'object',
      help: 'Limits of rehosts, returns and repairs and the like, as the API has them. In JSON files.',
      example: '',
    },
    {
      name: 'expiration',
      label: 'Expiration',
      type: 'any',
      help: 'at-entitlement, permanent, a date, or a duration such as 12 months.',
      example: 'at-entitlement',
    },
    stateColumn,
  ],
  ...goodsKind({
    store: licenseModelStore,
    noun: 'license-model',
    hasVersion: false,
    fieldsOf: (ctx, record) => {
      const settled = {
        ...record,
        attributes: attributesOf(ctx, record),
        policies: policiesOf(record),
        expiration: expirationOf(ctx, record),
      }
      return pick(settled, [
        'name',
        'description',
        'kind',
        'technology',
        'attributes',
        'policies',
        'expiration',
      ])
    },
  }),
}
