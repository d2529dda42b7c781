import { describe, expect, test } from 'vitest'
import { ENDING_SOON, paramsOf, printQuestion, readQuestion, toggled, urgencyOf } from './question.ts'

describe('the question of the page', () => {
  test('[ENT-09] begins with what is expiring, subscriptions and maintenance', () => {
    const usual = readQuestion({})

    expect(usual.filters).toEqual(['expiring', 'subscription', 'maintenance', 'unreplaced', 'replaced'])
    expect(usual.within).toBeNull()
    expect(paramsOf(usual)).toEqual({ show: 'expiring', type: 'both' })
    expect(Object.values(printQuestion(usual)).filter(Boolean)).toEqual([])
  })

  test('[ENT-09] one of expiring and expired is always chosen', () => {
    const { filters } = readQuestion({ filter: 'expired,maintenance' })

    expect(filters).toEqual(['expired', 'maintenance', 'unreplaced', 'replaced'])
    expect(toggled(filters, 'expired')).toBeNull()
    expect(toggled(filters, 'maintenance')).toBeNull()
    expect(toggled(filters, 'expiring')).toContain('expiring')
    expect(toggled(['unreplaced', 'expired', 'maintenance'], 'unreplaced')).toBeNull()
    expect(paramsOf({ filters, within: null, scope: 'product', text: '' })).toEqual({
      show: 'expired',
      type: 'maintenance',
    })
    expect(readQuestion({ filter: 'nonsense' })).toEqual(readQuestion({}))
  })

  test('[ENT-09] survives the address', () => {
    const asked = {
      filters: ['expiring', 'expired', 'maintenance', 'replaced'],
      within: 30,
      scope: 'accountName',
      text: 'Mill*',
    } as const

    expect(readQuestion(printQuestion(asked))).toEqual(asked)
    expect(paramsOf(asked)).toEqual({
      show: 'both',
      type: 'maintenance',
      replaced: 'only',
      within: '30',
      accountName: 'Mill*',
    })
    expect(readQuestion({ within: 'soon' }).within).toBeNull()
    expect(readQuestion({ in: 'password', find: ' CAD ' })).toMatchObject({ scope: 'product', text: 'CAD' })
  })

  test('[ENT-09] the front page asks for what ends soon and is not replaced, and leads to the same question', () => {
    expect(readQuestion(printQuestion(ENDING_SOON))).toEqual(ENDING_SOON)
    expect(paramsOf(ENDING_SOON)).toEqual({ show: 'expiring', type: 'both', replaced: 'hide', within: '90' })
  })

  test('[ENT-09] what ends within thirty days is soon', () => {
    expect([-1, 0, 30, 31].map(urgencyOf)).toEqual(['over', 'soon', 'soon', undefined])
  })
})
