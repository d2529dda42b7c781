import { describe, expect, test } from 'vitest'
import { changeInput, changeProblems, emptyChange } from './draft.ts'

describe('the wizard of changes', () => {
  test('[PRD-04] sends what was filled in, and leaves out what follows from each line item', () => {
    const draft = emptyChange('upgrade', ['a', 'b'])
    expect(changeInput(draft)).toEqual({
      kind: 'upgrade',
      lineItems: ['a', 'b'],
      allowActivationsOnParent: true,
      autoDeploy: true,
    })
    const renewal = {
      ...emptyChange('renewal', []),
      accounts: ['NORTHWIND'],
      start: 'parent-end' as const,
      term: 'duration' as const,
      copiesOf: 'some' as const,
      copies: 3,
      keepsParent: false,
    }
    expect(changeInput(renewal)).toMatchObject({
      accounts: ['NORTHWIND'],
      startsWhenParentEnds: true,
      term: { kind: 'duration', amount: 1, unit: 'years' },
      copies: 3,
      allowActivationsOnParent: false,
    })
    expect(changeInput({ ...renewal, kind: 'upgrade' })).not.toHaveProperty('startsWhenParentEnds')
  })

  test('[PRD-04] says what is missing before anything is sent', () => {
    const draft = emptyChange('renewal', [])
    expect(changeProblems(draft).items).toHaveProperty('selection')
    const open = { ...draft, copiesOf: 'some' as const, start: 'date' as const, term: 'date' as const }
    expect(Object.keys(changeProblems(open).terms)).toEqual(['copies', 'startsOn', 'expiresOn'])
    expect(changeProblems(emptyChange('renewal', ['a'])).terms).toEqual({})
  })
})
