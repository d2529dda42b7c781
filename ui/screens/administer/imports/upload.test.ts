import { describe, expect, test } from 'vitest'
import { formatOfName, kindOfName } from './upload.ts'

describe('what a file’s name tells', () => {
  test.each([
    ['orders.CSV', 'csv'],
    ['catalog.json', 'json'],
    ['big.jsonl', 'ndjson'],
    ['orders', null],
    ['orders.xlsx', null],
  ])('[PRD-06] the format of %s', (name, format) => {
    expect(formatOfName(name)).toBe(format)
  })

  test('[PRD-06] the records, the longest name first', () => {
    const keys = ['accounts', 'account-links', 'users']
    expect(kindOfName('account_links 2026.csv', keys)).toBe('account-links')
    expect(kindOfName('Accounts.csv', keys)).toBe('accounts')
    expect(kindOfName('export.csv', keys)).toBeNull()
  })
})
