import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { LICENSE_FILES_MAX_BYTES } from '../rules/held-licenses.ts'

/** A generator of the producer, ready to be called. */
export interface Generator {
  readonly address: string
  readonly technology: string
  readonly secret: Uint8Array
}

/** A license as a generator is told of it. Documented in docs/license-generators.md. */
export interface LicenseRequest {
  readonly fulfillmentId: string
  readonly activationId: string
  readonly entitlementId: string
  readonly account: { readonly id: string | null; readonly name: string }
  readonly products: readonly {
    readonly name: string
    readonly version: string
    readonly quantityPerCopy: number
    readonly features: readonly {
      readonly name: string
      readonly version: string | null
      readonly count: number
    }[]
  }[]
  readonly licenseModel: string
  readonly kind: string
  readonly copies: number
  readonly overdraft: number
  readonly starts: string
  /** Last day of use; null is permanent. */
  readonly expires: string | null
  readonly versionDate: string | null
  readonly servers: readonly string[]
  readonly nodeHosts: readonly string[]
  readonly hostAttributes: Readonly<Record<string, string>>
  readonly attributes: Readonly<Record<string, unknown>>
  /** `master`, or `emergency` and `stop-gap` for short licenses that stand beside another one and take no copies. */
  readonly issuedAs: string
  /** The license in whose place it comes, with what became of that one; null where nothing was there before. */
  readonly replaces: { readonly fulfillmentId: string; readonly became: string } | null
  /** The license beside which it stands; null for all others. */
  readonly beside: string | null
}

/** A license with its files, as a generator joins it with others. */
export interface GeneratedFiles {
  readonly fulfillmentId: string
  readonly files: readonly {
    readonly name: string
    readonly text?: string | undefined
    readonly base64?: string | undefined
  }[]
}

const File = z.object({
  name: z.string().min(1).max(255),
  text: z.string().optional(),
  base64: z.string().optional(),
})
const Refused = z.array(z.object({ fulfillmentId: z.string(), reason: z.string().min(1).max(1000) }))
const Validated = z.object({ refused: Refused.default([]) })
const Generated = z.object({
  licenses: z.array(z.object({ fulfillmentId: z.string(), files: z.array(File).min(1).max(20) })),
  refused: Refused.default([]),
})
const Consolidated = z.object({ files: z.array(File).min(1).max(20) })

/** Why a generator could not be asked: in words for the producer, without anything secret. */
export class GeneratorProblem extends Error {}

/** Asks whether licenses can be generated; nothing is made yet. */
export function validate(generator: Generator, licenses: readonly LicenseRequest[]) {
  return call(generator, 'validate', { licenses }, Validated)
}

/** Has licenses generated. The same fulfillment IDs may be asked for again: answer the same then. */
export function generate(generator: Generator, licenses: readonly LicenseRequest[]) {
  return call(generator, 'generate', { licenses }, Generated)
}

/** Has the licenses of one host joined. */
export function consolidate(
  generator: Generator,
  hosts: readonly string[],
  licenses: readonly GeneratedFiles[],
) {
  return call(generator, 'consolidate', { hosts, licenses }, Consolidated)
}

/** Milliseconds that one answer may take, and waits before the second and third try. */
const TIMEOUT_MS = 15_000
const WAITS_MS = [0, 1_000, 4_000] as const

/**
 * One question, signed. Tried three times where another try may help (no connection, no answer in time, 429 and 5xx).
 * Redirects are not followed, because only the address that an administrator set is trusted; answers are cut off at
 * four times what the files of a license may have.
 */
async function call<S extends z.ZodType>(
  generator: Generator,
  question: string,
  content: object,
  shape: S,
): Promise<z.output<S>> {
  const body = JSON.stringify({ version: 1, technology: generator.technology, ...content })
  let problem = new GeneratorProblem('The generator was not asked.')
  for (const wait of WAITS_MS) {
    await new Promise((resolve) => setTimeout(resolve, wait))
    try {
      const text = await send(generator, question, body)
      const read = shape.safeParse(parsed(text))
      if (read.success) return read.data
      throw new GeneratorProblem(`The answer to ${question} does not have the documented form.`)
    } catch (error) {
      if (error instanceof GeneratorProblem) throw error
      problem = new GeneratorProblem(`The generator did not answer ${question}: ${wordsOf(error)}.`)
    }
  }
  throw problem
}

async function send(generator: Generator, question: string, body: string): Promise<string> {
  const at = Math.floor(Temporal.Now.instant().epochMilliseconds / 1000)
  const signature = createHmac('sha256', generator.secret).update(`${at}.${body}`).digest('hex')
  const response = await fetch(`${generator.address.replace(/\/+$/, '')}/${question}`, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      'content-type': 'application/json',
      'tallystick-signature': `t=${at},v1=${signature}`,
    },
    body,
  })
  if (response.status === 429 || response.status >= 500) {
    await response.body?.cancel()
    throw new Error(`it answered ${response.status}`)
  }
  if (response.status !== 200) {
    await response.body?.cancel()
    throw new GeneratorProblem(`The generator answered ${question} with ${response.status}.`)
  }
  return readUpTo(response, LICENSE_FILES_MAX_BYTES * 4)
}

async function readUpTo(response: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > most) throw new GeneratorProblem('The answer of the generator is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

/** What happened, without addresses or contents. */
function wordsOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'it took longer than 15 seconds'
  if (error instanceof Error && error.message.startsWith('it answered')) return error.message
  return 'it cannot be reached'
}
