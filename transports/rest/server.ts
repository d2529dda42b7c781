import cookie from '@fastify/cookie'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { openApiOf } from './openapi.ts'
import { problemOf } from './problems.ts'
import { mountOperations, type RestParts } from './routes.ts'
import { mountUploads } from './uploads.ts'

/** Folders that the server shows: built portals and the API documentation. */
export interface StaticPlaces {
  /** Folder by address prefix: `/producer/` -> `build/producer-portal`. Single-page apps. */
  readonly portals: Readonly<Record<string, string>>
  /** Folder of the documentation viewer, and our own page that starts it. */
  readonly docsViewer: string
  readonly docsPage: string
}

/** Largest body of an ordinary request, in bytes. Files go through uploads. */
const BODY_MAX_BYTES = 5 * 1024 * 1024

/** Builds the HTTP server of the back office; it listens nowhere yet. */
export async function buildServer(parts: RestParts, places: StaticPlaces, logger: FastifyBaseLogger) {
  const server = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_MAX_BYTES,
    genReqId: () => randomUUID(),
    trustProxy: process.env['TALLYSTICK_TRUST_PROXY'] === 'true',
    routerOptions: { maxParamLength: 300 },
  })
  await server.register(cookie)
  await server.register(helmet, securityHeaders())
  await server.register(compress, { global: true, threshold: 2048, encodings: ['br', 'gzip'] })
  answerErrors(server, parts)
  server.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (request.url.startsWith('/v1/')) reply.header('cache-control', 'no-store')
  })
  await server.register(async (api) => {
    mountOperations(api, parts)
    mountUploads(api, parts)
  })
  mountDocuments(server, parts)
  await mountPages(server, places)
  return server
}

function securityHeaders() {
  return {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' as const },
  }
}

function answerErrors(server: FastifyInstance, parts: RestParts): void {
  server.setErrorHandler((error, request, reply) => {
    const { problem, retryAfterSeconds, isOurs } = problemOf(error, parts.texts, request.id)
    if (isOurs)
      request.log.error(
        { err: error, requestId: request.id, url: request.url.split('?')[0] },
        'request failed',
      )
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
    return reply.code(problem.status).type('application/problem+json').send(problem)
  })
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).type('application/problem+json').send({
      type: 'https://tallystick.dev/problems/no-such-address',
      title: 'Not found',
      status: 404,
      detail: 'There is nothing at this address.',
      code: 'no-such-address',
      requestId: request.id,
    }),
  )
}

function mountDocuments(server: FastifyInstance, parts: RestParts): void {
  const contracts = parts.pipeline.parts.operations.map(({ contract }) => contract)
  let document: string | null = null
  server.get('/openapi.json', (_request, reply) => {
    document ??= JSON.stringify(openApiOf(contracts, parts.texts))
    return reply.type('application/json').send(document)
  })
  server.get('/health', () => ({ status: 'ok' }))
}

async function mountPages(server: FastifyInstance, places: StaticPlaces): Promise<void> {
  await server.register(fastifyStatic, {
    root: places.docsViewer,
    prefix: '/docs/viewer/',
    decorateReply: false,
  })
  await server.register(fastifyStatic, { root: places.docsPage, prefix: '/docs/', decorateReply: false })
  for (const [prefix, root] of Object.entries(places.portals)) {
    if (existsSync(root)) await server.register(portalPages, { prefix, root })
  }
  const first = Object.keys(places.portals)[0] ?? '/docs/'
  server.get('/', (_request, reply) => reply.redirect(first))
}

/** A portal's files; any other address below it is a page of the portal, so its index is sent. */
async function portalPages(scope: FastifyInstance, options: { root: string }): Promise<void> {
  await scope.register(fastifyStatic, {
    root: options.root,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/assets/')
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  scope.setNotFoundHandler((request, reply) => {
    const isFile = /\.\w+$/.test(request.url.split('?')[0] ?? '')
    if (isFile || request.method !== 'GET') return reply.code(404).send()
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
