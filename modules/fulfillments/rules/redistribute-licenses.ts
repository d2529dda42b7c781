import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { readCount } from './counts.ts'

/** A counted license that stands in one cell of the grid: of a line item, on a host. */
export interface GridLicense {
  readonly id: string
  readonly lineItemId: string
  /** Place of its host among the columns. */
  readonly column: number
  readonly copies: number
  readonly overdraft: number
}

/** What a line item is to have on each host. */
export interface GridRow {
  readonly lineItemId: string
  readonly activationId: string
  /** Final counts by column; null or nothing stays as it is. */
  readonly counts: readonly unknown[]
}

/** A part of a license that goes to another host. */
export interface GridPart {
  readonly column: number
  readonly copies: number
  readonly overdraft: number
}

/** A license that gives copies away. */
export interface GridChange {
  readonly id: string
  /** What stays on its host; null when nothing does. */
  readonly rest: { readonly copies: number; readonly overdraft: number } | null
  readonly parts: readonly GridPart[]
}

/** How licenses are counted out anew. */
export interface RedistributionPlan {
  readonly refused: false
  readonly changes: readonly GridChange[]
}

/**
 * Plans that the copies of line items are counted out over hosts anew. Final counts add up to what there is.
 *
 * As few licenses as possible change: on a host that gives, one that has exactly what has to go, else the smallest
 * that has enough, else the largest ones; on a host that gains, none: it gets licenses besides. Overdraft stays with
 * what stays, and goes along with a license that goes whole. Source: the published "Batch Rehost"; LIFE-09.
 */
export function planRedistribution(
  columns: number,
  rows: readonly GridRow[],
  licenses: readonly GridLicense[],
): RedistributionPlan | Refusal {
  const changes: GridChange[] = []
  for (const row of rows) {
    const own = licenses.filter(({ lineItemId }) => lineItemId === row.lineItemId)
    const planned = planRow(columns, row, own)
    if (isRefusal(planned)) return planned
    changes.push(...planned.changes)
  }
  return changes.length === 0 ? refuse('redistribution-nothing') : { refused: false, changes }
}

/**
 * Batch rehosts are for certificates: one act would leave many licenses on hold at once, of which the generator may make
 * some and refuse others, and the counts that were asked for would be met by none. LIFE-09.
 */
export function redistributionTechnologyRefusal(
  lineItems: readonly { readonly activationId: string; readonly technology: string }[],
): Refusal | null {
  const own = lineItems.find(({ technology }) => technology !== 'certificate')
  return own
    ? refuse('redistribution-technology', { activationId: own.activationId, technology: own.technology })
    : null
}

function planRow(
  columns: number,
  row: GridRow,
  licenses: readonly GridLicense[],
): RedistributionPlan | Refusal {
  const { activationId } = row
  if (row.counts.length > columns) {
    return refuse('redistribution-columns', { activationId, counts: row.counts.length, hosts: columns })
  }
  const gains: number[] = []
  let requested = 0
  let available = 0
  for (let column = 0; column < columns; column += 1) {
    const present = sumOf(licenses.filter((one) => one.column === column))
    const final = finalCount(row, column, present)
    if (typeof final !== 'number') return final
    requested += final
    available += present
    gains.push(final - present)
  }
  if (requested !== available) {
    return refuse('redistribution-sum', {
      activationId,
      requested,
      available,
      difference:
        requested > available ? `${requested - available} too many` : `${available - requested} missing`,
    })
  }
  const given = gains.flatMap((gain, column) =>
    gain < 0
      ? givenBy(
          licenses.filter((one) => one.column === column),
          -gain,
        )
      : [],
  )
  return { refused: false, changes: handOut(given, gains) }
}

function finalCount({ activationId, counts }: GridRow, column: number, present: number): number | Refusal {
  const asked = counts[column]
  if (asked === undefined || asked === null) return present
  const count = readCount(asked, 'final count', 0)
  return isRefusal(count) ? refuse(count.code, { ...count.data, activationId, host: column + 1 }) : count
}

interface Given {
  readonly license: GridLicense
  readonly copies: number
}

/** Which licenses of a host give copies: as few as possible. */
function givenBy(licenses: readonly GridLicense[], copies: number): readonly Given[] {
  const left = licenses.filter((one) => one.copies > 0).toSorted((a, b) => a.copies - b.copies)
  const given: Given[] = []
  let wanted = copies
  while (wanted > 0) {
    const at = left.findIndex((one) => one.copies >= wanted)
    const [license] = left.splice(at < 0 ? left.length - 1 : at, 1)
    if (!license) break
    const share = Math.min(license.copies, wanted)
    given.push({ license, copies: share })
    wanted -= share
  }
  return given
}

/** Hands what is given to the hosts that gain: first where a whole share fits exactly, then in their order. */
function handOut(given: readonly Given[], gains: readonly number[]): readonly GridChange[] {
  const open = gains.flatMap((gain, column) => (gain > 0 ? [{ column, copies: gain }] : []))
  const parts = new Map<Given, { readonly column: number; readonly copies: number }[]>()
  const rest: Given[] = []
  for (const one of given) {
    const fit = open.find(({ copies }) => copies === one.copies)
    if (!fit) {
      rest.push(one)
      continue
    }
    parts.set(one, [{ column: fit.column, copies: fit.copies }])
    fit.copies = 0
  }
  for (const one of rest) {
    const own: { readonly column: number; readonly copies: number }[] = []
    let left = one.copies
    for (const place of open) {
      const copies = Math.min(left, place.copies)
      if (copies === 0) continue
      own.push({ column: place.column, copies })
      place.copies -= copies
      left -= copies
    }
    parts.set(one, own)
  }
  return given.map((one) => changeOf(one, parts.get(one) ?? []))
}

function changeOf(
  { license, copies }: Given,
  parts: readonly { readonly column: number; readonly copies: number }[],
): GridChange {
  const { id, overdraft } = license
  const stays = license.copies - copies
  return {
    id,
    rest: stays > 0 ? { copies: stays, overdraft } : null,
    parts: parts.map((part, at) => ({ ...part, overdraft: stays === 0 && at === 0 ? overdraft : 0 })),
  }
}

function sumOf(licenses: readonly GridLicense[]): number {
  return licenses.reduce((sum, { copies }) => sum + copies, 0)
}
