import { describe, expect, test } from 'vitest'
import {
  checkCount,
  checkExpiry,
  checkFeatureName,
  checkOptionText,
  checkVendorName,
  checkVersion,
} from './fields.ts'
import { normalizeHostId } from './host-id-text.ts'
import { parseExpiry } from './license-date.ts'

describe('fields of issued licenses', () => {
  test('[CERT-01] feature names, vendor names, versions, dates and counts', () => {
    const rows: [unknown, string | undefined][] = [
      [checkFeatureName('Editor_2-x'), undefined],
      [checkFeatureName('a'.repeat(30)), undefined],
      [checkFeatureName(''), 'empty'],
      [checkFeatureName('a'.repeat(31)), 'too-long'],
      [checkFeatureName('a:b'), 'character'],
      [checkFeatureName('M\u00fchle'), 'character'],
      [checkVendorName('gear_1'), undefined],
      [checkVendorName('1gear'), 'character'],
      [checkVersion('46'), undefined],
      [checkVersion('2026.10'), undefined],
      [checkVersion('1.2.3'), 'format'],
      [checkVersion('1.'), 'format'],
      [checkVersion('v1'), 'format'],
      [checkVersion('12345678901'), 'too-long'],
      [checkVersion('2020.111', 'DATE_BASED'), undefined],
      [checkVersion('2020.1231', 'DATE_BASED'), undefined],
      [checkVersion('2020.1131', 'DATE_BASED'), 'format'],
      [checkVersion('2020.11', 'DATE_BASED'), 'format'],
      [checkVersion('2020.0111', 'DATE_BASED'), 'format'],
      [checkVersion('2021.229', 'DATE_BASED'), 'format'],
      [checkExpiry('permanent'), undefined],
      [checkExpiry('2028-02-29'), undefined],
      [checkExpiry('2026-02-29'), 'format'],
      [checkExpiry('31-dec-2026'), 'format'],
      [checkCount('uncounted'), undefined],
      [checkCount(1), undefined],
      [checkCount(0), 'out-of-range'],
      [checkCount(2.5), 'out-of-range'],
      [checkCount(Number.NaN), 'out-of-range'],
      [checkCount(1e9), 'out-of-range'],
      [checkOptionText('Licensed to M\u00fchle & Co. \u2013 all plants'), undefined],
      [checkOptionText('a\u202eb'), 'character'],
      [checkOptionText('x'.repeat(4001)), 'too-long'],
    ]

    expect(rows.map(([found]) => (found as { code: string } | null)?.code)).toEqual(
      rows.map(([, code]) => code),
    )
  })

  test('[CERT-06] dates of files of other origin', () => {
    const rows: [string, string | null][] = [
      ['permanent', 'permanent'],
      ['PERMANENT', 'permanent'],
      ['1-jan-0', 'permanent'],
      ['01-JAN-0000', 'permanent'],
      ['5-Mar-2026', '2026-03-05'],
      ['31-dec-99', '1999-12-31'],
      ['29-feb-2024', '2024-02-29'],
      ['29-feb-2023', null],
      ['0-jan-2026', null],
      ['1-foo-2026', null],
      ['1-jan-202', null],
      ['never', null],
    ]

    expect(rows.map(([text]) => parseExpiry(text))).toEqual(rows.map(([, day]) => day))
  })

  test('[CERT-06] one machine has one spelling of its host ID', () => {
    const rows: [string, string][] = [
      ['00:50:56:ab:12:cd', '005056AB12CD'],
      ['0050.56ab.12cd', '005056AB12CD'],
      ['17007ea8', '17007EA8'],
      ['#2005771344', '778DA450'],
      ['any', 'ANY'],
      ['ID=1234-5678', 'ID=12345678'],
      ['id=1', 'ID=1'],
      ['DISK_SERIAL_NUMBER=3e2e17fd', 'DISK_SERIAL_NUM=3E2E17FD'],
      ['HOSTNAME=Mill7.example', 'HOSTNAME=Mill7.example'],
      ['PHY_ETHER=00-50-56-ab-12-cd', 'PHY_ETHER=005056AB12CD'],
      ['INTERNET=44.*.7.*', 'INTERNET=44.*.7.*'],
      ['VM_UUID=564d1234-5678-9abc-def0-1234567890ab', 'VM_UUID=564D1234-5678-9ABC-DEF0-1234567890AB'],
      ['a1b2c-3d4e5-f6g7h-8i9j0', 'A1B2C-3D4E5-F6G7H-8I9J0'],
    ]

    expect(rows.map(([text]) => normalizeHostId(text))).toEqual(rows.map(([, id]) => id))
  })
})
