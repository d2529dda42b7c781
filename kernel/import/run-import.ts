import { refuse, type RefusalTexts } from '../errors/refusal.ts'
import { implementLong, type LongContext, type Operation, type QueryContext } from '../operation/implement.ts'
import type { z } from 'zod'
import { chunksOf } from './chunks.ts'
import { survivingLoss } from '../db/database-loss.ts'
import { recordKindOf, type ImportDefinition } from './define.ts'
import { countRows, deleteRows, lastRow } from './import-rows.ts'
import { FileProblem } from './problems.ts'
import { readRecords, surveyFile } from './read-records.ts'
import { RecordImporter } from './record-importer.ts'
import { runImport, type ImportReport } from './run-import.contract.ts'
import { StatisticsKeeper } from './statistics.ts'
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
 * anywhere, then in small groups of records, each a transaction that carries its rows of the report. A job that
 * was killed goes on after the last written row, and its progress where it was. One that is cancelled stops between
 * two records; its report counts those before.
 */
async function importFile(parts: ImportParts, work: LongContext, input: Input): Promise<ImportReport | null> {
  const definition = parts.definitions.find((one) => one.name === input.importName)
  if (!definition) throw new FileProblem('import-unknown', `There is no import called "${input.importName}".`)
  const surviving = <T>(step: () => Promise<T>) => survivingLoss(step, work.isStopped)
  const upload = await surviving(() => work.read((ctx) => findUpload(ctx, input.uploadId)))
  const source = uploadSource(work, input.uploadId)
  const survey = await surveyFile(source, definition, input)
  if (input.dryRun) await surviving(() => work.note((ctx) => deleteRows(ctx, work.jobId)))
  const done = await surviving(() => work.read((ctx) => lastRow(ctx, work.jobId)))
  const importer = new RecordImporter(parts, work, input.dryRun)
  const statistics = new StatisticsKeeper(work)
  if (done === 0) await work.progress(0, survey.rows)
  let rows = 0
  for await (const chunk of chunksOf(readRecords(source, definition, input, survey))) {
    await importer.take(chunk, done)
    if (work.isStopped()) {
      if (!work.isCancelled()) return null
      break
    }
    if (!input.dryRun) await statistics.wrote(chunk.length)
    rows += chunk.reduce((sum, read) => sum + read.rows, 0)
    if ((chunk.at(-1)?.number ?? 0) > done) await work.progress(rows, survey.rows)
  }
  const figures = await surviving(() => work.read((ctx) => countRows(ctx, [work.jobId])))
  return { fileName: upload.fileName, rows: survey.rows, figures, warnings: [...survey.warnings] }
}
