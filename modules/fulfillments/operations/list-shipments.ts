import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import sql, { empty } from 'sql-template-tag'
import { visibleConsolidated } from '../consolidated-resources.ts'
import { visibleFulfillment } from '../resources.ts'
import { listShipments } from './list-shipments.contract.ts'

export default implementList(
  bindList(listShipments, {
    base: sql`shipment AS s`,
    alias: 's',
    id: sql`s.shipment_id`,
    where: (ctx, input) => sql`s.tenant_id = ${ctx.tenantId}
      ${input['fulfillment'] ? sql`AND s.fulfillment_id = ${input['fulfillment']}` : empty}
      ${input['consolidatedLicense'] ? sql`AND s.consolidated_license_id = ${input['consolidatedLicense']}` : empty}
      AND (EXISTS (SELECT 1 FROM fulfillment f WHERE f.tenant_id = s.tenant_id
          AND f.fulfillment_id = s.fulfillment_id AND ${visibleFulfillment(ctx)})
        OR EXISTS (SELECT 1 FROM consolidated_license cl WHERE cl.tenant_id = s.tenant_id
          AND cl.consolidated_license_id = s.consolidated_license_id AND ${visibleConsolidated(ctx)}))`,
    columns: {
      shippedAt: { value: sql`s.shipped_at`, sortType: 'timestamptz' },
      license: {
        value: sql`coalesce(
          (SELECT f.fulfillment_code FROM fulfillment f
            WHERE f.tenant_id = s.tenant_id AND f.fulfillment_id = s.fulfillment_id),
          (SELECT c.consolidated_code FROM consolidated_license c
            WHERE c.tenant_id = s.tenant_id AND c.consolidated_license_id = s.consolidated_license_id))`,
      },
      shippedTo: { value: sql`s.shipped_to` },
      shippedBy: { value: sql`s.shipped_by` },
    },
  }),
)
