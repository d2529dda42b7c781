import { visibleEntitlement } from '@tallystick/entitlements/services.ts'
import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import { inCategories } from '@tallystick/kernel/operation/scope.ts'
import sql, { empty } from 'sql-template-tag'
import { isOnHost } from '../store/licenses-of-host.ts'
import { listLicenses } from './list-licenses.contract.ts'

/** The last day in the form that has an index; permanent licenses come last. */
const lastDay = sql`(CASE WHEN f.expires_on IS NULL THEN 'infinity'::date ELSE f.expires_on END)`

export default implementList(
  bindList(listLicenses, {
    base: sql`fulfillment AS f`,
    alias: 'f',
    id: sql`f.fulfillment_id`,
    isLarge: true,
    where: (ctx, input) => sql`f.tenant_id = ${ctx.tenantId}
      AND ${visibleEntitlement(ctx.scope, sql`f.tenant_id`, sql`f.entitlement_id`)}
      AND ${inCategories(ctx.scope, sql`f.product_line_id`)}
      ${input['ended'] === 'hidden' ? sql`AND f.state <> 'obsolete'` : empty}
      ${input['lineItem'] ? sql`AND f.line_item_id = ${input['lineItem']}` : empty}
      ${
        input['consolidatedLicense']
          ? sql`AND f.fulfillment_id IN (SELECT m.fulfillment_id FROM consolidated_member m
              WHERE m.tenant_id = ${ctx.tenantId} AND m.consolidated_license_id = ${input['consolidatedLicense']})`
          : empty
      }
      ${input['host'] ? sql`AND ${isOnHost(ctx, String(input['host']))}` : empty}
      ${input['entitlement'] ? sql`AND f.entitlement_id = ${input['entitlement']}` : empty}`,
    columns: {
      type: { value: sql`CASE WHEN f.technology = 'certificate' THEN 'C' ELSE 'NF' END` },
      fulfillmentCode: { value: sql`f.fulfillment_code` },
      activationId: { value: sql`f.activation_id` },
      products: { value: sql`f.products_label`, few: { table: 'fulfillment', column: 'products_label' } },
      version: { value: sql`f.versions_label` },
      soldTo: { value: sql`f.sold_to_label` },
      server: { value: sql`f.server_label` },
      node: { value: sql`f.node_label` },
      copies: { value: sql`f.copies` },
      overdraft: { value: sql`f.overdraft` },
      supportAction: { value: sql`f.support_action` },
      state: { value: sql`f.state` },
      fulfilledAt: { value: sql`f.fulfilled_at`, sortType: 'timestamptz' },
      startsOn: { value: sql`f.starts_on` },
      expiresOn: {
        value: sql`f.expires_on`,
        sort: lastDay,
        sortType: 'date',
        filter: (_condition, compare) => sql`(${compare(lastDay)} AND ${lastDay} < 'infinity')`,
      },
      fulfilledBy: { value: sql`f.fulfilled_by` },
    },
    extras: { lineItemId: sql`f.line_item_id`, entitlementId: sql`f.entitlement_id` },
  }),
)
