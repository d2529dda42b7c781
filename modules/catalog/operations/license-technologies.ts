import { changedMeanwhile } from '@tallystick/kernel/errors/refusal.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { bindList } from '@tallystick/kernel/list/bind.ts'
import {
  implement,
  implementList,
  implementQuery,
  type Operation,
} from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { commandsView } from '../goods-view.ts'
import { generatorAddressRefusal, technologyUsedRefusal } from '../rules/license-technologies.ts'
import { changedFields } from '../reference-fields.ts'
import { refusingTaken } from '../store/constraints.ts'
import {
  findTechnology,
  insertTechnology,
  removeTechnology,
  replaceTechnology,
} from '../store/license-technologies.ts'
import * as contracts from './license-technologies.contract.ts'

const list = implementList(
  bindList(contracts.listLicenseTechnologies, {
    base: sql`license_technology AS t`,
    alias: 't',
    id: sql`t.license_technology_id`,
    where: (ctx) => sql`t.tenant_id = ${ctx.tenantId}`,
    columns: {
      name: { value: sql`t.name` },
      kind: { value: sql`t.kind` },
      generation: { value: sql`t.generation` },
      address: { value: sql`t.address` },
      licenseModels: {
        value: sql`(SELECT count(*) FROM license_model m
          WHERE m.tenant_id = t.tenant_id AND m.technology = t.name)`,
      },
      description: { value: sql`t.description` },
    },
  }),
)

const subjectOf = ({ id, name }: { readonly id: string; readonly name: string }) => ({
  kind: 'license-technology',
  id,
  label: name,
})

/** License technologies of the producer. CERT-05. */
const operations: readonly Operation[] = [
  list,
  implementQuery(contracts.getLicenseTechnology, async (ctx, { id }) => {
    const technology = await findTechnology(ctx, id)
    const commands = commandsView(ctx, [
      ['update-license-technology', 'settings.manage', null],
      ['make-generator-secret', 'settings.manage', null],
      [
        'delete-license-technology',
        'settings.manage',
        technologyUsedRefusal(technology.name, technology.licenseModels),
      ],
    ])
    return { ...technology, hostAttributes: [...technology.hostAttributes], commands }
  }),
  implement(contracts.createLicenseTechnology, async (ctx, input) => {
    const wrong = generatorAddressRefusal(input)
    if (wrong) return ctx.refuse(wrong)
    const id = newId()
    await refusingTaken(ctx, input, () => insertTechnology(ctx, id, input))
    ctx.audit({ subjects: [subjectOf({ id, name: input.name })], after: input })
    return { id, name: input.name }
  }),
  implement(contracts.updateLicenseTechnology, async (ctx, { id: ref, rowVersion, ...given }) => {
    const technology = await findTechnology(ctx, ref, true)
    const stale = changedMeanwhile({ ...technology, label: technology.name }, rowVersion)
    if (stale) return ctx.refuse(stale)
    const { id, name, description, kind, generation, address, hostAttributes, consolidates } = technology
    const before = { name, description, kind, generation, address, hostAttributes, consolidates }
    const changed = changedFields(before, given)
    if (changed.length === 0) return { id, rowVersion, changed: false }
    const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    const after = { ...before, ...(set as Partial<typeof before>) }
    const wrong = generatorAddressRefusal(after)
    if (wrong) return ctx.refuse(wrong)
    const used = kind === after.kind ? null : technologyUsedRefusal(name, technology.licenseModels)
    if (used) return ctx.refuse(used)
    const next = await replaceTechnology(ctx, id, after)
    ctx.audit({ subjects: [subjectOf(technology)], before, after })
    return { id, rowVersion: next, changed: true }
  }),
  implement(contracts.deleteLicenseTechnology, async (ctx, { id: ref }) => {
    const technology = await findTechnology(ctx, ref, true)
    const used = technologyUsedRefusal(technology.name, technology.licenseModels)
    if (used) return ctx.refuse(used)
    await removeTechnology(ctx, technology.id)
    ctx.audit({ subjects: [subjectOf(technology)] })
    return { id: technology.id }
  }),
]

export default operations
