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
  | 'available'
  | 'extraActivations'
  | 'extraActivationsAvailable'
  | 'remaining'
  | 'overdraft'
  | 'overdraftTaken'
  | 'overdraftLeft'

/**
 * Copies that can still be activated as new, in copies, never below 0: total minus taken.
 *
 * Extra activations and overdraft are not part of it, nor are copies that wait in the parent of an upgrade.
 * Source: "Configuring Counts"; ENT-01, ACT-05.
 */
export function copiesAvailable(counts: LineItemCounts): number {
  return Math.max(0, counts.copiesTotal - counts.copiesTaken)
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
    taken: counts.copiesTaken,
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
    invariant(value >= 0, `${name} of a line item is negative: ${value}`)
  }
  const available = copiesAvailable(counts)
  const extraLeft = extraActivationsAvailable(counts)
  const used = extraActivationsUsed(counts)
  const { copiesTotal, copiesTaken, extraActivationsMax, overdraftMax, overdraftTaken } = counts
  return [
    figure('total', 'Total', copiesTotal, `${copiesTotal} copies were sold with this line item.`),
    figure('fulfilled', 'Fulfilled', copiesTaken, `${copiesTaken} copies are in active licenses.`),
    figure('available', 'Available', available, whyAvailable(counts)),
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

function extraActivationsUsed(counts: LineItemCounts): number {
  return Math.max(0, counts.copiesTaken - counts.copiesTotal)
}

function whyAvailable(counts: LineItemCounts): string {
  const sum = `${counts.copiesTotal} total - ${counts.copiesTaken} fulfilled = ${copiesAvailable(counts)}.`
  const used = extraActivationsUsed(counts)
  return used > 0 ? `All sold copies are fulfilled, and ${used} extra activations besides.` : sum
}

function figure(key: FigureKey, label: string, value: number, why: string): Figure {
  return { key, label, value, why }
}
