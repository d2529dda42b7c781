import { listLineItems } from '@tallystick/entitlements/operations/list-line-items.contract.ts'
import { readListState } from '@tallystick/kit/list/list-address.ts'
import { parseQuery } from '@tallystick/kit/portal/address.ts'
import { describe, expect, test } from 'vitest'
import { dayBeside, listAddress, monthMark, within } from './spans.ts'

describe('addresses of the dashboard', () => {
  test('[PRD-08] a span of days becomes conditions that leave both its ends in', () => {
    expect(within('expiresOn', '2028-02-01', '2028-02-29')).toEqual([
      'expiresOn.after:2028-01-31',
      'expiresOn.before:2028-03-01',
    ])
    expect(dayBeside('2027-01-01', -1)).toBe('2026-12-31')
  })

  test('[PRD-08] a list reads the conditions that a figure leads to', () => {
    const to = listAddress('/line-items', [
      ...within('expiresOn', '2026-03-01', '2026-03-31'),
      'state.in:deployed',
    ])
    const { where } = readListState(listLineItems, parseQuery(to.split('?')[1] ?? ''))
    expect(where.map(({ column }) => column)).toEqual(['expiresOn', 'expiresOn', 'state'])
  })

  test('[PRD-08] months are marked the same whatever the reader’s zone is', () => {
    expect(monthMark('2026-12-01')).toBe('Dec 26')
  })
})
