import type { Api } from '@tallystick/api/client.ts'
import {
  listFeatures,
  listLicenseModels,
  listPartNumbers,
  listProducts,
} from '@tallystick/catalog/contracts.ts'
import { stateWord } from '@tallystick/kit/format/StateBadge.tsx'
import type { FoundRecord } from '@tallystick/kit/portal/area.ts'

const LIMIT = 5

/** Products, suites and maintenance plans by a part of their name. */
export async function findProducts(api: Api, text: string, signal: AbortSignal): Promise<FoundRecord[]> {
  const { rows } = await api.page(
    listProducts,
    { where: [`label.contains:${text}`], limit: LIMIT },
    { signal },
  )
  return rows.map((row) => ({
    label: `${row.name} ${row.version}`,
    detail: stateWord(row.state),
    to: `/products/${row.id}`,
  }))
}

/** Part numbers by a part of their code. */
export async function findPartNumbers(api: Api, text: string, signal: AbortSignal): Promise<FoundRecord[]> {
  const { rows } = await api.page(
    listPartNumbers,
    { where: [`code.contains:${text}`], limit: LIMIT },
    { signal },
  )
  return rows.map((row) => ({
    label: row.code,
    detail: row.product ?? 'unassigned',
    to: `/part-numbers/${row.id}`,
  }))
}

/** Features by a part of their name. */
export async function findFeatures(api: Api, text: string, signal: AbortSignal): Promise<FoundRecord[]> {
  const { rows } = await api.page(
    listFeatures,
    { where: [`label.contains:${text}`], limit: LIMIT },
    { signal },
  )
  return rows.map((row) => ({
    label: `${row.name} ${row.version}`,
    detail: stateWord(row.state),
    to: `/features/${row.id}`,
  }))
}

/** License models by a part of their name. */
export async function findModels(api: Api, text: string, signal: AbortSignal): Promise<FoundRecord[]> {
  const { rows } = await api.page(
    listLicenseModels,
    { where: [`name.contains:${text}`], limit: LIMIT },
    { signal },
  )
  return rows.map((row) => ({
    label: row.name,
    detail: stateWord(row.state),
    to: `/license-models/${row.id}`,
  }))
}

/** Products, suites and maintenance plans that wait to be deployed. */
export async function countProductDrafts(api: Api, signal: AbortSignal): Promise<number> {
  const { total } = await api.page(
    listProducts,
    { where: ['state.in:draft'], limit: 1, total: true },
    { signal },
  )
  return total?.count ?? 0
}

/** Part numbers that resolve to nothing: orders with them are refused. */
export async function countUnassigned(api: Api, signal: AbortSignal): Promise<number> {
  const question = { where: ['assignment.in:unassigned'], limit: 1, total: true }
  const { total } = await api.page(listPartNumbers, question, { signal })
  return total?.count ?? 0
}
