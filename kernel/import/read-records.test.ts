import { describe, expect, test } from 'vitest'
import { defineImport, type ImportColumn } from './define.ts'
import type { ReadRecord } from './read-record.ts'
import { readRecords, surveyFile, type FileFormat } from './read-records.ts'

const column = (name: string, more: Partial<ImportColumn> = {}): ImportColumn => ({
  name,
  label: name,
  help: '',
  example: '',
  ...more,
})

/** Carts with the boxes in them. */
const carts = defineImport({
  name: 'carts',
  label: 'Carts',
  help: '',
  recordKinds: [
    {
      kind: 'cart',
      key: 'carts',
      label: 'Carts',
      help: '',
      columns: [column('cartId', { required: true }), column('owner'), column('paint', { type: 'object' })],
      parts: {
        field: 'boxes',
        label: 'Boxes',
        groupBy: 'cartId',
        columns: [column('box', { required: true }), column('weight', { type: 'whole-number' })],
      },
      nameOf: (record) => String(record['cartId']),
      plan: () => Promise.resolve({ isNew: true, steps: [] }),
    },
  ],
})

describe('reading records', () => {
  test('[PRD-06] rows that follow each other with one name are one record, with the line of each part', async () => {
    const text =
      'cartId,owner,paint:top,box,weight\nC1,Ada,red,a,1\nC1,,,b,\n\nC1,Ada,,c,x\nC2,,,,\nC2,Bo,,d,1\n'

    const [first, second] = await read(text, { format: 'csv', recordKind: 'cart' })

    expect(first).toMatchObject({
      number: 1,
      line: 2,
      partLines: [2, 3, 5],
      rows: 3,
      record: {
        cartId: 'C1',
        owner: 'Ada',
        paint: { top: 'red' },
        boxes: [{ box: 'a', weight: 1 }, { box: 'b' }, { box: 'c' }],
      },
      problems: [{ line: 5, column: 'weight', code: 'wrong-value' }],
    })
    expect(second?.problems).toMatchObject([{ line: 7, column: 'owner', code: 'contradicts-first-row' }])
  })

  test('[PRD-06] the nested form gives the same record', async () => {
    const carts = [
      { cartId: 'C1', owner: null, paint: { top: 'red' }, boxes: [{ box: 'a', weight: 1 }, { weight: 2 }] },
    ]

    const [record] = await read(JSON.stringify({ carts }), { format: 'json' })

    expect(record?.record).toEqual({
      cartId: 'C1',
      paint: { top: 'red' },
      boxes: [{ box: 'a', weight: 1 }, { weight: 2 }],
    })
    expect(record?.problems).toMatchObject([{ column: 'box', code: 'value-missing' }])
  })

  test('[PRD-06] a hundred thousand rows are read as they come, and all of them are counted', async () => {
    let pieces = 0
    const source = async function* () {
      yield Buffer.from('cartId;box\n')
      for (pieces = 1; pieces <= 1000; pieces += 1) {
        const rows = Array.from({ length: 100 }, (_, row) => `C${pieces * 100 + row};b\r\n`)
        yield Buffer.from(rows.join(''))
      }
    }
    const format: FileFormat = { format: 'csv', recordKind: 'carts' }

    const survey = await surveyFile(source, carts, format)
    expect(survey).toMatchObject({
      rows: 100_000,
      records: 100_000,
      delimiter: ';',
      encoding: 'utf-8',
      warnings: [],
    })

    for await (const record of readRecords(source, carts, format, survey)) {
      expect(record.record['cartId']).toBe('C100')
      expect(pieces).toBeLessThan(3)
      break
    }
  })

  test.each<[string, FileFormat, RegExp]>([
    ['[{"cartId":"C1"}]', { format: 'json' }, /Say which records the file holds: carts/],
    ['{"trains":[{}]}', { format: 'json' }, /"trains" is none of the records/],
    ['cartId,box\n', { format: 'csv', recordKind: 'trains' }, /"trains" is none/],
    ['cartId,box,paint\n', { format: 'csv', recordKind: 'carts' }, /Unknown columns: "paint"/],
    ['cartId,box,Box,cart id\n', { format: 'csv', recordKind: 'carts' }, /twice: "box", "cartId"/],
    ['owner\n', { format: 'csv', recordKind: 'carts' }, /Missing columns: "cartId", "box"/],
  ])('[PRD-06] refuses as a whole %j', async (text, format, problem) => {
    await expect(read(text, format)).rejects.toThrow(problem)
  })
})

async function read(text: string, format: FileFormat): Promise<ReadRecord[]> {
  const source = async function* () {
    yield Buffer.from(text)
  }
  const survey = await surveyFile(source, carts, format)
  const records: ReadRecord[] = []
  for await (const record of readRecords(source, carts, format, survey)) records.push(record)
  return records
}
