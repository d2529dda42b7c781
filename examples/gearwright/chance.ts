/** Choices that look random and are the same on every run. */
export interface Chance {
  /** A number from 0 up to, but not including, 1. */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  pick<T>(list: readonly T[]): T
  /** True in so many of a hundred cases. */
  percent(share: number): boolean
  /** An ID in groups of four, as the program makes them. */
  groups(count: number): string
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The generator "mulberry32" over a seed. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const group = () => Array.from({ length: 4 }, () => ALPHABET[between(0, 31)]).join('')
  return {
    next,
    between,
    pick: (list) => list[between(0, list.length - 1)] as (typeof list)[number],
    percent: (share) => next() * 100 < share,
    groups: (count) => Array.from({ length: count }, group).join('-'),
  }
}
