import { describe, expect, test } from 'vitest'
import { pipelineRefusals } from '../operation/refusals.ts'
import { changedMeanwhile, fillText } from './refusal.ts'

const bell = { label: 'Bell of Linz', rowVersion: 3, updatedAt: '2026-03-01T09:00:00Z' }

describe('the words of a refusal', () => {
  test.each([
    ['An account may release {n} hosts in 90 days.', 'An account may release 1 host in 90 days.'],
    ['{n} copies were asked for.', '1 copy was asked for.'],
    ['The policy allows {n} {what} in one year.', 'The policy allows 1 return in one year.'],
    ['{n} line items, {many} copies.', '1 line item, 21 copies.'],
    ['{n} are free, {uses} were used.', '1 is free, 3 were used.'],
    ['{name} hosts nothing.', 'Model 1 hosts nothing.'],
  ])('[BEY-03] %s speaks of one as of one', (text, said) => {
    expect(fillText(text, { n: 1, many: 21, uses: 3, what: 'returns', name: 'Model 1' })).toBe(said)
  })
})

describe('an edit of a record that was changed meanwhile', () => {
  test.each([[3], [undefined]])('[BEY-03] is let through when the editor saw version %s', (seen) => {
    expect(changedMeanwhile(bell, seen)).toBeNull()
  })

  test.each([[2], [4]])(
    '[BEY-03] is refused when the editor saw version %s, with all that its text says',
    (seen) => {
      const refusal = changedMeanwhile(bell, seen)

      expect(refusal).toMatchObject({ code: 'changed-meanwhile', data: { rowVersion: 3 } })
      const text = pipelineRefusals[refusal?.code ?? '']
      expect(fillText(text?.say ?? '', refusal?.data ?? {})).toBe(
        '"Bell of Linz" was changed by somebody else at 2026-03-01T09:00:00Z.',
      )
    },
  )
})
