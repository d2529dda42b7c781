import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'
import type { Contract } from '@tallystick/kernel/operation/define.ts'
import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import type { Call, Pipeline } from '@tallystick/kernel/operation/run.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { uploadFile } from '@tallystick/kernel/import/upload-file.contract.ts'
import type { ZodObject } from 'zod'
import { cookieName, credentialOf, portalOf } from './credentials.ts'
import { streamCsv } from './csv-export.ts'

/** What the routes need to know of the app around them. */
export interface RestParts {
  readonly pipeline: Pipeline
  readonly texts: RefusalTexts
  /** The tenant that a token names, or null for a text that is no token. */
  readonly tenantOfToken: (token: string) => string | null
  /** The tenant of a request without a credential. */
  readonly defaultTenant: () => string
  /** Operations whose answer opens or closes the session of a portal. */
  readonly signIn: string
  readonly signOut: string
}

/** Mounts every operation at the method and path of its contract; files have a door of their own. */
export function mountOperations(server: FastifyInstance, parts: RestParts): void {
  for (const operation of parts.pipeline.parts.operations) {
    const { rest, name } = operation.contract
    if (name === uploadFile.name) continue
    server.route({
      method: rest.method,
      url: fastifyPath(rest.path),
      config: { operation: name },
      handler: (request, reply) => answer(parts, operation, request, reply),
    })
    if (operation.list) mountExport(server, parts, operation)
  }
}

function mountExport(server: FastifyInstance, parts: RestParts, operation: Operation): void {
  const { list, contract } = operation
  if (!list) return
  server.get(`${fastifyPath(contract.rest.path)}.csv`, async (request, reply) => {
    const { columns, portal: _portal, ...input } = inputOf(request)
    const stream = await streamCsv(
      parts.pipeline,
      list,
      input,
      columns as string | undefined,
      callOf(parts, request),
    )
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${list.contract.fileName}.csv"`)
      .send(stream)
  })
}

function fastifyPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}

async function answer(parts: RestParts, operation: Operation, request: FastifyRequest, reply: FastifyReply) {
  const { contract } = operation
  const { portal, verify, ...input } = inputOf(request)
  const call = { ...callOf(parts, request), verify: verify === 'true' && contract.kind === 'command' }
  const named = portal !== undefined && contract.name === parts.signIn ? { ...input, portal } : input
  const output = await parts.pipeline.run(contract.name, withCaller(named, request, contract), call)
  if (call.verify) reply.header('tallystick-verified', 'true')
  if (contract.queued) reply.code(202)
  else if (contract.kind === 'command' && contract.rest.method === 'POST' && !call.verify) reply.code(200)
  return withSession(parts, contract.name, request, reply, output)
}

/** Path, query and body as one input. A path place wins over the query, and the query over the body. */
function inputOf(request: FastifyRequest): Record<string, unknown> {
  const body = typeof request.body === 'object' && request.body !== null ? request.body : {}
  return {
    ...(body as Record<string, unknown>),
    ...(request.query as Record<string, unknown>),
    ...(request.params as Record<string, unknown>),
  }
}

/** Where a stranger's request comes from, for the throttle. Operations that ask for it never get it from the body. */
function withCaller(input: Record<string, unknown>, request: FastifyRequest, contract: Contract) {
  const shape = (contract.input as Partial<ZodObject>).shape
  if (!contract.public || !shape || !('address' in shape)) return input
  return {
    ...input,
    address: request.ip,
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 300),
  }
}

/** What the pipeline needs to know of a request. */
export function callOf(parts: RestParts, request: FastifyRequest): Call {
  const credential = credentialOf(request)
  const tenantId = (credential !== null && parts.tenantOfToken(credential)) || parts.defaultTenant()
  const key = request.headers['idempotency-key']
  return {
    tenantId,
    caller: { credential: credential !== null && parts.tenantOfToken(credential) ? credential : null },
    key: Array.isArray(key) ? key[0] : key,
    requestId: request.id,
  }
}

/** A portal's token goes into its cookie and never into the page; a client of the API gets it in the answer. */
function withSession(
  parts: RestParts,
  name: string,
  request: FastifyRequest,
  reply: FastifyReply,
  output: unknown,
) {
  const portal = portalOf(request)
  if (portal && name === parts.signIn) {
    const { token, ...rest } = output as { token: string; expiresAt: string }
    reply.setCookie(cookieName(portal), token, {
      path: '/',
      httpOnly: true,
      secure: true,
      sameSite: 'lax',
      expires: new Date(rest.expiresAt),
    })
    return rest
  }
  if (portal && name === parts.signOut) {
    reply.clearCookie(cookieName(portal), { path: '/', secure: true, httpOnly: true, sameSite: 'lax' })
  }
  return output
}
