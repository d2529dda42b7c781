import type { Api } from '@tallystick/api/client.ts'
import { listAccounts, listUsers } from '@tallystick/accounts/contracts.ts'
import type { FoundRecord } from '@tallystick/kit/portal/area.ts'

const LIMIT = 5

/** Accounts by a part of their name. */
export async function findAccounts(api: Api, text: string, signal: AbortSignal): Promise<FoundRecord[]> {
  const { rows } = await api.page(
    listAccounts,
    { where: [`name.contains:${text}`], limit: LIMIT },
    { signal },
  )
  return rows.map((row) => ({ label: row.name, detail: row.code, to: `/accounts/${row.id}` }))
}

/** Users and contacts by a part of their name. */
export async function findUsers(api: Api, text: string, signal: AbortSignal): Promise<FoundRecord[]> {
  const { rows } = await api.page(
    listUsers,
    { where: [`displayName.contains:${text}`], limit: LIMIT },
    { signal },
  )
  return rows.map((row) => ({ label: row.displayName, detail: row.email, to: `/users/${row.id}` }))
}
