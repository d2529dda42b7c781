import { describe, expect, test } from 'vitest'
import { pipelineRefusals } from '../operation/refusals.ts'
import { changedMeanwhile, fillText } from './refusal.ts'

const bell = { label: 'Bell of Linz', rowVersion: 3, updatedAt: '2026-03-01T09:00:00Z' }

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
