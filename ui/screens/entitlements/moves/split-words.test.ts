import { describe, expect, test } from 'vitest'
import { amountProblem, amountWords, closedWords, freeWords, stockWords } from './split-words.ts'

describe('the words of a split', () => {
  const copies = { isKeys: false, free: 1, copiesTotal: 6 }
  const keys = { isKeys: true, free: 3, copiesTotal: 25 }

  test('[ENT-04] a line item hands on copies', () => {
    expect(amountWords(copies, 2)).toBe('2 copies')
    expect(stockWords(copies)).toBe('6 copies, of which 1 copy is free. Copies in active licenses stay.')
    expect(amountProblem(copies, 2)).toBe('Only 1 copy is free.')
    expect(amountProblem(copies, null)).toBe('Say how many copies go.')
    expect(amountProblem(copies, 1)).toBeNull()
    expect(closedWords(copies)).toBeNull()
    expect(closedWords({ ...copies, free: 0 })).toMatch(/^No copies of this line item are free/)
  })

  test('[ENT-05] a bulk entitlement hands on web register keys, and only those that can be redeemed', () => {
    expect(amountWords(keys, 1)).toBe('1 web register key')
    expect(freeWords(keys)).toBe('3 web register keys can be redeemed.')
    expect(stockWords(keys)).toMatch(
      /^25 copies\. 3 web register keys can be redeemed\. A key goes with its copy/,
    )
    expect(amountProblem(keys, 4)).toBe('Only 3 web register keys can be redeemed.')
    expect(amountProblem(keys, 0)).toBe('Say how many keys go.')
  })
})
