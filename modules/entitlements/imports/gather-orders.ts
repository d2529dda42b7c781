import { Refused } from '@tallystick/kernel/errors/problems.ts'
import type { Counted, ImportRecord } from '@tallystick/kernel/import/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { gatherEntitlements } from '../existing-entitlement.ts'
import { peopleOf } from '../store/account-facts.ts'
import { goodsOf } from '../store/catalog-facts.ts'

/** Columns that name an account, and those that name a contact. */
const ACCOUNTS = ['soldTo', 'distributor', 'reseller']
const CONTACTS = ACCOUNTS.map((column) => `${column}Contact`)

/**
 * Reads at once what many orders need: the entitlements that are there, and for those that are not, the accounts,
 * contacts and goods that they name.
 */
export async function gatherOrders(ctx: QueryContext, records: readonly ImportRecord[]): Promise<void> {
  const isThere = await gatherEntitlements(ctx, records.map(codeOf))
  const added = records.filter((record) => !isThere(codeOf(record)))
  await peopleOf(ctx, { accounts: textsIn(added, ACCOUNTS), contacts: textsIn(added, CONTACTS) })
  const lineItems = added.flatMap((record) => (record['lineItems'] ?? []) as readonly ImportRecord[])
  const references = {
    products: lineItems.flatMap((one) =>
      ((one['products'] ?? []) as readonly Counted[]).map(({ name }) => name),
    ),
    models: textsIn(lineItems, ['licenseModel']),
    partNumbers: textsIn(lineItems, ['partNumber']),
    productLines: textsIn(lineItems, ['productLine']),
  }
  try {
    await goodsOf(ctx, references)
  } catch (error) {
    // The order that names what is not there is refused in its turn, with its line.
    if (!(error instanceof Refused)) throw error
  }
}

function codeOf(record: ImportRecord): string {
  return String(record['entitlementId'])
}

/** What stands in some columns, each text once. */
function textsIn(records: readonly ImportRecord[], columns: readonly string[]): string[] {
  const values = records.flatMap((record) => columns.map((column) => record[column]))
  return [...new Set(values.filter((value) => typeof value === 'string'))]
}
