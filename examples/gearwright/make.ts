import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { accountsImport } from '@tallystick/accounts/imports/accounts-import.ts'
import { catalogImport } from '@tallystick/catalog/imports/catalog-import.ts'
import { entitlementsImport } from '@tallystick/entitlements/imports/entitlements-import.ts'
import { columnsOf, recordKindOf, type ImportDefinition } from '@tallystick/kernel/import/define.ts'
import { templateOf } from '@tallystick/kernel/import/template.ts'
import { csvCell } from '@tallystick/kernel/list/csv.ts'
import { makeAccounts } from './accounts.ts'
import * as catalog from './catalog.ts'
import { withChanges } from './changes.ts'
import { chanceOf } from './chance.ts'
import { makeOrders, type Row, type SampleEntitlement } from './orders.ts'

/** The year of the first sample, which is as good a seed as any. */
const SEED = 2026

/** All files of the sample by name. The same on every run: a test compares them with what is committed. */
export function sampleFiles(): ReadonlyMap<string, string> {
  const people = makeAccounts(chanceOf(SEED))
  const orders = makeOrders(chanceOf(SEED + 1), people)
  withChanges(chanceOf(SEED + 2), orders)
  return new Map([
    ['catalog.json', catalogText()],
    [
      'accounts.csv',
      csvText(
        accountsImport,
        'accounts',
        people.accounts.map(({ row }) => row),
      ),
    ],
    ['account-links.csv', csvText(accountsImport, 'account-links', people.links)],
    ['account-relations.csv', csvText(accountsImport, 'account-relations', people.relations)],
    [
      'users.csv',
      csvText(
        accountsImport,
        'users',
        people.users.map(({ row }) => row),
      ),
    ],
    ['orders.csv', csvText(entitlementsImport, 'entitlements', orders.flatMap(flatRows))],
    ['orders.json', ordersText(orders.slice(0, 3))],
    ...[catalogImport, accountsImport, entitlementsImport].flatMap(templatesOf),
  ])
}

/** Writes the files beside this program. */
export function writeSample(): void {
  mkdirSync(join(import.meta.dirname, 'templates'), { recursive: true })
  for (const [name, text] of sampleFiles()) writeFileSync(join(import.meta.dirname, name), text)
}

/** The templates that the program offers, for those who look here first. */
function templatesOf(definition: ImportDefinition): [name: string, text: string][] {
  return definition.recordKinds.map((kind) => [`templates/${kind.key}.csv`, templateOf(kind, csvCell)])
}

function catalogText(): string {
  const parts: readonly (readonly [string, readonly Row[]])[] = [
    ['productLines', catalog.productLines],
    ['features', catalog.features],
    ['featureBundles', catalog.featureBundles],
    ['licenseModels', catalog.licenseModels],
    ['products', catalog.products],
    ['suites', catalog.suites],
    ['maintenance', catalog.maintenancePlans],
    ['partNumbers', catalog.partNumbers],
    ['productRelations', catalog.relations],
  ]
  return `{\n${parts.map(([key, rows]) => `"${key}": ${recordsText(rows)}`).join(',\n')}\n}\n`
}

function ordersText(orders: readonly SampleEntitlement[]): string {
  const records = orders.map(({ fields, lineItems }) => ({ ...fields, lineItems }))
  return `{\n"entitlements": ${JSON.stringify(records, null, 2)}\n}\n`
}

/** One record per line, so that a changed record is a changed line. */
function recordsText(rows: readonly Row[]): string {
  return `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]`
}

/** A row per line item; the entitlement's own fields stand in its first row, its ID in all. */
function flatRows({ fields, lineItems }: SampleEntitlement): Row[] {
  return lineItems.map((lineItem, index) => {
    const own = index === 0 ? fields : { entitlementId: fields['entitlementId'] }
    return { ...own, ...lineItem }
  })
}

/** CSV with the columns that any row has, in the order of the documentation. */
function csvText(definition: ImportDefinition, kindName: string, rows: readonly Row[]): string {
  const kind = recordKindOf(definition, kindName)
  if (!kind) throw new TypeError(`There are no records ${kindName}.`)
  const flat = rows.map(flattened)
  const used = [...new Set(flat.flatMap((row) => Object.keys(row)))].toSorted()
  const columns = columnsOf(kind).flatMap(({ name }) =>
    used.filter((one) => one === name || one.startsWith(`${name}:`)),
  )
  const line = (cells: readonly unknown[]) => `${cells.map(csvCell).join(',')}\r\n`
  return line(columns) + flat.map((row) => line(columns.map((column) => row[column]))).join('')
}

/** Objects become columns `name:field`, lists are joined, yes and no are spelled out. */
function flattened(row: Row): Record<string, unknown> {
  const flat: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) {
    if (Array.isArray(value)) flat[name] = value.join('|')
    else if (typeof value === 'boolean') flat[name] = value ? 'yes' : 'no'
    else if (typeof value !== 'object' || value === null) flat[name] = value
    else for (const [field, inner] of Object.entries(value)) flat[`${name}:${field}`] = inner
  }
  return flat
}

if (import.meta.main) writeSample()
