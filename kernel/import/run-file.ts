import { inTransaction } from '../db/transaction.ts'
import { InvariantError } from '../errors/problems.ts'
import type { Call, Pipeline } from '../operation/run.ts'
import { getImport } from './get-import.contract.ts'
import { runImport } from './run-import.contract.ts'
import type { z } from 'zod'
import { uploadFile } from './upload-file.contract.ts'
import { appendPiece, completeUpload } from './uploads.ts'
import type { ImportView } from './get-import.contract.ts'

/** Bytes of a stored piece. */
const PIECE_BYTES = 1024 * 1024

/** An import as a program inside the house asks for it: the file as bytes instead of an upload. */
export interface FileImport {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly importName: string
  readonly format: 'csv' | 'json' | 'ndjson'
  readonly recordKind?: string | undefined
  readonly dryRun?: boolean
}

/**
 * Hands in a file and imports it through the same operations as any caller, and waits until a running worker
 * has carried it out. Used for the sample data of a first start and in tests. Throws when the job failed.
 */
export async function importFileNow(
  pipeline: Pipeline,
  call: Pick<Call, 'tenantId' | 'caller'>,
  file: FileImport,
  watch: { readonly progress?: (done: number, total: number) => void; readonly beatMs?: number } = {},
): Promise<z.infer<typeof ImportView>> {
  const jobId = await queueFile(pipeline, call, file)
  for (;;) {
    const view = (await pipeline.run(getImport.name, { import: jobId }, call)) as z.infer<typeof ImportView>
    watch.progress?.(view.rowsDone, view.rowsTotal)
    if (view.state === 'failed')
      throw new InvariantError(`${file.fileName}: ${view.problem ?? 'the import failed'}`)
    if (view.state === 'done' || view.state === 'cancelled') return view
    await new Promise((wake) => setTimeout(wake, watch.beatMs ?? 200))
  }
}

/** Hands in a file and queues its import; the key of the job. */
export async function queueFile(
  pipeline: Pipeline,
  call: Pick<Call, 'tenantId' | 'caller'>,
  file: FileImport,
) {
  const { uploadId } = (await pipeline.run(uploadFile.name, { fileName: file.fileName }, call)) as {
    uploadId: string
  }
  for (let number = 0; number * PIECE_BYTES < file.bytes.length; number += 1) {
    const piece = file.bytes.subarray(number * PIECE_BYTES, (number + 1) * PIECE_BYTES)
    await inTransaction(pipeline.parts.pool, call.tenantId, (tx) =>
      appendPiece(tx, call.tenantId, uploadId, number, piece),
    )
  }
  await inTransaction(pipeline.parts.pool, call.tenantId, (tx) =>
    completeUpload(tx, call.tenantId, uploadId, file.bytes.length),
  )
  const { importName, format, recordKind, dryRun } = file
  const input = { uploadId, importName, format, recordKind, dryRun: dryRun ?? false }
  const { jobId } = (await pipeline.run(runImport.name, input, call)) as { jobId: string }
  return jobId
}
