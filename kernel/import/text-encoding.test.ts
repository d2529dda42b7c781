import { describe, expect, test } from 'vitest'
import { convertJson, convertText } from './cells.ts'
import type { CellType } from './define.ts'
import { decodeText, detectEncoding } from './text-encoding.ts'

describe('telling the encoding of a file', () => {
  test('[PRD-06] a character that is cut between two pieces stays whole', async () => {
    const bytes = Buffer.from('Größe\n€')
    const source = async function* () {
      for (let at = 0; at < bytes.length; at += 1) yield bytes.subarray(at, at + 1)
    }

    expect(await detectEncoding(source)).toBe('utf-8')
    let text = ''
    for await (const chunk of decodeText(source, 'utf-8')) text += chunk
    expect(text).toBe('Größe\n€')
  })

  test.each([
    ['a gzip archive', [0x1f, 0x8b, 8, 0], /gzip/],
    ['an old workbook', [0xd0, 0xcf, 0x11, 0xe0], /\.xls/],
    ['a PDF', [0x25, 0x50, 0x44, 0x46], /PDF/],
    ['bytes of zero', [0x41, 0, 0x42], /zero bytes/],
    ['a UTF-8 mark over other bytes', [0xef, 0xbb, 0xbf, 0xff], /begins as UTF-8/],
  ])('[PRD-06] refuses %s', async (_name, bytes, problem) => {
    const source = async function* () {
      yield Uint8Array.from(bytes)
    }
    await expect(detectEncoding(source)).rejects.toThrow(problem)
  })
})

describe('converting cells', () => {
  const column = (type: CellType) => ({
    name: 'c',
    label: 'C',
    type,
    help: '',
    example: '',
    choices: ['net-30', 'now'],
  })

  test.each<[CellType, string, unknown]>([
    ['text', '  =SUM(A1:A9) ', '=SUM(A1:A9)'],
    ['text', "'=cmd", '=cmd'],
    ['text', "'tis", "'tis"],
    ['whole-number', '1200', 1200],
    ['yes-no', 'Yes', true],
    ['yes-no', '0', false],
    ['date', '2024-02-29', '2024-02-29'],
    ['choice', 'NET 30', 'net-30'],
    ['list', 'a | b|', ['a', 'b']],
    [
      'counted-list',
      'a@1.0:3 | b c',
      [
        { name: 'a@1.0', count: 3 },
        { name: 'b c', count: 1 },
      ],
    ],
  ])('[PRD-06] reads %s %j', (type, text, value) => {
    expect(convertText(column(type), text)).toEqual({ value })
  })

  test.each<[CellType, string]>([
    ['whole-number', '1.200'],
    ['whole-number', '-1'],
    ['whole-number', '1e3'],
    ['whole-number', '99999999999'],
    ['yes-no', 'maybe'],
    ['date', '31.12.2026'],
    ['date', '2026-02-30'],
    ['choice', 'later'],
    ['counted-list', 'a:0'],
  ])('[PRD-06] does not guess at %s %j', (type, text) => {
    expect(convertText(column(type), text)).toHaveProperty('problem')
    expect(convertJson(column(type), text)).toHaveProperty('problem')
  })
})
