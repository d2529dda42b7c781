import type { Counted, ImportRecord } from '@tallystick/kernel/import/define.ts'
import { defineImport } from '@tallystick/kernel/import/define.ts'
import { planEntitlement } from './entitlement-plan.ts'
import { gatherOrders } from './gather-orders.ts'
import { entitlementColumns, lineItemColumns } from './order-columns.ts'

/** Orders: entitlements with their line items. */
export const entitlementsImport = defineImport({
  name: 'entitlements',
  label: 'Entitlements',
  help: 'Orders from an ERP or CRM system become entitlements with line items.',
  recordKinds: [
    {
      kind: 'entitlement',
      key: 'entitlements',
      label: 'Entitlements with line items',
      help: 'One row per line item. Rows that follow each other with the same entitlement ID are one entitlement.',
      columns: entitlementColumns,
      parts: { field: 'lineItems', label: 'Line items', groupBy: 'entitlementId', columns: lineItemColumns },
      nameOf: (record) => String(record['entitlementId'] ?? ''),
      names: (record) => [...partiesOf(record), ...goodsOf(record), ...replacedBy(record)],
      gives: (record) => lineItemsOf(record, 'activationId'),
      columnOf: {
        parties: 'soldTo',
        term: 'expiresOn',
        attributes: 'attribute',
        policies: 'policy',
        customAttributes: 'custom',
        'account-inactive': 'soldTo',
        'contact-not-of-account': 'soldToContact',
        'entitlement-id-characters': 'entitlementId',
        'activation-id-characters': 'activationId',
        'activation-id-taken': 'activationId',
        'part-number-unassigned': 'partNumber',
        'part-number-disagrees': 'partNumber',
        'product-missing': 'products',
        'product-given-twice': 'products',
        'product-not-for-kind': 'products',
        'product-state': 'products',
        'license-model-missing': 'licenseModel',
        'license-model-not-asked': 'licenseModel',
        'license-model-not-linked': 'licenseModel',
        'license-model-state': 'licenseModel',
        'term-missing': 'expiresOn',
        'term-set-by-license-model': 'expiresOn',
        'start-date-missing': 'startsOn',
        'start-date-not-asked': 'startsOn',
        'start-after-expiration': 'startsOn',
        'version-date-missing': 'versionDate',
        'version-date-not-asked': 'versionDate',
        'time-zone-unknown': 'timeZone',
        'extra-activations-not-asked': 'extraActivations',
        'bulk-change-not-asked': 'keysGive',
        'change-incomplete': 'changeKind',
        'change-only-licensed': 'changes',
        'change-of-bulk': 'changes',
        'change-of-other-account': 'changes',
        'change-relation-missing': 'products',
        'renewal-not-needed': 'changes',
        'renewal-other-products': 'products',
        'maintenance-unknown': 'maintenance',
        'maintenance-not-asked': 'maintenance',
      },
      gather: gatherOrders,
      plan: planEntitlement,
    },
  ],
})

/** Line items that an order replaces; an earlier order of the same file may bring them. */
function replacedBy(record: ImportRecord) {
  return lineItemsOf(record, 'changes')
}

function lineItemsOf(record: ImportRecord, column: 'activationId' | 'changes') {
  const parts = (record['lineItems'] ?? []) as readonly ImportRecord[]
  return parts.flatMap((part) =>
    part[column] === undefined ? [] : [{ kind: 'line item', name: String(part[column]) }],
  )
}

function partiesOf(record: ImportRecord) {
  const columns = ['soldTo', 'distributor', 'reseller']
  return columns.flatMap((column) =>
    record[column] === undefined ? [] : [{ kind: 'account', name: String(record[column]) }],
  )
}

function goodsOf(record: ImportRecord) {
  const parts = (record['lineItems'] ?? []) as readonly ImportRecord[]
  return parts.flatMap((part) =>
    ((part['products'] ?? []) as readonly Counted[]).map(({ name }) => ({ kind: 'product', name })),
  )
}
