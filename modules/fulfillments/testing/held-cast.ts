import { startWorker } from '@tallystick/kernel/jobs/worker.ts'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { vi } from 'vitest'
import type { LicenseRequest } from '../issuing/generator.ts'
import { buildHostsCast, type HostsCast } from './hosts-cast.ts'

/** A question to the generator of the cast. */
interface AskedQuestion {
  readonly question: string
  readonly hosts?: readonly string[]
  readonly licenses: readonly (LicenseRequest & {
    readonly files?: readonly { readonly name: string; readonly text?: string }[]
  })[]
}

/** A generator whose answers the test says. */
interface OwnGenerator {
  /** Every question so far, the oldest first. */
  readonly asked: AskedQuestion[]
  /** Why a license is refused; null generates it. */
  refuses: (license: LicenseRequest) => string | null
  /** What happens before an answer is sent. */
  before: (question: string) => Promise<void> | void
  /** Status of all answers; 200 unless something is wrong with it. */
  status: number
}

/** A technology of the producer with a model and a product of it, ready to be sold. */
export interface OwnTechnology {
  readonly id: string
  readonly name: string
  readonly product: string
  /** Fields for `cast.sell`. */
  readonly goods: Readonly<Record<string, unknown>>
  /** Sells ten copies, unless the fields say otherwise; answers the activation ID. */
  sell(fields?: Readonly<Record<string, unknown>>): Promise<string>
}

/** Northwind Mill and its relations, with technologies of Gearwright and their generator. */
export interface HeldCast extends HostsCast {
  readonly generator: OwnGenerator
  /** Makes a technology of the generator, floating counted and consolidating unless the fields say otherwise. */
  technology(fields?: object, model?: object): Promise<OwnTechnology>
  /** Runs the jobs that wait, until none does. */
  work(): Promise<void>
  /** Reports and problems of the jobs so far. */
  reports(): Promise<readonly unknown[]>
  close(): Promise<void>
}

/** Builds it, with a generator that listens on a port of this machine. */
export async function buildHeldCast(): Promise<HeldCast> {
  const world = await buildHostsCast()
  const { cast } = world
  const generator: OwnGenerator = { asked: [], refuses: () => null, before: () => undefined, status: 200 }
  const server = createServer((request, response) => {
    void answer(generator, request).then(({ status, text }) => response.writeHead(status).end(text))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/licenses`
  let names = 0
  const unfinished = async () => {
    const { rows } = await cast.house.owner.query<{ jobs: number }>(
      `SELECT count(*)::integer AS jobs FROM job WHERE state IN ('waiting', 'running')`,
    )
    return rows[0]?.jobs ?? 0
  }
  return {
    ...world,
    generator,
    technology: async (fields = {}, model = {}) => {
      names += 1
      const name = `Dongle ${names}`
      const kind = 'floating-counted'
      const generation = { generation: 'http', address, kind, consolidates: true }
      const given = { name, ...generation, ...fields } as { kind: string; generation: string }
      const made = await cast.run<{ id: string }>('create-license-technology', {
        ...given,
        ...(given.generation === 'manual' ? { address: '' } : {}),
      })
      if (given.generation === 'http') await cast.run('make-generator-secret', { id: made.id })
      const licenseModel = `Model ${name}`
      await cast.run('create-license-model', {
        name: licenseModel,
        kind: given.kind,
        technology: name,
        deploy: true,
        ...model,
      })
      const product = `Lathe ${name}@1`
      await cast.run('create-product', {
        name: `Lathe ${name}`,
        version: '1',
        features: [{ feature: 'mill@5.2' }],
        licenseModels: [licenseModel],
        deploy: true,
      })
      const goods = { products: [{ product }], licenseModel }
      return {
        id: made.id,
        name,
        product,
        goods,
        sell: (more = {}) => cast.sell('floating-counted', { ...goods, ...more }),
      }
    },
    work: async () => {
      const worker = startWorker({
        pipeline: cast.house.pipeline,
        tenants: () => Promise.resolve([cast.house.tenantId]),
        failed: () => undefined,
        beatMs: 10,
      })
      await vi.waitUntil(async () => (await unfinished()) === 0, { timeout: 25_000, interval: 20 })
      await worker.stop()
    },
    reports: async () => {
      const { rows } = await cast.house.owner.query<{ end: unknown }>(
        `SELECT coalesce(to_jsonb(problem), report) AS end FROM job ORDER BY created_at, job_id`,
      )
      return rows.map(({ end }) => end)
    },
    close: async () => {
      await new Promise((resolve) => server.close(resolve))
      await cast.house.close()
    },
  }
}

async function answer(generator: OwnGenerator, request: IncomingMessage) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const question = request.url?.split('/').at(-1) ?? ''
  const asked = JSON.parse(Buffer.concat(chunks).toString()) as AskedQuestion
  generator.asked.push({ ...asked, question })
  await generator.before(question)
  return { status: generator.status, text: JSON.stringify(answerOf(generator, question, asked)) }
}

function answerOf(generator: OwnGenerator, question: string, { licenses }: AskedQuestion): object {
  if (question === 'consolidate') {
    const text = licenses.map(({ files = [] }) => files[0]?.text ?? '').join('')
    return { files: [{ name: 'joined.key', text }] }
  }
  const refused = licenses.flatMap((one) => {
    const reason = generator.refuses(one)
    return reason === null ? [] : [{ fulfillmentId: one.fulfillmentId, reason }]
  })
  if (question === 'validate') return { refused }
  const files = (one: LicenseRequest) => [
    { name: 'license.key', text: `KEY ${one.copies} ${[...one.servers, ...one.nodeHosts].join(' ')}\n` },
  ]
  return {
    refused,
    licenses: licenses
      .filter((one) => generator.refuses(one) === null)
      .map((one) => ({ fulfillmentId: one.fulfillmentId, files: files(one) })),
  }
}
