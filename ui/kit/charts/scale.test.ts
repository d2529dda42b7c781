import fc from 'fast-check'
import { expect, test } from 'vitest'
import { axisMarks, labelStep } from './scale.ts'

test('[PRD-08] an axis begins at zero, reaches the largest figure and has few whole marks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50_000_000 }), (most) => {
      const marks = axisMarks(most)
      expect(marks[0]).toBe(0)
      expect(marks.at(-1)).toBeGreaterThanOrEqual(most)
      expect(marks.length).toBeLessThanOrEqual(7)
      expect(marks.every(Number.isInteger)).toBe(true)
    }),
  )
})

test('[PRD-08] labels are thinned out when there are too many', () => {
  expect(labelStep(12, 12)).toBe(1)
  expect(labelStep(90, 12)).toBe(8)
})
