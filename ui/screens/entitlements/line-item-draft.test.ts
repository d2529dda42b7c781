import { describe, expect, test } from 'vitest'
import { emptyDraft, wishOf, type LineItemDraft } from './line-item-draft.ts'
import { draftProblems } from './line-item-problems.ts'

const known = { name: 'Floating', asksTerm: true, asksExtraActivations: false }

function draft(more: Partial<LineItemDraft> = {}): LineItemDraft {
  return {
    ...emptyDraft('a', '2026-03-01'),
    products: [{ product: 'CAD@1', label: 'CAD 1', quantity: 1 }],
    known,
    termKind: 'permanent',
    ...more,
  }
}

describe('a line item that is being filled in', () => {
  test('[PRD-02] says everything that is missing, each at its field', () => {
    const problems = draftProblems(emptyDraft('a', ''))
    expect(Object.keys(problems).toSorted()).toEqual(['products.0.product', 'startsOn', 'term'])
    expect(draftProblems(draft())).toEqual({})
  })

  test('[PRD-02] needs a license model as soon as it has goods, but not for maintenance', () => {
    expect(draftProblems(draft({ known: null }))).toHaveProperty('licenseModel')
    expect(draftProblems(draft({ known: null, kind: 'maintenance' }))).toEqual({})
  })

  test('[PRD-02] does not end before it starts', () => {
    expect(draftProblems(draft({ termKind: 'date', expiresOn: '2026-02-28' }))).toHaveProperty('expiresOn')
    expect(draftProblems(draft({ termKind: 'date', expiresOn: '2026-03-01' }))).toEqual({})
  })

  test('[PRD-02] sends exactly one of permanent, a date and a duration, and none where the model settles it', () => {
    const duration = { amount: 6, unit: 'months' } as const
    expect(wishOf(draft({ duration, expiresOn: '2027-01-01' })).term).toEqual({ kind: 'permanent' })
    expect(wishOf(draft({ termKind: 'duration', duration })).term).toEqual({ kind: 'duration', ...duration })
    expect(wishOf(draft({ known: { ...known, asksTerm: false } })).term).toBeNull()
  })

  test('[PRD-02] sends a start date and a version date only with the options that take them', () => {
    const later = wishOf(
      draft({
        startOption: 'first-activation-date',
        versionDateOption: 'use-start-date',
        versionDate: '2026-01-01',
      }),
    )
    expect(later).toMatchObject({ startsOn: null, versionDate: null, versionDuration: null })
    const added = wishOf(
      draft({ versionDateOption: 'use-start-date', versionDuration: { amount: 1, unit: 'years' } }),
    )
    expect(added.versionDuration).toEqual({ amount: 1, unit: 'years' })
  })

  test('[PRD-02] names maintenance of the same page by its place and leaves out what maintenance cannot have', () => {
    const place = (key: string) => (key === 'b' ? '#2' : key)
    expect(wishOf(draft({ maintenance: ['b', 'CARE-1'] }), place).maintenance).toEqual(['#2', 'CARE-1'])
    const care = wishOf(
      draft({ kind: 'maintenance', maintenance: ['b'], attributes: { borrowing: 5 } }),
      place,
    )
    expect(care).toMatchObject({ maintenance: [], attributes: {}, licenseModel: null })
  })

  test('[PRD-02] leaves out attributes that were not filled in', () => {
    const attributes = { borrowing: 24, notice: '', flexidSharing: false, platforms: null }
    expect(wishOf(draft({ attributes })).attributes).toEqual({ borrowing: 24 })
  })
})
