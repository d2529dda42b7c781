import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { visibleConsolidated } from '../consolidated-resources.ts'
import { listConsolidatedLicenses } from './list-consolidated-licenses.contract.ts'

export default implementList(
  bindList(listConsolidatedLicenses, {
    base: sql`consolidated_license AS cl`,
    alias: 'cl',
    id: sql`cl.consolidated_license_id`,
    where: (ctx) => sql`cl.tenant_id = ${ctx.tenantId} AND ${visibleConsolidated(ctx)}`,
    columns: {
      type: { value: sql`CASE WHEN cl.technology = 'certificate' THEN 'C' ELSE cl.technology END` },
      state: { value: sql`cl.state` },
      consolidatedCode: { value: sql`cl.consolidated_code` },
      criteria: { value: sql`cl.criteria` },
      members: {
        value: sql`(SELECT count(*)::integer FROM consolidated_member m WHERE m.tenant_id = cl.tenant_id
          AND m.consolidated_license_id = cl.consolidated_license_id)`,
      },
      soldTo: { value: sql`cl.sold_to_label` },
      consolidatedAt: { value: sql`cl.consolidated_at`, sortType: 'timestamptz' },
      consolidatedBy: { value: sql`cl.consolidated_by` },
    },
  }),
)
