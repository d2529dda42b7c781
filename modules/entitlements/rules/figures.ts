import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { LineItemCounts } from '../model.ts'

/** One figure of a line item, with the arithmetic behind it in words. */
export interface Figure {
  readonly key: FigureKey
  readonly label: string
  /** Copies, never below 0. */
  readonly value: number
  /** How the figure comes about: the answer to *Why?* beside it. */
  readonly why: string
}

/** Names of the figures. */
export type FigureKey =
  | 'total'
  | 'fulfilled'
  | 'moved'
  | 'available'
  | 'unfulfilled'
  | 'extraActivations'
  | 'extraActivationsAvailable'
  | 'remaining'
  | 'overdraft'
  | 'overdraftTaken'
  | 'overdraftLeft'

/**
 * Copies that can still be activated as new, in copies, never below 0: total minus taken minus moved on.
 *
 * A replacing line item has no copies of its own: it has those that it brought from its parents, and those that
 * are free there. So copies that wait in active licenses of a parent are not part of it, nor are extra activations
 * and overdraft. Source: "Configuring Counts"; ENT-01, ACT-05, ACT-06.
 */
export function copiesAvailable(counts: LineItemCounts): number {
  return Math.max(0, copiesUsable(counts) - copiesUsed(counts))
}

/**
 * Copies that can still be fulfilled in any way, as new activations or by replacing licenses of a parent: "total
 * remaining copies" of the counts page. Extra activations are not part of it. ACT-05, ACT-07.
 */
export function copiesUnfulfilled(counts: LineItemCounts): number {
  return Math.max(0, counts.copiesTotal - copiesUsed(counts))
}

/** Extra activations left, in copies. They are used only when all purchased copies are taken. */
export function extraActivationsAvailable(counts: LineItemCounts): number {
  return Math.max(0, counts.extraActivationsMax - extraActivationsUsed(counts))
}

/** All that can still be activated: available copies and extra activations together. */
export function copiesRemaining(counts: LineItemCounts): number {
  return copiesAvailable(counts) + extraActivationsAvailable(counts)
}

/** Overdraft that can still be granted to fulfillments, in copies. */
export function overdraftLeft(counts: LineItemCounts): number {
  return Math.max(0, counts.overdraftMax - counts.overdraftTaken)
}

/** Refuses copies beyond what is available and allowed extra; null when they are there. */
export function copiesRefusal(counts: LineItemCounts, requested: number): Refusal | null {
  if (requested <= copiesRemaining(counts)) return null
  return refuse('insufficient-copies', {
    total: counts.copiesTotal,
    taken: copiesUsed(counts),
    available: copiesAvailable(counts),
    extraActivations: extraActivationsAvailable(counts),
    requested,
  })
}

/** Refuses overdraft beyond what the line item still allows; null when it is there. */
export function overdraftRefusal(counts: LineItemCounts, requested: number): Refusal | null {
  const left = overdraftLeft(counts)
  if (requested <= left) return null
  return refuse('overdraft-exceeded', {
    maximum: counts.overdraftMax,
    used: counts.overdraftTaken,
    left,
    requested,
  })
}

/**
 * All figures of a line item in the order in which they are read, each with its reason.
 * Throws InvariantError if stored figures are negative: that is a bug, not a refusal.
 */
export function figuresOf(counts: LineItemCounts): readonly Figure[] {
  for (const [name, value] of Object.entries(counts)) {
    invariant(value === null || value >= 0, `${name} of a line item is negative: ${value}`)
  }
  const available = copiesAvailable(counts)
  const extraLeft = extraActivationsAvailable(counts)
  const used = extraActivationsUsed(counts)
  const { copiesTotal, copiesTaken, extraActivationsMax, overdraftMax, overdraftTaken } = counts
  return [
    figure('total', 'Total', copiesTotal, `${copiesTotal} copies were sold with this line item.`),
    figure('fulfilled', 'Fulfilled', copiesTaken, `${copiesTaken} copies are in active licenses.`),
    ...movedFigure(counts),
    figure('available', 'Available', available, whyAvailable(counts)),
    ...unfulfilledFigure(counts),
    figure(
      'extraActivations',
      'Extra activations',
      extraActivationsMax,
      `The policy allows ${extraActivationsMax} copies beyond the sold ones.`,
    ),
    figure(
      'extraActivationsAvailable',
      'Extra activations left',
      extraLeft,
      `${extraActivationsMax} allowed - ${used} used beyond the sold copies = ${extraLeft}.`,
    ),
    figure(
      'remaining',
      'Can still be activated',
      available + extraLeft,
      `${available} available + ${extraLeft} extra activations left = ${available + extraLeft}.`,
    ),
    figure(
      'overdraft',
      'Overdraft',
      overdraftMax,
      `All licenses together may grant ${overdraftMax} overdraft copies.`,
    ),
    figure(
      'overdraftTaken',
      'Overdraft granted',
      overdraftTaken,
      `${overdraftTaken} are granted in active licenses.`,
    ),
    figure(
      'overdraftLeft',
      'Overdraft left',
      overdraftLeft(counts),
      `${overdraftMax} allowed - ${overdraftTaken} granted = ${overdraftLeft(counts)}.`,
    ),
  ]
}

/** Copies in use or gone. */
function copiesUsed(counts: LineItemCounts): number {
  return counts.copiesTaken + counts.copiesMoved
}

/** Copies that there are for use here: all that were sold, or what came and can come from the parents. */
function copiesUsable({ copiesTotal, copiesBrought, copiesToBring }: LineItemCounts): number {
  return copiesBrought === null ? copiesTotal : Math.min(copiesTotal, copiesBrought + copiesToBring)
}

function extraActivationsUsed(counts: LineItemCounts): number {
  return Math.max(0, copiesUsed(counts) - copiesUsable(counts))
}

function movedFigure({ copiesMoved }: LineItemCounts): readonly Figure[] {
  if (copiesMoved === 0) return []
  const why = `${copiesMoved} copies went into line items that upgraded, upsold or renewed this one.`
  return [figure('moved', 'Moved on', copiesMoved, why)]
}

/** Of a replacing line item: what it can still fulfill, most of it by replacing licenses of its parents. ACT-06. */
function unfulfilledFigure(counts: LineItemCounts): readonly Figure[] {
  if (counts.copiesBrought === null) return []
  const value = copiesUnfulfilled(counts)
  const gone = counts.copiesMoved > 0 ? ` - ${counts.copiesMoved} moved on` : ''
  const sum = `${counts.copiesTotal} total - ${counts.copiesTaken} fulfilled${gone} = ${value}`
  const why = `${sum}: as far as they are not available, they come out of active licenses that this line item replaces.`
  return [figure('unfulfilled', 'Total remaining copies', value, why)]
}

function whyAvailable(counts: LineItemCounts): string {
  const used = extraActivationsUsed(counts)
  if (used > 0) return `All sold copies are fulfilled, and ${used} extra activations besides.`
  const gone = counts.copiesMoved > 0 ? ` - ${counts.copiesMoved} moved on` : ''
  const rest = `- ${counts.copiesTaken} fulfilled${gone} = ${copiesAvailable(counts)}.`
  if (counts.copiesBrought === null) return `${counts.copiesTotal} total ${rest}`
  const sources = `${counts.copiesBrought} came from the line item that it replaces, ${counts.copiesToBring} are free there`
  return `${sources}: ${copiesUsable(counts)} of ${counts.copiesTotal} ${rest}`
}

function figure(key: FigureKey, label: string, value: number, why: string): Figure {
  return { key, label, value, why }
}
