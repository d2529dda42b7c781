import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import { InvalidInput, Unavailable } from '@tallystick/kernel/errors/problems.ts'
import { appendPiece, completeUpload } from '@tallystick/kernel/import/uploads.ts'
import { uploadFile } from '@tallystick/kernel/import/upload-file.contract.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import { callOf, type RestParts } from './routes.ts'

/** Bytes of one stored piece. */
const PIECE_BYTES = 1024 * 1024

/** Largest file that can be handed in, in bytes. */
const UPLOAD_MAX_BYTES = 2 * 1024 * 1024 * 1024

/**
 * `POST /v1/uploads?fileName=…`: the body is the file itself, of any type. It is stored piece by piece, so
 * that memory stays flat; a broken connection leaves an upload that is not complete and is never read.
 */
export function mountUploads(api: FastifyInstance, parts: RestParts): void {
  void api.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body))
    scope.post('/v1/uploads', { bodyLimit: UPLOAD_MAX_BYTES }, async (request) => store(parts, request))
  })
}

async function store(parts: RestParts, request: FastifyRequest) {
  const fileName = (request.query as { fileName?: string }).fileName ?? 'upload'
  if (fileName.length > 255) {
    throw new InvalidInput([
      { path: 'fileName', code: 'too-long', message: 'A file name has up to 255 characters.' },
    ])
  }
  const call = callOf(parts, request)
  const begin = { fileName, mediaType: String(request.headers['content-type'] ?? 'application/octet-stream') }
  const { uploadId } = (await parts.pipeline.run(uploadFile.name, begin, call)) as { uploadId: string }
  const inShort = <T>(write: (tx: QueryContext['tx']) => Promise<T>) =>
    inTransaction(parts.pipeline.parts.pool, call.tenantId, write)
  let number = 0
  let sizeBytes = 0
  for await (const piece of pieces(request.body as Readable)) {
    sizeBytes += piece.length
    if (sizeBytes > UPLOAD_MAX_BYTES) throw new Unavailable('The file is larger than 2 GB.', 1, 429)
    await inShort((tx) => appendPiece(tx, call.tenantId, uploadId, number, piece))
    number += 1
  }
  await inShort((tx) => completeUpload(tx, call.tenantId, uploadId, sizeBytes))
  return { uploadId, sizeBytes }
}

async function* pieces(stream: Readable): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    waiting.push(chunk as Buffer)
    length += (chunk as Buffer).length
    if (length < PIECE_BYTES) continue
    yield Buffer.concat(waiting)
    waiting = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(waiting)
}
