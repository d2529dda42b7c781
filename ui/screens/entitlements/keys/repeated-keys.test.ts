import { describe, expect, test } from 'vitest'
import { repeatedKeys } from './repeated-keys.ts'

describe('pasted web register keys', () => {
  test('[ENT-07] those that stand more than once are named once, whatever their case', () => {
    expect(repeatedKeys(['A-1', 'B-2', 'a-1', 'C-3', 'A-1'])).toEqual(['A-1'])
  })

  test('[ENT-07] different keys are left alone', () => {
    expect(repeatedKeys(['A-1', 'A-10', 'B-2'])).toEqual([])
  })
})
