import { convertJson } from './cells.ts'
import { CsvRecord } from './csv-record.ts'
import { detectDelimiter, firstLine, readCsv, type CsvRow, type Delimiter } from './csv-rows.ts'
import { recordKindOf, type ImportDefinition, type RecordKind } from './define.ts'
import { headingOf, readHeadings, type Heading } from './headings.ts'
import { readJson, type JsonRecord } from './json-records.ts'
import { FileProblem, type RowProblem } from './problems.ts'
import { missingOf, type ReadRecord } from './read-record.ts'
import { decodeText, detectEncoding, type FileEncoding, type FileSource } from './text-encoding.ts'

/** How a file is to be read. */
export interface FileFormat {
  readonly format: 'csv' | 'json' | 'ndjson'
  /** Needed unless the file names its kinds itself (a JSON object of arrays). */
  readonly recordKind?: string | undefined
}

/** What a first look at the whole file found. */
export interface Survey {
  readonly encoding: FileEncoding
  readonly delimiter: Delimiter | null
  readonly rows: number
  readonly records: number
  readonly warnings: readonly string[]
}

/**
 * Reads the whole file once without doing anything: encoding, headings, structure and the number of rows.
 * Whatever is wrong with the file as a whole is thrown here as `FileProblem`, before the first record is tried.
 */
export async function surveyFile(
  source: FileSource,
  definition: ImportDefinition,
  format: FileFormat,
): Promise<Survey> {
  const encoding = await detectEncoding(source)
  const delimiter = await delimiterOf(source, definition, format, encoding)
  let rows = 0
  let records = 0
  for await (const record of readRecords(source, definition, format, { encoding, delimiter })) {
    rows += record.rows
    records += 1
  }
  const warnings =
    encoding === 'windows-1252'
      ? ['The file is not UTF-8. It was read as Windows-1252; check names with accents in the report.']
      : []
  return { encoding, delimiter, rows, records, warnings }
}

/** The records of a file in order, one at a time, at constant memory. */
export async function* readRecords(
  source: FileSource,
  definition: ImportDefinition,
  format: FileFormat,
  found: Pick<Survey, 'encoding' | 'delimiter'>,
): AsyncGenerator<ReadRecord> {
  const text = decodeText(source, found.encoding)
  if (format.format === 'csv') {
    yield* csvRecords(readCsv(text, found.delimiter ?? ','), kindOf(definition, format.recordKind))
  } else {
    yield* jsonRecords(readJson(text, format.format === 'ndjson'), definition, format.recordKind)
  }
}

async function delimiterOf(
  source: FileSource,
  definition: ImportDefinition,
  format: FileFormat,
  encoding: FileEncoding,
): Promise<Delimiter | null> {
  if (format.format !== 'csv') return null
  const recordKind = kindOf(definition, format.recordKind)
  const heading = await firstLine(decodeText(source, encoding))
  return detectDelimiter(heading, (cell) => headingOf(recordKind, cell) !== null)
}

function kindOf(definition: ImportDefinition, word: string | null | undefined): RecordKind {
  const known = definition.recordKinds.map((one) => one.key).join(', ')
  if (word === null || word === undefined) {
    throw new FileProblem('record-kind-missing', `Say which records the file holds: ${known}.`)
  }
  const recordKind = recordKindOf(definition, word)
  if (recordKind) return recordKind
  throw new FileProblem(
    'record-kind-unknown',
    `"${word.slice(0, 60)}" is none of the records of this import: ${known}.`,
  )
}

async function* csvRecords(rows: AsyncIterable<CsvRow>, recordKind: RecordKind): AsyncGenerator<ReadRecord> {
  let headings: readonly Heading[] | null = null
  let group: CsvRecord | null = null
  let number = 0
  for await (const row of rows) {
    if (row.cells.every((cell) => cell.trim() === '')) continue
    if (headings === null) {
      headings = readHeadings(recordKind, row.cells)
      continue
    }
    const name = groupName(recordKind, headings, row)
    if (group && name !== null && name !== '' && name === group.name) {
      group.add(row)
      continue
    }
    if (group) yield group.finish((number += 1))
    group = new CsvRecord(recordKind, headings, row, name)
  }
  if (headings === null) throw new FileProblem('file-empty', 'The file has no heading row.')
  if (group) yield group.finish(number + 1)
}

function groupName(recordKind: RecordKind, headings: readonly Heading[], row: CsvRow): string | null {
  const { parts } = recordKind
  if (!parts) return null
  const index = headings.findIndex((heading) => heading.column.name === parts.groupBy)
  return (row.cells[index] ?? '').trim()
}

async function* jsonRecords(
  records: AsyncIterable<JsonRecord>,
  definition: ImportDefinition,
  asked: string | undefined,
): AsyncGenerator<ReadRecord> {
  let number = 0
  for await (const { key, line, value } of records) {
    const recordKind = kindOf(definition, key ?? asked)
    number += 1
    const problems: RowProblem[] = []
    const record = convertObject(
      columnsByName(recordKind.columns),
      value,
      line,
      problems,
      recordKind.parts?.field,
    )
    const { parts } = recordKind
    const partLines: number[] = []
    if (parts) {
      const given = value[parts.field] ?? []
      const isArray = Array.isArray(given) && given.every((one) => typeof one === 'object' && one !== null)
      if (!isArray) {
        const reason = `"${parts.field}" is an array of objects.`
        problems.push({ line, column: parts.field, code: 'wrong-value', reason })
      }
      const columns = columnsByName(parts.columns)
      record[parts.field] = (isArray ? (given as Record<string, unknown>[]) : []).map((part) => {
        partLines.push(line)
        return convertObject(columns, part, line, problems)
      })
    }
    problems.push(...missingOf(recordKind, record, line, partLines))
    yield { recordKind, number, line, partLines, rows: 1, record, problems }
  }
}

function columnsByName(columns: RecordKind['columns']): ReadonlyMap<string, RecordKind['columns'][number]> {
  return new Map(columns.map((column) => [column.name, column]))
}

function convertObject(
  columns: ReturnType<typeof columnsByName>,
  given: Readonly<Record<string, unknown>>,
  line: number,
  problems: RowProblem[],
  partsField?: string,
): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    if (name === partsField || value === null) continue
    const column = columns.get(name)
    if (!column) {
      const reason = `There is no field "${name.slice(0, 60)}" here; fields are ${[...columns.keys()].join(', ')}.`
      problems.push({ line, column: name.slice(0, 60), code: 'unknown-field', reason })
      continue
    }
    const converted = convertJson(column, value)
    if ('value' in converted) record[name] = converted.value
    else
      problems.push({
        line,
        column: name,
        code: 'wrong-value',
        reason: `${column.label} ${converted.problem}.`,
      })
  }
  return record
}
