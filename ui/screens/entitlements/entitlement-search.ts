import type { Api } from '@tallystick/api/client.ts'
import { listEntitlements, listLineItems, listTransfers } from '@tallystick/entitlements/contracts.ts'
import type { FoundRecord } from '@tallystick/kit/portal/area.ts'
import { entitlementPath, orderedItemPath } from './paths.ts'

const LIMIT = 5

/** Entitlements by a part of their ID. */
export async function findEntitlements(api: Api, text: string, signal: AbortSignal): Promise<FoundRecord[]> {
  const question = { where: [`entitlementId.contains:${text}`], limit: LIMIT }
  const { rows } = await api.page(listEntitlements, question, { signal })
  return rows.map((row) => ({ label: row.entitlementId, detail: row.account, to: entitlementPath(row.id) }))
}

/** Line items by a part of their activation ID. */
export async function findLineItems(api: Api, text: string, signal: AbortSignal): Promise<FoundRecord[]> {
  const question = { where: [`activationId.contains:${text}`], limit: LIMIT }
  const { rows } = await api.page(listLineItems, question, { signal })
  return rows.map((row) => ({ label: row.activationId, detail: row.product, to: orderedItemPath(row.id) }))
}

/** How many entitlements wait as drafts. */
export async function countDrafts(api: Api, signal: AbortSignal): Promise<number> {
  const page = await api.page(
    listEntitlements,
    { where: ['state.in:draft'], limit: 1, total: true },
    { signal },
  )
  return page.total?.count ?? 0
}

/** How many transfers wait for the producer. */
export async function countTransfers(api: Api, signal: AbortSignal): Promise<number> {
  const question = { where: ['state.in:waiting'], limit: 1, total: true }
  const page = await api.page(listTransfers, question, { signal })
  return page.total?.count ?? 0
}
