import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readJson, type JsonRecord } from './json-records.ts'

describe('reading JSON record by record', () => {
  test('[PRD-06] gives the records of named arrays with their lines', async () => {
    const text = '\n{ "shelves": [\n  {"name": "A"},\n  {"name": "}]"}\n ],\n "books": [], "carts": [{}] }\n'

    expect(await read(text)).toEqual([
      { key: 'shelves', line: 3, value: { name: 'A' } },
      { key: 'shelves', line: 4, value: { name: '}]' } },
      { key: 'carts', line: 6, value: {} },
    ])
  })

  test('[PRD-06] reads any records however they are cut into chunks', async () => {
    const record = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        async (records, size) => {
          const plain = JSON.parse(JSON.stringify(records)) as unknown[]

          const fromArray = await read(JSON.stringify(records, null, 1), size)
          const fromLines = await read(records.map((one) => `${JSON.stringify(one)}\n`).join(''), size, true)

          expect(fromArray.map((one) => one.value)).toEqual(plain)
          expect(fromLines.map((one) => one.value)).toEqual(plain)
        },
      ),
      { numRuns: 100 },
    )
  })

  test.each([
    ['{"a": 1}', 'line 1: "1" is not expected here'],
    ['[{"a":1}\n{"b":2}]', 'line 2: "{" is not expected here'],
    ['[\n1]', 'line 2: "1" is not expected here'],
    ['[{"a":1}', 'the file ends in the middle'],
    ['[{"a":\n', 'the file ends in the middle'],
    ['[\n{"a":tru}]', 'cannot be read at line 2'],
    ['[{}] []', 'line 1: "[" is not expected here'],
    ['"text"', 'line 1: """ is not expected here'],
  ])('[PRD-06] says where broken JSON breaks: %j', async (text, problem) => {
    await expect(read(text)).rejects.toThrow(problem)
  })

  test('[PRD-06] refuses a record of more than a megabyte', async () => {
    await expect(read(`[{"a":"${'x'.repeat(1_100_000)}"}]`, 65_536)).rejects.toThrow('the record is longer')
  })
})

async function read(text: string, size = 1000, lines = false): Promise<JsonRecord[]> {
  const records: JsonRecord[] = []
  for await (const record of readJson(chunks(text, size), lines)) records.push(record)
  return records
}

async function* chunks(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}
