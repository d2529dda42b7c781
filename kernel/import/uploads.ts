import sql from 'sql-template-tag'
import type { Tx } from '../db/pool.ts'
import { NotFound } from '../errors/problems.ts'
import { isUuid, newId } from '../ids-time/ids.ts'
import type { LongContext, QueryContext } from '../operation/implement.ts'
import { survivingLoss } from '../db/database-loss.ts'
import type { FileSource } from './text-encoding.ts'

/** Uploads are kept this long after they were handed in, in days, unless an open job still needs them. */
const KEPT_DAYS = 7

/** Size of an upload whose pieces have not all arrived. */
const INCOMPLETE = -1

/** A file that was handed in. */
export interface Upload {
  readonly uploadId: string
  readonly fileName: string
  readonly sizeBytes: number
}

/** Begins an upload, which is not complete yet, and removes those that nobody needs any more. */
export async function insertUpload(
  ctx: QueryContext,
  file: { readonly fileName: string; readonly mediaType: string },
): Promise<string> {
  const uploadId = newId()
  await ctx.tx.run(sql`DELETE FROM upload u WHERE u.tenant_id = ${ctx.tenantId}
    AND u.created_at < ${ctx.now.toString()}::timestamptz - make_interval(days => ${KEPT_DAYS})
    AND NOT EXISTS (SELECT 1 FROM job j WHERE j.tenant_id = u.tenant_id AND j.state IN ('waiting', 'running')
      AND j.input->>'uploadId' = u.upload_id::text)`)
  await ctx.tx
    .run(sql`INSERT INTO upload (tenant_id, upload_id, file_name, media_type, size_bytes, actor_id, created_at)
    VALUES (${ctx.tenantId}, ${uploadId}, ${file.fileName}, ${file.mediaType}, ${INCOMPLETE},
      ${ctx.principal.actorId}, ${ctx.now.toString()})`)
  return uploadId
}

/** Adds a piece. `number` counts from 0 without gaps. */
export async function appendPiece(
  tx: Tx,
  tenantId: string,
  uploadId: string,
  number: number,
  bytes: Uint8Array,
): Promise<void> {
  await tx.run(sql`INSERT INTO upload_piece (tenant_id, upload_id, number, bytes)
    VALUES (${tenantId}, ${uploadId}, ${number}, ${bytes})`)
}

/** All pieces are there; only now can the upload be read. */
export async function completeUpload(
  tx: Tx,
  tenantId: string,
  uploadId: string,
  sizeBytes: number,
): Promise<void> {
  await tx.run(sql`UPDATE upload SET size_bytes = ${sizeBytes}
    WHERE tenant_id = ${tenantId} AND upload_id = ${uploadId}`)
}

/** A complete upload of the caller's own. Anybody else's is not found. */
export async function findUpload(ctx: QueryContext, uploadId: string): Promise<Upload> {
  const row = isUuid(uploadId)
    ? await ctx.tx.maybe<{
        file_name: string
        size_bytes: number
      }>(sql`SELECT file_name, size_bytes FROM upload
        WHERE tenant_id = ${ctx.tenantId} AND upload_id = ${uploadId} AND size_bytes >= 0
          AND actor_id IS NOT DISTINCT FROM ${ctx.principal.actorId}::uuid`)
    : null
  if (row === null) throw new NotFound('upload', uploadId)
  return { uploadId, fileName: row.file_name, sizeBytes: row.size_bytes }
}

/** Reads an upload piece by piece, each in a short transaction, so that no lock outlives a piece. */
export function uploadSource(work: Pick<LongContext, 'read' | 'isStopped'>, uploadId: string): FileSource {
  return async function* pieces() {
    for (let number = 0; ; number += 1) {
      const read = () =>
        work.read((ctx) =>
          ctx.tx.maybe<{ bytes: Uint8Array }>(sql`SELECT bytes FROM upload_piece
            WHERE tenant_id = ${ctx.tenantId} AND upload_id = ${uploadId} AND number = ${number}`),
        )
      const piece = await survivingLoss(read, work.isStopped)
      if (piece === null) return
      yield piece.bytes
    }
  }
}
