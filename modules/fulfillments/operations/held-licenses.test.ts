import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { licenseTextsOf } from '../services.ts'
import { getLicense } from './get-license.contract.ts'
import { startWorker } from '@tallystick/kernel/jobs/worker.ts'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildCast, node, server, type Cast } from '../testing/fulfillments-cast.ts'
import { recordsOf, takenOf } from '../testing/support-cast.ts'

interface Shown {
  readonly state: string
  readonly licenseText: string | null
  readonly holdNote: string
  readonly supportAction: string
}
interface Answer {
  readonly licenses: readonly [{ readonly id: string; readonly licenseText: string | null }]
  readonly consolidated: readonly unknown[]
}

let cast: Cast
let servers: Server[] = []
let programs: ChildProcess[] = []
let names = 0
beforeAll(async () => {
  cast = await buildCast()
}, 60_000)
afterEach(async () => {
  await Promise.all(servers.map((one) => new Promise((resolve) => one.close(resolve))))
  servers = []
  for (const program of programs) program.kill()
  programs = []
})
afterAll(() => cast.house.close())

/** Starts a server and answers its address. */
async function listening(one: Server): Promise<string> {
  servers.push(one)
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(one.address() as AddressInfo).port}/licenses`
}

/** A technology, a model and a product of it; answers its key and how line items of it are sold. */
async function technology(fields: object) {
  names += 1
  const name = `Dongle ${names}`
  const made = await cast.run<{ id: string }>('create-license-technology', {
    name,
    kind: 'nodelocked-uncounted',
    generation: 'manual',
    ...fields,
  })
  const kind = (fields as { kind?: string }).kind ?? 'nodelocked-uncounted'
  await cast.run('create-license-model', { name: `Model ${name}`, kind, technology: name, deploy: true })
  await cast.run('create-product', {
    name: `Lathe ${name}`,
    version: '1',
    features: [{ feature: 'mill@5.2' }],
    licenseModels: [`Model ${name}`],
    deploy: true,
  })
  const goods = { products: [{ product: `Lathe ${name}@1` }], licenseModel: `Model ${name}` }
  return { id: made.id, name, sell: () => cast.sell('nodelocked-uncounted', goods) }
}

const EXAMPLE = fileURLToPath(new URL('../../../examples/generator/generator.ts', import.meta.url))

/** Starts the shipped example as its reader does: a program of its own. */
async function example(port: number, secret: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [EXAMPLE], {
    env: { ...process.env, PORT: String(port), GENERATOR_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  programs.push(child)
  await once(child.stdout, 'data')
  return child
}

/** A port that is free. */
async function freePort(): Promise<number> {
  const one = createServer()
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve))
  const { port } = one.address() as AddressInfo
  await new Promise((resolve) => one.close(resolve))
  return port
}

/** A technology of the shipped example, whose generator runs. */
async function generated(fields: object = {}) {
  const port = await freePort()
  const own = await technology({
    generation: 'http',
    address: `http://127.0.0.1:${port}/licenses`,
    ...fields,
  })
  const { secret } = await cast.run<{ secret: string }>('make-generator-secret', { id: own.id })
  return { ...own, port, secret, program: await example(port, secret) }
}

const activate = (lineItem: string, ...hosts: readonly object[]) =>
  cast.asCustomer<Answer>('activate-line-items', {
    items: [{ lineItem, hosts }],
    shipToEmail: 'it@northwind.example',
  })
const shown = (fulfillment: string) => cast.asCustomer<Shown>('get-license', { fulfillment })
const filesOf = (fulfillment: string) =>
  cast.asCustomer<{ files: { name: string; isText: boolean; base64: string }[] }>('get-license-files', {
    fulfillment,
  })

/** Runs the jobs that wait. */
async function work(): Promise<void> {
  const worker = startWorker({
    pipeline: cast.house.pipeline,
    tenants: () => Promise.resolve([cast.house.tenantId]),
    failed: (_job: unknown, error: unknown) => console.error(error),
    beatMs: 20,
  })
  await vi.waitUntil(async () => (await unfinished()) === 0, { timeout: 25_000 })
  await worker.stop()
}

async function unfinished(): Promise<number> {
  const { rows } = await cast.house.owner.query<{ jobs: number }>(
    `SELECT count(*)::integer AS jobs FROM job WHERE state IN ('waiting', 'running')`,
  )
  return rows[0]?.jobs ?? 0
}

describe('a technology by hand', () => {
  test('[CERT-05] the license waits on hold, takes its copy, and is good when the producer has supplied it', async () => {
    const { sell } = await technology({})
    const lineItem = await sell()

    const { licenses } = await activate(lineItem, { nodeHosts: [node('cad-1')] })
    const [{ id, licenseText }] = licenses

    expect(licenseText).toBeNull()
    expect(await recordsOf(cast, lineItem)).toEqual([['master', 'on-hold', 1, 1]])
    const { rows } = await cast.run<{ rows: { id: string }[] }>('list-held-licenses', {})
    expect(rows.find((row) => row.id === id)).toMatchObject({ generation: 'manual', note: '' })
    expect(await unfinished()).toBe(0)

    await cast.run('supply-licenses', {
      licenses: [{ fulfillment: id, files: [{ name: 'lathe.key', text: 'KEY 1\n' }] }],
    })

    expect(await shown(id)).toMatchObject({ state: 'active', licenseText: 'KEY 1\n' })
    expect((await filesOf(id)).files).toMatchObject([{ name: 'lathe.key', isText: true }])
    const event = await cast.house.owner.query<{ payload: { shipToEmail: string } }>(
      `SELECT payload FROM outbox WHERE type = 'license.supplied' ORDER BY event_id DESC LIMIT 1`,
    )
    expect(event.rows[0]?.payload.shipToEmail).toBe('it@northwind.example')
    // The mail of a license has its files, not the text.
    const mailed = await cast.house.pipeline.read(
      getLicense,
      { fulfillment: id },
      { tenantId: cast.house.tenantId, caller: { principal: systemPrincipal(cast.house.tenantId) } },
      (ctx) => licenseTextsOf(ctx, [id]),
    )
    expect(mailed).toMatchObject([{ files: [{ name: 'lathe.key', base64: btoa('KEY 1\n') }] }])
    await expect(
      cast.run('supply-licenses', { licenses: [{ fulfillment: id, files: [{ name: 'a', text: 'b' }] }] }),
    ).rejects.toMatchObject({ refusal: { code: 'license-not-on-hold' } })
  })

  test('[CERT-05] a refused one gives its copies back and says why; customers can do neither', async () => {
    const { sell } = await technology({})
    const lineItem = await sell()
    const { licenses } = await activate(lineItem, { nodeHosts: [node('cad-2')] })
    const [{ id }] = licenses
    await expect(cast.run('return-license', { fulfillment: id })).rejects.toMatchObject({
      refusal: { code: 'license-on-hold' },
    })

    await cast.run('reject-held-licenses', { fulfillments: [id], reason: 'The machine is not known to us.' })

    expect(await shown(id)).toMatchObject({ state: 'obsolete', holdNote: 'The machine is not known to us.' })
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 0, overdraft: 0 })
    const { records } = await cast.run<{ records: object[] }>('get-license-chain', { fulfillment: id })
    expect(records).toMatchObject([
      { supportAction: 'return', refusedBecause: 'The machine is not known to us.' },
    ])
  })

  test.each([
    ['none', [], 'there is none'],
    [
      'two of one name',
      [
        { name: 'a', text: 'x' },
        { name: 'a', text: 'y' },
      ],
      'two have the same name',
    ],
    ['no content', [{ name: 'a', text: '' }], 'they are empty'],
    ['a path', [{ name: '../a', text: 'x' }], 'a name is no file name'],
    ['text and bytes', [{ name: 'a', text: 'x', base64: 'eA==' }], 'each has either a text or base64'],
    ['too much', [{ name: 'a', text: 'x'.repeat(1_048_577) }], 'together they are larger than 1 MB'],
  ])('[CERT-05] refuses files: %s', async (_what, files, problem) => {
    const { sell } = await technology({})
    const { licenses } = await activate(await sell(), { nodeHosts: [node('cad-3')] })
    const [{ id }] = licenses

    await expect(
      cast.run('supply-licenses', { licenses: [{ fulfillment: id, files }] }),
    ).rejects.toMatchObject({
      refusal: { code: 'license-files-wrong', data: { problem } },
    })
    expect(await shown(id)).toMatchObject({ state: 'on-hold' })
  })

  test('[CERT-05] waits on hold: every act is refused and says so; then all are possible', async () => {
    const { sell } = await technology({ kind: 'floating-counted' })
    const { licenses } = await activate(await sell(), { servers: [server(70)], copies: 3 })
    const [{ id }] = licenses
    const commandsOf = async () =>
      (
        await cast.run<{ commands: Record<string, { allowed: boolean; code?: string; reason?: string }> }>(
          'get-license',
          { fulfillment: id },
        )
      ).commands
    const waits = await commandsOf()
    for (const [name, state] of Object.entries(waits)) {
      expect([name, state.code]).toEqual([
        name,
        name === 'email-license' ? 'license-without-text' : 'license-on-hold',
      ])
    }
    expect(waits['repair-license']?.reason).toMatch(/is on hold: it waits for its files\.$/)
    await expect(cast.run('consolidate-licenses', { fulfillments: [id] })).rejects.toMatchObject({
      refusal: { code: 'license-on-hold' },
    })

    await cast.run('supply-licenses', { licenses: [{ fulfillment: id, files: [{ name: 'a', text: 'x' }] }] })

    const good = await commandsOf()
    for (const name of ['return-license', 'rehost-license', 'issue-emergency-license']) {
      expect(good[name]).toEqual({ allowed: true })
    }
  })

  test('[CERT-05] those of several customers that are supplied together are mailed apart', async () => {
    const { sell } = await technology({})
    const ids: string[] = []
    for (const shipToEmail of ['it@northwind.example', 'lab@northwind.example']) {
      const { licenses } = await cast.asCustomer<Answer>('activate-line-items', {
        items: [{ lineItem: await sell(), hosts: [{ nodeHosts: [node('cad-30')] }] }],
        shipToEmail,
      })
      ids.push(licenses[0].id)
    }

    await cast.run('supply-licenses', {
      licenses: ids.map((fulfillment) => ({ fulfillment, files: [{ name: 'a', text: 'x' }] })),
    })

    const { rows } = await cast.house.owner.query<{ to: string; ids: string[] }>(
      `SELECT payload ->> 'shipToEmail' AS to, payload -> 'fulfillmentIds' AS ids FROM outbox
       WHERE type = 'license.supplied' AND payload -> 'fulfillmentIds' ->> 0 = ANY($1) ORDER BY 1`,
      [ids],
    )
    expect(rows).toEqual([
      { to: 'it@northwind.example', ids: [ids[0]] },
      { to: 'lab@northwind.example', ids: [ids[1]] },
    ])
  })
})

describe('a technology with a generator', () => {
  test('[CERT-05] the shipped example generates, with text and bytes; the request is signed', async () => {
    const { sell } = await generated({ hostAttributes: ['Dongle'] })

    const { licenses } = await activate(await sell(), {
      nodeHosts: [node('cad-4')],
      hostAttributes: { Dongle: 'GW17' },
    })
    await work()

    const [{ id }] = licenses
    const license = await shown(id)
    expect(license.state).toBe('active')
    expect(JSON.parse(license.licenseText ?? '{}')).toMatchObject({
      for: 'Northwind Mill',
      hosts: ['HOSTNAME=cad-4'],
      Dongle: 'GW17',
    })
    const { files } = await filesOf(id)
    expect(files.map(({ name, isText }) => [name, isText])).toEqual([
      ['license.json', true],
      ['license.bin', false],
    ])
    expect(Buffer.from(files[1]?.base64 ?? '', 'base64')).toHaveLength(32)
  })

  test('[CERT-05] what the generator refuses gives its copies back with its reason; the rest is supplied', async () => {
    const { sell } = await generated({ hostAttributes: ['Dongle'] })
    const lineItem = await sell()

    const { licenses } = await cast.asCustomer<{ licenses: [{ id: string }, { id: string }] }>(
      'activate-line-items',
      {
        items: [
          {
            lineItem,
            hosts: [
              { nodeHosts: [node('cad-5')], hostAttributes: { Dongle: 'GW18' } },
              { nodeHosts: [node('cad-6')], hostAttributes: { Dongle: 'XX1' } },
            ],
          },
        ],
      },
    )
    await work()

    expect(await shown(licenses[0].id)).toMatchObject({ state: 'active' })
    expect(await shown(licenses[1].id)).toMatchObject({
      state: 'obsolete',
      holdNote: '"XX1" is no dongle of ours; its number begins with GW.',
    })
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 1, overdraft: 0 })
  })

  test('[CERT-05] host attributes that are missing or not asked are refused, and nothing is taken', async () => {
    const { sell } = await generated({ hostAttributes: ['Dongle'] })
    const lineItem = await sell()

    await expect(activate(lineItem, { nodeHosts: [node('cad-7')] })).rejects.toMatchObject({
      refusal: { code: 'host-attributes-missing', data: { missing: ['Dongle'], activationId: lineItem } },
    })
    const hostAttributes = { Dongle: 'GW1', Color: 'red' }
    await expect(activate(lineItem, { nodeHosts: [node('cad-7')], hostAttributes })).rejects.toMatchObject({
      refusal: { code: 'host-attributes-unknown', data: { unknown: ['Color'] } },
    })
    expect(await recordsOf(cast, lineItem)).toEqual([])
  })

  test('[CERT-05] licenses that are activated together are joined by the generator', async () => {
    const { sell } = await generated({ consolidates: true, kind: 'floating-counted' })
    const hosts = [{ servers: [server(72)], copies: 1 }]

    await cast.asCustomer('activate-line-items', {
      items: [
        { lineItem: await sell(), hosts },
        { lineItem: await sell(), hosts },
      ],
    })
    await work()

    const { rows } = await cast.asCustomer<{ rows: { id: string; members: number }[] }>(
      'list-consolidated-licenses',
      { where: ['criteria.contains:02A000000048'] },
    )
    expect(rows).toMatchObject([{ members: 2 }])
  })

  test('[CERT-05] one that cannot be asked leaves the license on hold with the reason; asked again it goes on', async () => {
    const { sell, id: technologyId, port, program } = await generated()
    const { secret } = await cast.run<{ secret: string }>('make-generator-secret', { id: technologyId })
    const { licenses } = await activate(await sell(), { nodeHosts: [node('cad-8')] })
    const [{ id }] = licenses

    await work()
    expect(await shown(id)).toMatchObject({
      state: 'on-hold',
      holdNote: 'The generator answered validate with 401.',
    })

    program.kill()
    await once(program, 'exit')
    await example(port, secret)
    await cast.run('generate-licenses', { fulfillments: [id] })
    await work()
    expect(await shown(id)).toMatchObject({ state: 'active', holdNote: '' })
    await cast.run('generate-licenses', { fulfillments: [id] })
    await work()
    expect((await filesOf(id)).files).toHaveLength(2)
  })

  test('[CERT-05] a job that goes on after a kill asks only for what still waits', async () => {
    const asked: string[] = []
    const recorder = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const { licenses } = JSON.parse(Buffer.concat(chunks).toString()) as {
          licenses: { fulfillmentId: string }[]
        }
        asked.push(...licenses.map(({ fulfillmentId }) => fulfillmentId))
        const made = licenses.map(({ fulfillmentId }) => ({
          fulfillmentId,
          files: [{ name: 'a', text: 'x' }],
        }))
        response.end(JSON.stringify(request.url?.endsWith('generate') ? { licenses: made } : {}))
      })
    })
    const own = await technology({ generation: 'http', address: await listening(recorder) })
    await cast.run('make-generator-secret', { id: own.id })
    const { licenses } = await cast.asCustomer<{
      licenses: [{ id: string }, { id: string; fulfillmentCode: string }]
    }>('activate-line-items', {
      items: [{ lineItem: await own.sell(), hosts: [{ nodeHosts: [node('cad-20'), node('cad-21')] }] }],
    })
    // What the first run had supplied before it was killed.
    await cast.run('supply-licenses', {
      licenses: [{ fulfillment: licenses[0].id, files: [{ name: 'a', text: 'first' }] }],
    })

    await work()

    expect(new Set(asked)).toEqual(new Set([licenses[1].fulfillmentCode]))
    expect(await shown(licenses[0].id)).toMatchObject({ state: 'active', licenseText: 'first' })
    expect(await shown(licenses[1].id)).toMatchObject({ state: 'active', licenseText: 'x' })
  })

  test.each([
    ['redirects', 302, '', 'The generator answered validate with 302.'],
    ['answers something else', 200, '<html>', 'The answer to validate does not have the documented form.'],
    ['answers too much', 200, 'x'.repeat(5_000_000), 'The answer of the generator is too large.'],
  ])('[CERT-05] is not believed when it %s', async (_what, status, body, holdNote) => {
    const odd = createServer((request, response) => {
      request.resume()
      response.writeHead(status, { location: 'http://169.254.169.254/' }).end(body)
    })
    const own = await technology({ generation: 'http', address: await listening(odd) })
    await cast.run('make-generator-secret', { id: own.id })

    const { licenses } = await activate(await own.sell(), { nodeHosts: [node('cad-9')] })
    await work()

    expect(await shown(licenses[0].id)).toMatchObject({ state: 'on-hold', holdNote })
  })
})

describe('license technologies', () => {
  test.each([
    ['ftp://generator.example', 'use https'],
    ['nonsense', 'it is no address'],
    ['https://me:word@generator.example', 'leave out user and password'],
    ['http://169.254.169.254/latest', 'this host is never called'],
    ['https://generator.example/?a=1', 'leave out ? and #'],
  ])('[CERT-05] refuses the address %s', async (address, problem) => {
    await expect(
      cast.run('create-license-technology', {
        name: 'Odd',
        kind: 'floating-counted',
        generation: 'http',
        address,
      }),
    ).rejects.toMatchObject({ refusal: { code: 'generator-address', data: { problem } } })
  })

  test('[CERT-05] a model is of a technology that there is, and of its kind; what is used stays', async () => {
    const { id, name } = await technology({})
    const model = (technologyName: string, kind: string) =>
      cast.run('create-license-model', { name: 'Another', kind, technology: technologyName })

    await expect(model('Nowhere', 'floating-counted')).rejects.toMatchObject({
      refusal: { code: 'reference-unknown' },
    })
    await expect(model(name, 'floating-counted')).rejects.toMatchObject({
      refusal: { code: 'license-technology-kind' },
    })
    await expect(cast.run('delete-license-technology', { id })).rejects.toMatchObject({
      refusal: { code: 'license-technology-used' },
    })
  })

  test('[CERT-05] [ACT-02] line items of different technologies are not activated together', async () => {
    const { sell } = await technology({})
    const lineItems = [await sell(), await cast.sell('nodelocked-uncounted')]

    const attempt = cast.run('activate-line-items', {
      items: lineItems.map((lineItem) => ({ lineItem, hosts: [{ nodeHosts: [node('cad-10')] }] })),
    })

    await expect(attempt).rejects.toMatchObject({
      refusal: { code: 'technologies-differ', data: { activationId: lineItems[1] } },
    })
  })
})
