import { countText } from '@tallystick/kit/format/dates.ts'
import { copiesText } from '../sold-words.ts'

/** What a split hands on: copies, or of a bulk entitlement web register keys that nobody redeemed. ENT-04, ENT-05. */
export interface SplitStock {
  readonly isKeys: boolean
  /** How many may be handed on. */
  readonly free: number
  readonly copiesTotal: number
}

/** `3 copies`, `1 web register key`. */
export function amountWords({ isKeys }: Pick<SplitStock, 'isKeys'>, count: number): string {
  return isKeys ? countText(count, 'web register key') : copiesText(count)
}

/** `3 copies are free.`, `1 web register key can be redeemed.` */
export function freeWords(stock: SplitStock): string {
  const one = stock.free === 1
  if (stock.isKeys) return `${amountWords(stock, stock.free)} can be redeemed.`
  return `${amountWords(stock, stock.free)} ${one ? 'is' : 'are'} free.`
}

/** What there is to hand on, for the summary beside the steps. */
export function stockWords(stock: SplitStock): string {
  const { isKeys, free, copiesTotal } = stock
  return isKeys
    ? `${copiesText(copiesTotal)}. ${freeWords(stock)} A key goes with its copy; redeemed and retired ones stay.`
    : `${copiesText(copiesTotal)}, of which ${copiesText(free)} ${free === 1 ? 'is' : 'are'} free. ` +
        'Copies in active licenses stay.'
}

/** Why nothing can be handed on; null when something can. */
export function closedWords({ isKeys, free }: Pick<SplitStock, 'isKeys' | 'free'>): string | null {
  if (free > 0) return null
  return isKeys
    ? 'There is no web register key left that can be redeemed, so none can be handed on.'
    : 'No copies of this line item are free, so none can be handed on. Copies in active licenses stay where they are.'
}

/** What is missing in the amount, in words; null when it can be handed on. */
export function amountProblem(stock: SplitStock, amount: number | null): string | null {
  if (!amount) return `Say how many ${stock.isKeys ? 'keys' : 'copies'} go.`
  return amount > stock.free ? `Only ${freeWords(stock)}` : null
}
