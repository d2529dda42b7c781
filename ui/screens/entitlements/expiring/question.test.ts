import { describe, expect, test } from 'vitest'
import { paramsOf, printQuestion, readQuestion, toggled, urgencyOf } from './question.ts'

describe('the question of the page', () => {
  test('[ENT-09] begins with what is expiring, subscriptions and maintenance', () => {
    const usual = readQuestion({})

    expect(usual.filters).toEqual(['expiring', 'subscription', 'maintenance'])
    expect(paramsOf(usual)).toEqual({ show: 'expiring', type: 'both' })
    expect(Object.values(printQuestion(usual)).filter(Boolean)).toEqual([])
  })

  test('[ENT-09] one of expiring and expired is always chosen', () => {
    const { filters } = readQuestion({ filter: 'expired,maintenance' })

    expect(filters).toEqual(['expired', 'maintenance'])
    expect(toggled(filters, 'expired')).toBeNull()
    expect(toggled(filters, 'maintenance')).toBeNull()
    expect(toggled(filters, 'expiring')).toEqual(['expired', 'maintenance', 'expiring'])
    expect(paramsOf({ filters, scope: 'product', text: '' })).toEqual({
      show: 'expired',
      type: 'maintenance',
    })
    expect(readQuestion({ filter: 'nonsense' })).toEqual(readQuestion({}))
  })

  test('[ENT-09] survives the address', () => {
    const asked = {
      filters: ['expiring', 'expired', 'maintenance'],
      scope: 'accountName',
      text: 'Mill*',
    } as const

    expect(readQuestion(printQuestion(asked))).toEqual(asked)
    expect(paramsOf(asked)).toEqual({ show: 'both', type: 'maintenance', accountName: 'Mill*' })
    expect(readQuestion({ in: 'password', find: ' CAD ' })).toMatchObject({ scope: 'product', text: 'CAD' })
  })

  test('[ENT-09] what ends within thirty days is soon', () => {
    expect([-1, 0, 30, 31].map(urgencyOf)).toEqual(['over', 'soon', 'soon', undefined])
  })
})
