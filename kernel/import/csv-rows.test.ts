import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvCell } from '../list/csv.ts'
import { detectDelimiter, firstLine, readCsv, type CsvRow, type Delimiter } from './csv-rows.ts'

describe('reading CSV', () => {
  test('[PRD-06] tells the line of each row with mixed line ends and quoted line breaks', async () => {
    const rows = await read('a,b\r\n1,"two\r\nlines"\n\r3,4\r\n', ',')

    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', 'two\nlines'] },
      { line: 5, cells: ['3', '4'] },
    ])
  })

  test('[PRD-06] reads what it wrote, however the text is cut into chunks', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', ' ', 'é', "'", '|') })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 7 }), async (rows, size) => {
        const text = rows.map(
          (cells) => `${cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')}\r\n`,
        )

        const found = await read(text.join(''), ',', size)

        expect(found.map((row) => row.cells)).toEqual(rows)
      }),
      { numRuns: 200 },
    )
  })

  test('[PRD-06] names the line of a quote that is never closed', async () => {
    await expect(read('a,b\n1,"open\n2,3\n', ',')).rejects.toThrow('Line 2 cannot be read: a quote is opened')
    await expect(read('a\n"x"y\n', ',')).rejects.toThrow(
      'Line 2 cannot be read: there is text after a closing quote',
    )
    await expect(read(`a\n${'1,'.repeat(300)}\n`, ',')).rejects.toThrow('more than 200 cells')
    await expect(read(`a\n"${'x'.repeat(1_100_000)}`, ',')).rejects.toThrow(
      'Line 2 cannot be read: the row is longer',
    )
  })

  test('[PRD-06] finds comma, semicolon and tab by the known headings', () => {
    const isKnown = (cell: string) => ['Name', 'City, Country', 'Code'].includes(cell)

    expect(detectDelimiter('Name,Code', isKnown)).toBe(',')
    expect(detectDelimiter('"City, Country";Name', isKnown)).toBe(';')
    expect(detectDelimiter('Name\tCode', isKnown)).toBe('\t')
    expect(detectDelimiter('Name', isKnown)).toBe(',')
  })

  test('[PRD-06] takes the first line that holds something as heading', async () => {
    expect(await firstLine(chunks('\r\n\n"a\nb",c\r\nd', 1))).toBe('"a\nb",c')
    expect(csvCell('=1+1')).toBe("'=1+1")
  })
})

async function read(text: string, delimiter: Delimiter, size = text.length): Promise<CsvRow[]> {
  const rows: CsvRow[] = []
  for await (const row of readCsv(chunks(text, size), delimiter)) rows.push(row)
  return rows
}

async function* chunks(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}
