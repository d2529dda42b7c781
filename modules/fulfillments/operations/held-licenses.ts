import { findTechnology, generationOf } from '@tallystick/catalog/services.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { bindList } from '@tallystick/kernel/list/bind.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import {
  implement,
  implementList,
  implementQuery,
  type Operation,
} from '@tallystick/kernel/operation/implement.ts'
import { randomBytes } from 'node:crypto'
import sql from 'sql-template-tag'
import { secretPlace } from '../issuing/generator-of.ts'
import type { Sealer } from '../keys/sealer.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { Fulfillments } from '../resources.ts'
import { keepGeneratorSecret, licenseFiles } from '../store/held-licenses-of-technologies.ts'
import { rejectHeldLicensesWith } from './reject-held-licenses.ts'
import { supplyLicensesWith } from './supply-licenses.ts'
import * as contracts from './held-licenses.contract.ts'

const list = implementList(
  bindList(contracts.listHeldLicenses, {
    base: sql`fulfillment AS f`,
    alias: 'f',
    id: sql`f.fulfillment_id`,
    where: (ctx) => sql`f.tenant_id = ${ctx.tenantId} AND f.state <> 'active' AND f.state = 'on-hold'
      AND ${ctx.scope.all}`,
    columns: {
      fulfillmentCode: { value: sql`f.fulfillment_code` },
      technology: { value: sql`f.technology` },
      generation: { value: generationOf(sql`f.tenant_id`, sql`f.technology`) },
      products: { value: sql`f.products_label` },
      soldTo: { value: sql`f.sold_to_label` },
      hosts: { value: sql`trim(f.server_label || ' ' || f.node_label)` },
      copies: { value: sql`f.copies` },
      fulfilledAt: { value: sql`f.fulfilled_at`, sortType: 'timestamptz' },
      note: { value: sql`f.hold_note` },
    },
  }),
)

/** Licenses that wait on hold for their files: listed, supplied, refused. CERT-05. */
export function heldLicenseOperations(sealer: Sealer, ring: KeyRing): readonly Operation[] {
  return [list, supplyLicensesWith(ring), rejectHeldLicensesWith(ring), files, secretWith(sealer)]
}

const files = implementQuery(contracts.getLicenseFiles, async (ctx, { fulfillment }) => {
  const license = await find(ctx, Fulfillments, fulfillment)
  return { files: [...(await licenseFiles(ctx, license.id))], note: license.holdNote }
})

function secretWith(sealer: Sealer): Operation {
  return implement(contracts.makeGeneratorSecret, async (ctx, { id }) => {
    const technology = await findTechnology(ctx, id)
    if (technology.generation === 'manual') {
      return ctx.refuse(refuse('technology-by-hand', { technology: technology.name }))
    }
    const secret = randomBytes(32).toString('base64url')
    const place = secretPlace(ctx.tenantId, technology.id)
    await keepGeneratorSecret(ctx, technology.id, sealer.seal(Buffer.from(secret), place))
    ctx.audit({ subjects: [{ kind: 'license-technology', id: technology.id, label: technology.name }] })
    return { secret }
  })
}
