import { describe, expect, test } from 'vitest'
import { phraseOf, wordsOf } from '../format/words.ts'
import { changesOf, fieldsInOrder, sentenceOfAction, valueText } from './changes.ts'

describe('a line of history', () => {
  test('[PRD-03] shows only what differs, from which value to which', () => {
    expect(changesOf({ name: 'A', note: 'x' }, { name: 'B', note: 'x', copies: 2 })).toEqual([
      { field: 'name', before: 'A', after: 'B' },
      { field: 'copies', before: undefined, after: 2 },
    ])
  })

  test('[PRD-03] a new record is told by what it has, not by what it lacks', () => {
    expect(changesOf(null, { name: 'A', note: '', parts: [], isShared: false })).toEqual([
      { field: 'name', before: undefined, after: 'A' },
    ])
    expect(changesOf({ note: 'x' }, { note: '' })).toHaveLength(1)
  })

  test('[PRD-03] has no changes for an entry without states', () => {
    expect(changesOf(null, null)).toEqual([])
  })

  test('[PRD-03] says in words what was done, and what was refused', () => {
    expect(sentenceOfAction('license-model.deployed', 'done')).toBe('deployed the license model')
    expect(sentenceOfAction('feature.deployed', 'refused')).toBe('was refused: feature deployed')
    expect(sentenceOfAction('line-item.made-obsolete', 'done')).toBe('made the line item obsolete')
    expect(sentenceOfAction('license.emergency-issued', 'done')).toMatch(/^issued an emergency license/)
    expect(valueText([{ feature: 'editor@1', count: 2 }])).toBe('feature editor@1, count 2')
    expect(valueText('')).toBe('nothing')
  })

  test('[LIFE-12] fields are read as people tell them, whatever order the database gives', () => {
    expect(valueText({ became: 'return', license: 'FID-1' })).toBe('license FID-1, became return')
    expect(valueText({ hosts: ['dogma'], copies: 1200, license: 'FID-2', note: null, overdraft: 0 })).toBe(
      'license FID-2, copies 1,200, overdraft 0, hosts dogma',
    )
    expect(
      fieldsInOrder({ zeal: 1, issued: 2, activationId: 'A', ended: 3, apt: 4 }).map(([key]) => key),
    ).toEqual(['activationId', 'ended', 'issued', 'apt', 'zeal'])
    expect(phraseOf('policiesOverridden')).toBe('policies overridden')
    expect(wordsOf('parentActivationId')).toBe('Parent activation ID')
  })
})
