import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

// A license generator of a producer, small enough to be read whole. It makes licenses of a form of its own: a JSON file
// with the rights, signed by a hash over them and its own key, and the same as bytes. It keeps nothing: the same
// fulfillment ID gives the same files again, so that a question that is asked twice does no harm.

/** What the example needs to run. */
export interface GeneratorOptions {
  /** The secret that *Make secret* of the license technology has shown. */
  readonly secret: string
  /** The key that the producer's own programs know. */
  readonly key: string
}

interface Request {
  readonly fulfillmentId: string
  readonly account: { readonly name: string }
  readonly products: readonly { readonly name: string; readonly version: string }[]
  readonly copies: number
  readonly expires: string | null
  readonly servers: readonly string[]
  readonly nodeHosts: readonly string[]
  readonly hostAttributes: Readonly<Record<string, string>>
}

interface File {
  readonly name: string
  readonly text?: string
  readonly base64?: string
}

interface Question {
  readonly version: number
  readonly technology: string
  readonly hosts?: readonly string[]
  readonly licenses: readonly (Request & { readonly files?: readonly File[] })[]
}

/** Seconds for which a signed question is good. */
const TOLERANCE_SECONDS = 300

/** Makes the server; `listen` starts it. */
export function licenseGenerator(options: GeneratorOptions): Server {
  return createServer((request, response) => {
    answer(options, request, response).catch(() => end(response, 500, { error: 'The generator failed.' }))
  })
}

async function answer(
  options: GeneratorOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString('utf8')
  if (!isSigned(options.secret, String(request.headers['tallystick-signature'] ?? ''), body)) {
    return end(response, 401, { error: 'The signature does not fit.' })
  }
  const question = JSON.parse(body) as Question
  switch (request.url?.split('/').at(-1) ?? '') {
    case 'validate':
      return end(response, 200, { refused: question.licenses.flatMap(problemOf) })
    case 'generate':
      return end(response, 200, {
        licenses: question.licenses.map((one) => ({
          fulfillmentId: one.fulfillmentId,
          files: filesOf(options.key, one),
        })),
      })
    case 'consolidate':
      return end(response, 200, { files: [joined(question)] })
    default:
      return end(response, 404, { error: 'There is no such question.' })
  }
}

/** `t=<seconds>,v1=<hex>`: HMAC-SHA256 over `<seconds>.<body>`; an old one is a copy of somebody else. */
function isSigned(secret: string, header: string, body: string): boolean {
  const [, seconds = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? []
  if (Math.abs(Date.now() / 1000 - Number(seconds)) > TOLERANCE_SECONDS) return false
  const expected = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
}

/** This producer's own rule: its machines have dongles whose numbers begin with GW. */
function problemOf({ fulfillmentId, hostAttributes }: Request) {
  const dongle = hostAttributes['Dongle'] ?? ''
  if (dongle === '' || /^GW\d+$/.test(dongle)) return []
  return [{ fulfillmentId, reason: `"${dongle}" is no dongle of ours; its number begins with GW.` }]
}

function filesOf(key: string, license: Request): readonly File[] {
  const rights = {
    license: license.fulfillmentId,
    for: license.account.name,
    products: license.products.map(({ name, version }) => `${name} ${version}`),
    copies: license.copies,
    expires: license.expires ?? 'never',
    hosts: [...license.servers, ...license.nodeHosts],
    ...license.hostAttributes,
  }
  const seal = createHash('sha256')
    .update(`${key}\n${JSON.stringify(rights)}`)
    .digest()
  return [
    { name: 'license.json', text: `${JSON.stringify({ ...rights, seal: seal.toString('hex') }, null, 2)}\n` },
    { name: 'license.bin', base64: seal.toString('base64') },
  ]
}

function joined({ licenses }: Question): File {
  const parts = licenses.map(({ files = [] }) => JSON.parse(files[0]?.text ?? '{}') as object)
  return { name: 'licenses.json', text: `${JSON.stringify(parts, null, 2)}\n` }
}

function end(response: ServerResponse, status: number, content: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content))
}

if (import.meta.main) {
  const secret = process.env['GENERATOR_SECRET']
  if (!secret) throw new Error('Set GENERATOR_SECRET to the secret of the license technology.')
  const port = Number(process.env['PORT'] ?? 8300)
  licenseGenerator({ secret, key: process.env['GENERATOR_KEY'] ?? 'example' }).listen(
    port,
    '127.0.0.1',
    () => {
      console.log(`The license generator listens on http://127.0.0.1:${port}`)
    },
  )
}
