import { describe, expect, test } from 'vitest'
import { buttonWords } from './act-words.ts'
import { copiesOf, newDraft, problemsOf } from './support-draft.ts'
import type { SupportForm } from './support-form.ts'

const form = {
  act: 'return',
  license: {
    licenseKind: 'floating-counted',
    copies: 36,
    overdraft: 0,
    fulfillmentCode: 'FID-1',
    nodeHosts: [],
  },
  fields: {
    asksPart: true,
    asksHosts: false,
    asksStartDate: false,
    asksEnd: true,
    versionDate: null,
    attributes: [],
  },
  attributes: {},
  startDate: '2026-01-01',
  latestEnd: '2026-03-01',
  mayOverride: false,
} as unknown as SupportForm

describe('a draft of an act on a license', () => {
  test('[LIFE-02] its button says the act and its measure, for all copies or for a part', () => {
    const draft = newDraft(form)

    expect(buttonWords('return', copiesOf(form, draft))).toBe('Return license, 36 copies')
    expect(buttonWords('rehost', copiesOf(form, { ...draft, isWhole: false, copies: 1 }))).toBe(
      'Rehost license, 1 copy',
    )
  })

  test('[LIFE-02] [BEY-03] what is wrong is told in words, with figures and dates as people write them', () => {
    const wrong = { ...newDraft(form), isWhole: false, endsBy: 'date', expiresOn: '2026-03-02' } as const

    const problems = problemsOf(form, { ...wrong, copies: 99 })
    expect(problems.get('copies')).toMatch(/^99 copies were asked for; .* has 36\./)
    expect(problems.get('expires-on')).toBe('The policy allows 1 Mar 2026 at the latest.')
    expect(problemsOf(form, { ...wrong, copies: null }).get('copies')).toBe('Enter how many copies.')
    expect(problemsOf(form, { ...wrong, copies: 6, expiresOn: '2026-03-01' }).size).toBe(0)
  })
})
