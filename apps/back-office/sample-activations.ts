import { Refused } from '@tallystick/kernel/errors/problems.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import type { House } from './house.ts'

/** Activations that the sample begins with. */
const ACTIVATIONS = 220

interface FormItem {
  readonly fields: {
    readonly asksServerHost: boolean
    readonly asksNodeHosts: boolean
    readonly asksCount: boolean
    readonly asksStartDate: boolean
    readonly versionDate: 'version-date' | 'version-start-date' | null
    readonly attributes: readonly {
      readonly key: string
      readonly isRequired: boolean
      readonly proposal: unknown
    }[]
  }
  readonly figures: { readonly copiesAvailable: number; readonly copiesTaken: number }
  readonly refusal: unknown
}

/**
 * Activates line items of the sample for their customers, on made-up hosts. What cannot be activated (an
 * expired or inactive item, an attribute that only a person can fill in) is left alone. Returns how many are active,
 * with those that an interrupted start had activated.
 */
export async function activateSample(house: House, tenantId: string): Promise<number> {
  const call = { tenantId, caller: { principal: systemPrincipal(tenantId, 'Sample data') } }
  const where = ['state.in:deployed', 'validity.in:unexpired']
  const input = { where, sort: 'activationId', limit: 500 }
  const page = (await house.pipeline.run('list-line-items', input, call)) as {
    rows: readonly { id: string }[]
  }
  let count = 0
  for (const [index, { id }] of page.rows.entries()) {
    if (count >= ACTIVATIONS) break
    const item = await formOf(house, tenantId, id)
    if (!item) continue
    if (item.figures.copiesTaken > 0) {
      count += 1
      continue
    }
    if (item.refusal || item.figures.copiesAvailable < 1) continue
    if (await activate(house, tenantId, id, item, index)) count += 1
  }
  return count
}

async function formOf(house: House, tenantId: string, lineItem: string): Promise<FormItem | null> {
  const call = { tenantId, caller: { principal: systemPrincipal(tenantId, 'Sample data') } }
  try {
    const form = (await house.pipeline.run('get-activation-form', { lineItems: lineItem }, call)) as {
      items: readonly FormItem[]
    }
    return form.items[0] ?? null
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

async function activate(house: House, tenantId: string, lineItem: string, item: FormItem, index: number) {
  const call = { tenantId, caller: { principal: systemPrincipal(tenantId, 'Sample data') } }
  const { fields, figures } = item
  const needed = fields.attributes.filter(({ isRequired, proposal }) => isRequired && proposal === null)
  if (needed.length > 0) return false
  const copies = Math.max(1, Math.ceil((figures.copiesAvailable * ((index * 7) % 10)) / 10))
  const input = {
    items: [
      {
        lineItem,
        hosts: [
          {
            servers: fields.asksServerHost
              ? [{ type: 'ethernet', value: ethernet(index), hostName: `lic${index % 9}` }]
              : [],
            nodeHosts: fields.asksNodeHosts
              ? [{ type: 'hostname', value: `HOSTNAME=cad-${100 + (index % 80)}` }]
              : [],
            ...(fields.asksCount ? { copies } : {}),
          },
        ],
        ...(fields.asksStartDate ? { startDate: today() } : {}),
        ...(fields.versionDate === 'version-date' ? { versionDate: today() } : {}),
        ...(fields.versionDate === 'version-start-date' ? { versionStartDate: today() } : {}),
      },
    ],
  }
  try {
    await house.pipeline.run('activate-line-items', input, call)
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

/** A locally administered Ethernet address, so that it is nobody's. */
function ethernet(index: number): string {
  return `02A0${(index % 9).toString(16).padStart(2, '0')}${((index * 2654435761) >>> 8).toString(16).padStart(6, '0').slice(-6)}`
}

function today(): string {
  return Temporal.Now.plainDateISO('UTC').toString()
}
