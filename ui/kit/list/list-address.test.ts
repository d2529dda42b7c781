import { defineList } from '@tallystick/kernel/list/define.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseQuery, printQuery } from '../portal/address.ts'
import { attributeConditions, attributeLinesOf, nextLine } from './attribute-conditions.ts'
import {
  printListState,
  readListState,
  simpleCondition,
  usualLimitOf,
  valueWords,
  withFilter,
} from './list-address.ts'

const list = defineList({
  name: 'list-features',
  title: 'Features',
  summary: 'Features.',
  rows: ['NAV-01'],
  path: '/v1/features',
  permission: 'features.view',
  fileName: 'Features',
  defaultSort: 'name',
  customAttributes: true,
  columns: {
    name: { label: 'Name', type: 'text', simple: true, sortable: true },
    state: {
      label: 'State',
      type: 'choice',
      quickFilter: true,
      choices: { draft: 'Draft', deployed: 'Deployed' },
    },
    isShared: { label: 'Shared', type: 'boolean', quickFilter: true },
    count: { label: 'Count', type: 'number', searchable: false },
    createdAt: { label: 'Created', type: 'instant', sortable: true },
  },
})

describe('the address of a list', () => {
  test('[NAV-01] search, sort, page and page size come back from the address as they went in', () => {
    const value = fc.string({ minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(
        value,
        fc.boolean(),
        fc.constantFrom(10, 20, 50),
        fc.boolean(),
        (text, isDown, limit, isNext) => {
          const state = {
            where: [{ column: 'name', operator: 'contains', value: text }] as const,
            sort: isDown ? '-createdAt' : 'name',
            limit,
            after: isNext ? 'WyJuYW1lIl0' : null,
            page: isNext ? 3 : 1,
          }
          const address = printQuery(printListState(list, state))
          expect(readListState(list, parseQuery(address))).toEqual(state)
        },
      ),
    )
  })

  test('[NAV-01] an unchanged list has a bare address', () => {
    expect(printQuery(printListState(list, readListState(list, {})))).toBe('')
  })

  test('[NAV-01] the chosen page size is kept, but a later page is the same for every reader', () => {
    expect(usualLimitOf({}, 50, 20)).toBe(50)
    expect(usualLimitOf({ after: 'WyJuYW1lIl0' }, 50, 20)).toBe(20)
    for (const kept of [null, '50', 0, 501, 2.5, Number.NaN]) expect(usualLimitOf({}, kept, 25)).toBe(25)

    const chosen = readListState(list, {}, usualLimitOf({}, 50, 20))
    expect(printListState(list, { ...chosen, after: 'WyJuYW1lIl0', page: 2 }, 20)).toMatchObject({
      limit: '50',
    })
    expect(printQuery(printListState(list, { ...chosen, limit: 20 }, 20))).toBe('')
  })

  test('[NAV-02] conditions that do not belong to the list are left out instead of failing', () => {
    const query = {
      where: ['name.contains:a', 'count.equals:3', 'ghost.equals:1', 'name.before:2', 'nonsense'],
      sort: 'state',
    }

    expect(readListState(list, query).where).toEqual([{ column: 'name', operator: 'contains', value: 'a' }])
    expect(readListState(list, query).sort).toBe('name')
  })

  test('[NAV-04] a filter replaces itself and leaves the search alone', () => {
    const search = { column: 'name', operator: 'contains', value: 'ed' } as const
    const once = withFilter(list, [search], 'state', ['draft'])
    const twice = withFilter(list, once, 'state', ['draft', 'deployed'])

    expect(twice).toEqual([search, { column: 'state', operator: 'in', value: 'draft,deployed' }])
    expect(withFilter(list, twice, 'state', [])).toEqual([search])
    expect(simpleCondition(list, twice)).toEqual(search)
  })

  test('[NAV-04] both answers of a yes-or-no filter are no filter', () => {
    expect(withFilter(list, [], 'isShared', ['true', 'false'])).toEqual([])
    expect(withFilter(list, [], 'isShared', ['true'])).toEqual([
      { column: 'isShared', operator: 'is', value: 'true' },
    ])
  })

  test('[NAV-04] conditions are shown in words', () => {
    expect(valueWords(list.columns.state, 'draft,deployed')).toBe('Draft or Deployed')
    expect(valueWords(list.columns.isShared, 'false')).toBe('no')
  })
})

describe('custom attributes in the advanced search', () => {
  test('[NAV-02] a condition on one comes back from the address, where the list has them', () => {
    const where = ['attribute:is lent.equals:a.b: c', 'attribute:color.in:red', 'attribute:color.contains:']
    const query = parseQuery(printQuery({ where }))

    expect(readListState(list, query).where).toEqual([
      { column: 'attribute:is lent', operator: 'equals', value: 'a.b: c' },
    ])
    const { customAttributes: _none, ...plain } = list
    expect(readListState(plain, query).where).toEqual([])
  })

  test('[NAV-02] lines are the running conditions, can be added, and count only when they are filled in', () => {
    const running = [
      { column: 'name', operator: 'contains', value: 'a' },
      { column: 'attribute:color', operator: 'starts', value: 'blue' },
    ] as const
    const lines = attributeLinesOf(running)
    const added = nextLine(lines)
    const last = { ...nextLine([...lines, added]), name: ' size ', value: ' 12 ' }

    expect(new Set([...lines, added, last].map(({ key }) => key)).size).toBe(3)
    expect(attributeConditions([...lines, added, { ...last, name: 'a.b' }, last])).toEqual([
      running[1],
      { column: 'attribute:size', operator: 'contains', value: '12' },
    ])
  })
})
