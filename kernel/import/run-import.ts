import { NotFound, Refused } from '../errors/problems.ts'
import { refuse, type RefusalTexts } from '../errors/refusal.ts'
import { implementLong, type LongContext, type Operation, type QueryContext } from '../operation/implement.ts'
import type { z } from 'zod'
import { survivingLoss } from './database-loss.ts'
import { recordKindOf, type ImportDefinition } from './define.ts'
import { countRows, deleteRows, lastRow, ReportWriter, type ImportRow } from './import-rows.ts'
import { NamesSeen } from './names-seen.ts'
import { FileProblem, type RowProblem } from './problems.ts'
import type { ReadRecord } from './read-record.ts'
import { readRecords, surveyFile } from './read-records.ts'
import { problemOfError } from './row-problems.ts'
import { runImport, type ImportReport, type Outcome } from './run-import.contract.ts'
import { findUpload, uploadSource } from './uploads.ts'

type Input = z.output<typeof runImport.input>

/** What the import operations are made of; an app fills it once. */
export interface ImportParts {
  readonly definitions: readonly ImportDefinition[]
  /** Sentences of all refusals, for the report. */
  readonly texts: RefusalTexts
}

/** The operation that imports a file. */
export function runImportOperation(parts: ImportParts): Operation {
  return implementLong(
    runImport,
    (work, input) => importFile(parts, work, input),
    (ctx, input) => checkInput(parts, ctx, input),
  )
}

async function checkInput(parts: ImportParts, ctx: QueryContext, input: Input): Promise<void> {
  const { importName, recordKind, format } = input
  const definition = parts.definitions.find((one) => one.name === importName)
  if (!definition) {
    return ctx.refuse(
      refuse('import-unknown', { importName, known: parts.definitions.map((one) => one.name) }),
    )
  }
  const known = definition.recordKinds.map((one) => one.key)
  if (recordKind !== undefined && !recordKindOf(definition, recordKind)) {
    ctx.refuse(refuse('record-kind-unknown', { importName, recordKind, known }))
  }
  if (recordKind === undefined && format !== 'json')
    ctx.refuse(refuse('record-kind-missing', { format, known }))
  await findUpload(ctx, input.uploadId)
}

/**
 * Imports a file. It is read twice: first as a whole, so that nothing is written of a file that is broken
 * anywhere, then record by record, each a transaction of its own that carries its row of the report. A job
 * that was killed goes on after the last written row.
 */
async function importFile(parts: ImportParts, work: LongContext, input: Input): Promise<ImportReport | null> {
  const definition = parts.definitions.find((one) => one.name === input.importName)
  if (!definition) throw new FileProblem('import-unknown', `There is no import called "${input.importName}".`)
  const upload = await work.read((ctx) => findUpload(ctx, input.uploadId))
  const source = uploadSource(work, input.uploadId)
  const survey = await surveyFile(source, definition, input)
  if (input.dryRun) await work.note((ctx) => deleteRows(ctx, work.jobId))
  const done = await work.read((ctx) => lastRow(ctx, work.jobId))
  const importer = new RecordImporter(parts, work, input.dryRun)
  let rows = 0
  await work.progress(0, survey.rows)
  for await (const read of readRecords(source, definition, input, survey)) {
    if (work.isStopped()) return null
    await importer.take(read, read.number <= done)
    rows += read.rows
    await work.progress(rows, survey.rows)
  }
  await importer.finish()
  const figures = await work.read((ctx) => countRows(ctx, [work.jobId]))
  return { fileName: upload.fileName, rows: survey.rows, figures, warnings: [...survey.warnings] }
}

/** What became of a record before its row is numbered. */
interface Ending {
  readonly outcome: Outcome
  readonly problem?: RowProblem
}

class RecordImporter {
  readonly #parts: ImportParts
  readonly #work: LongContext
  readonly #isDryRun: boolean
  readonly #report: ReportWriter
  readonly #seen = new NamesSeen()
  /** Records that this dry run would create or change: what names one of them cannot be checked to the end. */
  readonly #pending = new NamesSeen()

  constructor(parts: ImportParts, work: LongContext, isDryRun: boolean) {
    this.#parts = parts
    this.#work = work
    this.#isDryRun = isDryRun
    this.#report = new ReportWriter(work)
  }

  /** Imports one record, unless its row of the report is already written. */
  async take(read: ReadRecord, isDone: boolean): Promise<void> {
    const name = nameOf(read)
    const firstLine = name === '' ? undefined : this.#seen.add(read.recordKind.kind, name, read.line)
    if (isDone) return
    const problem = read.problems[0] ?? (firstLine === undefined ? null : duplicate(read, firstLine))
    if (problem) return this.#report.add(rowOf(read, { outcome: 'refused', problem }))
    const ending = await survivingLoss(() => this.#carryOut(read), this.#work.isStopped)
    if (ending) await this.#report.add(rowOf(read, ending))
  }

  finish(): Promise<void> {
    return this.#report.flush()
  }

  /** Null when the row of the report is written already, together with the record. */
  async #carryOut(read: ReadRecord): Promise<Ending | null> {
    try {
      const plan = await this.#work.read((ctx) => read.recordKind.plan(ctx, read.record))
      if (plan.steps.length === 0) return { outcome: 'unchanged' }
      const outcome = plan.isNew ? 'created' : 'changed'
      if (this.#isDryRun) return await this.#verify(read, plan.steps, outcome)
      const row = rowOf(read, { outcome })
      await this.#work.runTogether(plan.steps, { alongside: (tx) => this.#report.addWithin(tx, row) })
      this.#report.committed()
      return null
    } catch (error) {
      if (
        this.#isDryRun &&
        this.#namesPending(read) &&
        (error instanceof NotFound || error instanceof Refused)
      ) {
        return this.#formOnly(read, 'created')
      }
      const problem = problemOfError(error, read, this.#parts.texts)
      if (!problem) throw error
      return { outcome: 'refused', problem }
    }
  }

  async #verify(
    read: ReadRecord,
    steps: Parameters<LongContext['runTogether']>[0],
    outcome: Outcome,
  ): Promise<Ending> {
    try {
      await this.#work.runTogether(steps, { verify: true })
    } catch (error) {
      const mayBeOurs = error instanceof NotFound || error instanceof Refused
      if (mayBeOurs && this.#namesPending(read)) return this.#formOnly(read, outcome)
      throw error
    }
    this.#pending.add(read.recordKind.kind, nameOf(read), read.line)
    return { outcome }
  }

  #formOnly(read: ReadRecord, outcome: Outcome): Ending {
    this.#pending.add(read.recordKind.kind, nameOf(read), read.line)
    const reason =
      'Only the form was checked: it names records that this file adds or changes first, which a dry run does not write.'
    return { outcome, problem: { line: read.line, column: null, code: 'form-checked-only', reason } }
  }

  #namesPending(read: ReadRecord): boolean {
    const names = read.recordKind.names?.(read.record) ?? []
    return names.some(({ kind, name }) => this.#pending.lineOf(kind, name) !== undefined)
  }
}

function nameOf(read: ReadRecord): string {
  try {
    return read.recordKind.nameOf(read.record)
  } catch {
    return ''
  }
}

function duplicate(read: ReadRecord, firstLine: number): RowProblem {
  const reason = `"${nameOf(read)}" already stands at line ${firstLine} of this file.`
  return { line: read.line, column: null, code: 'duplicate-in-file', reason }
}

/** Longest text of a report cell. */
const CELL_MAX = 1000

function rowOf(read: ReadRecord, { outcome, problem }: Ending): ImportRow {
  return {
    number: read.number,
    line: problem?.line ?? read.line,
    recordKind: read.recordKind.kind,
    reference: storable(nameOf(read)).slice(0, 255),
    outcome,
    column: problem?.column ? storable(problem.column) : null,
    code: problem?.code ?? null,
    reason: problem ? storable(problem.reason).slice(0, CELL_MAX) : null,
  }
}

/** Text without the characters that the store cannot hold, so that the report of a wrong row can be written. */
function storable(text: string): string {
  return text.replaceAll('\0', '\u{FFFD}').toWellFormed()
}
