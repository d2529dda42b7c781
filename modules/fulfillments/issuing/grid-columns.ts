import { hostKeyOf } from '@tallystick/hosts/rules/host-key.ts'
import { readServerSet } from '@tallystick/hosts/rules/triad.ts'
import { serversByKeys } from '@tallystick/hosts/services.ts'
import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import type { z } from 'zod'
import type { redistributeLicenses } from '../operations/redistribute-licenses.contract.ts'
import type { ServerHost } from '../rules/activation-facts.ts'
import { planRedistribution } from '../rules/redistribute-licenses.ts'
import { hostIdsOf } from './held-hosts.ts'
import type { HeldLicense, HeldLicenses } from './held-licenses.ts'
import { hostIdSettingsOf } from './license-settings.ts'
import { readHostRequests } from './read-hosts.ts'

/** A column of the grid of a batch rehost. */
export interface GridColumn {
  /** See `hostKeyOf`. */
  readonly key: string
  readonly servers: readonly ServerHost[]
}

type Wish = z.output<typeof redistributeLicenses.input>['hosts']

/** The columns that a request names, in their order: servers of the account, and new ones. */
export async function readColumns(
  ctx: CommandContext,
  accountId: string,
  wish: Wish,
): Promise<readonly GridColumn[] | Refusal> {
  const known = await serversByKeys(
    ctx,
    accountId,
    wish.flatMap(({ host }) => host ?? []),
  )
  const fresh = wish.map(({ servers }) => ({ servers: servers ?? [] }))
  const read = readHostRequests(fresh, await hostIdSettingsOf(ctx))
  if (isRefusal(read)) return read
  const columns: GridColumn[] = []
  for (const [at, { host }] of wish.entries()) {
    const row = known.find(({ id }) => id === host)
    if (host !== undefined && !row) return refuse('redistribution-host-foreign', { host })
    const servers: readonly ServerHost[] = row
      ? hostIdsOf('server', [row], row.texts).map((hostId) => ({ hostId, hostName: null, port: null }))
      : (read[at]?.servers ?? [])
    if (servers.length === 0) return refuse('server-host-missing', { kind: 'license server', host: at + 1 })
    const ids = servers.map(({ hostId }) => hostId)
    const set = readServerSet(ids)
    if (isRefusal(set)) return set
    const key = hostKeyOf('server', ids)
    if (columns.some((one) => one.key === key)) return refuse('host-repeated', { value: ids[0]?.text ?? '' })
    columns.push({ key, servers })
  }
  return columns
}

/** Columns with the names and ports that licenses on them have: an administrator may have set them there. */
export function asUsed(
  columns: readonly GridColumn[],
  licenses: readonly HeldLicense[],
): readonly GridColumn[] {
  const used = new Map(licenses.map((held) => [serverKeyOf(held), held.hosts.servers]))
  return columns.map((column) => ({ ...column, servers: used.get(column.key) ?? column.servers }))
}

/** The key of the server of a license. */
function serverKeyOf({ hosts }: HeldLicense): string {
  return hostKeyOf(
    'server',
    (hosts.servers ?? []).map(({ hostId }) => hostId),
  )
}

/** Plans the final counts of rows from the licenses under lock. */
export function planGrid(
  wish: z.output<typeof redistributeLicenses.input>['rows'],
  held: HeldLicenses | null,
  columns: readonly GridColumn[],
) {
  const items = held?.items ?? []
  const named = (reference: string) =>
    items.find(
      ({ lineItem }) =>
        lineItem.id === reference || lineItem.activationId.toLowerCase() === reference.toLowerCase(),
    )?.lineItem
  const rows = wish.map(({ lineItem, counts }) => ({
    lineItemId: named(lineItem)?.id ?? lineItem,
    activationId: named(lineItem)?.activationId ?? lineItem,
    counts,
  }))
  const twice = rows.find((row, at) => rows.findIndex((one) => one.lineItemId === row.lineItemId) !== at)
  if (twice) return refuse('redistribution-row-twice', { activationId: twice.activationId })
  const cells = (held?.licenses ?? []).flatMap((one) => {
    const column = columns.findIndex(({ key }) => key === serverKeyOf(one))
    const { id, lineItemId, copies, overdraft } = one.record
    return column < 0 ? [] : [{ id, lineItemId, column, copies, overdraft }]
  })
  return planRedistribution(columns.length, rows, cells)
}
