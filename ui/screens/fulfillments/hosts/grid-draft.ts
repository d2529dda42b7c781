import type { InputOf, OutputOf } from '@tallystick/api/client.ts'
import { attributeOf } from '@tallystick/catalog/rules/model-attributes.ts'
import type { AttributeToAsk } from '@tallystick/catalog/rules/resolve-attributes.ts'
import type {
  getRedistributionGrid,
  redistributeLicenses,
} from '@tallystick/fulfillments/operations/redistribute-licenses.contract.ts'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import type { DraftHostId } from '../activation/draft.ts'
import { hostIdInput, setLabel } from './host-form.ts'

/** The answer of `get-redistribution-grid`. */
export type Grid = OutputOf<typeof getRedistributionGrid>

/** A line item of the grid: a column of final counts. */
export type GridItem = Grid['lineItems'][number]

/** A host of the grid: a row of final counts. */
export interface GridHost {
  /** Of a host that the account has; null for a new one. */
  readonly id: string | null
  readonly label: string
  /** Of a new one. */
  readonly ids: readonly DraftHostId[]
}

/** What a person has said about a batch rehost. */
export interface GridDraft {
  /** Hosts that were added to those of the grid. */
  readonly added: readonly GridHost[]
  /** Final counts that were changed, by line item and label of the host. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number | null>>>>
  readonly attributes: Readonly<Record<string, unknown>>
}

/** Nothing said yet. */
export const EMPTY_GRID: GridDraft = { added: [], counts: {}, attributes: {} }

/** All hosts, those of the grid first. */
export function hostsOfGrid(grid: Grid, draft: GridDraft): readonly GridHost[] {
  return [...grid.hosts.map(({ id, label }) => ({ id, label, ids: [] })), ...draft.added]
}

/** A host that was added: one that the account has, or a new one. */
export function addedHost(grid: Grid, ids: readonly DraftHostId[]): GridHost {
  const label = setLabel(ids)
  const known = grid.knownHosts.find((one) => one.label === label)
  return { id: known?.id ?? null, label, ids }
}

/** Copies that a line item has on a host now. */
export function presentCount(grid: Grid, item: GridItem, host: GridHost): number {
  const at = grid.hosts.findIndex(({ id }) => id === host.id)
  return at < 0 ? 0 : (item.counts[at] ?? 0)
}

/** The final count of a cell; null while it was emptied. */
export function finalCount(grid: Grid, draft: GridDraft, item: GridItem, host: GridHost): number | null {
  const changed = draft.counts[item.id]?.[host.label]
  return changed === undefined ? presentCount(grid, item, host) : changed
}

/** The draft with one final count. */
export function withCount(draft: GridDraft, item: GridItem, host: GridHost, count: number | null): GridDraft {
  const own = { ...draft.counts[item.id], [host.label]: count }
  return { ...draft, counts: { ...draft.counts, [item.id]: own } }
}

/** What is wrong with the final counts of a line item; null when they are complete. */
export function itemProblem(grid: Grid, draft: GridDraft, item: GridItem): string | null {
  const counts = hostsOfGrid(grid, draft).map((host) => finalCount(grid, draft, item, host))
  if (counts.some((count) => count === null || !Number.isInteger(count) || count < 0)) {
    return 'Enter whole numbers from 0.'
  }
  const sum = counts.reduce<number>((total, count) => total + (count ?? 0), 0)
  if (sum === item.copies) return null
  return sum > item.copies
    ? `${countText(sum - item.copies, 'copy', 'copies')} too many: there are ${numberText(item.copies)}.`
    : `${countText(item.copies - sum, 'copy is', 'copies are')} missing: there are ${numberText(item.copies)}.`
}

/** Line items of which a final count differs from the present one. */
export function changedItems(grid: Grid, draft: GridDraft): readonly GridItem[] {
  const hosts = hostsOfGrid(grid, draft)
  return grid.lineItems.filter((item) =>
    hosts.some((host) => finalCount(grid, draft, item, host) !== presentCount(grid, item, host)),
  )
}

/** The first thing that keeps the grid from being reviewed; null when nothing does. */
export function gridProblem(grid: Grid, draft: GridDraft): string | null {
  const changed = changedItems(grid, draft)
  if (changed.length === 0) return 'Change a final count.'
  for (const item of changed) {
    const problem = itemProblem(grid, draft, item)
    if (problem) return `${item.products}: ${problem}`
  }
  return null
}

/** The attributes that can be said of all new licenses: those that all changed line items ask. */
export function attributesOfGrid(grid: Grid, draft: GridDraft): readonly AttributeToAsk[] {
  const [first, ...others] = changedItems(grid, draft)
  const common = (first?.attributes ?? []).filter(
    ({ key }) =>
      attributeOf(key) !== null && others.every((item) => item.attributes.some((one) => one.key === key)),
  )
  return common as unknown as readonly AttributeToAsk[]
}

/** The request that a draft stands for: hosts and line items that change, and nothing else. */
export function requestOfGrid(grid: Grid, draft: GridDraft): InputOf<typeof redistributeLicenses> {
  const items = changedItems(grid, draft)
  const hosts = hostsOfGrid(grid, draft).filter((host) =>
    items.some((item) => finalCount(grid, draft, item, host) !== presentCount(grid, item, host)),
  )
  const asked = attributesOfGrid(grid, draft).map(({ key }) => key)
  const said = Object.entries(draft.attributes).filter(
    ([key, value]) => asked.some((one) => one === key) && isSaid(value),
  )
  return {
    account: grid.account.id,
    hosts: hosts.map(({ id, ids }) => (id ? { host: id } : { servers: ids.map(hostIdInput) })),
    rows: items.map((item) => ({
      lineItem: item.id,
      counts: hosts.map((host) => finalCount(grid, draft, item, host)),
    })),
    ...(said.length > 0 ? { attributes: Object.fromEntries(said) } : {}),
  }
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false
}
