import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { server } from '../testing/fulfillments-cast.ts'
import { buildHeldCast, type HeldCast, type OwnTechnology } from '../testing/held-cast.ts'
import { issuedOf, recordsOf, takenOf, type Issued, type Outcome } from '../testing/support-cast.ts'

let world: HeldCast
beforeAll(async () => {
  world = await buildHeldCast()
}, 60_000)
afterEach(() => {
  world.generator.refuses = () => null
  world.generator.before = () => undefined
  world.generator.status = 200
})
afterAll(() => world.close())

interface Shown {
  readonly state: string
  readonly supportAction: string
  readonly licenseText: string | null
  readonly closedAt: string | null
  readonly closedBy: string
  readonly copiesTaken: number
  readonly holdNote: string
}

let last = 0
const fresh = () => server((last += 1))
const run = <T = Outcome>(name: string, input: object) => world.cast.run<T>(name, input)
const shown = (fulfillment: string) => run<Shown>('get-license', { fulfillment })
const refusal = (code: string) => ({ refusal: { code } })

/** A license that its generator has made: its line item, its host and itself. */
async function made(own: OwnTechnology, copies = 4, sale: object = {}) {
  const lineItem = await own.sell({ ...sale })
  const host = fresh()
  const [license] = await issuedOf(world.cast, lineItem, { servers: [host], copies })
  await world.work()
  expect(await shown(license.id)).toMatchObject({ state: 'active' })
  return { lineItem, host, license }
}

const askedFor = (one: Issued | undefined) =>
  world.generator.asked.findLast(
    ({ question, licenses }) =>
      question === 'generate' && licenses.some(({ fulfillmentId }) => fulfillmentId === one?.fulfillmentCode),
  )?.licenses[0]

describe('acts on licenses of a technology with a generator', () => {
  test('[CERT-05] [LIFE-02] a part is returned; the rest waits on its host and is generated', async () => {
    const { lineItem, license } = await made(await world.technology())

    const outcome = await run('return-license', { fulfillment: license.id, copies: 1 })

    expect(outcome).toMatchObject({ copiesReturned: 1, licenses: [{ copies: 3, licenseText: null }] })
    expect(await recordsOf(world.cast, lineItem)).toEqual([
      ['return', 'obsolete', 4, 0],
      ['master', 'on-hold', 3, 3],
    ])
    const [rest] = outcome.licenses
    expect(await shown(rest?.id ?? '')).toMatchObject({ state: 'on-hold' })
    await expect(run('return-license', { fulfillment: rest?.id })).rejects.toMatchObject(
      refusal('license-on-hold'),
    )
    await world.work()
    expect(await shown(rest?.id ?? '')).toMatchObject({
      state: 'active',
      licenseText: 'KEY 3 02A000000001\n',
    })
    expect(askedFor(rest)).toMatchObject({
      issuedAs: 'master',
      replaces: { fulfillmentId: license.fulfillmentCode, became: 'return' },
      beside: null,
    })
  })

  test('[CERT-05] [LIFE-03] a repair is generated with the other settings', async () => {
    const own = await world.technology({}, { attributes: { borrowing: { when: 'at-fulfillment' } } })
    const { license } = await made(own)

    const { licenses } = await run('repair-license', {
      fulfillment: license.id,
      attributes: { borrowing: 24 },
    })
    await world.work()

    expect(await shown(licenses[0]?.id ?? '')).toMatchObject({ state: 'active', supportAction: 'master' })
    expect(askedFor(licenses[0])?.attributes).toMatchObject({ borrowing: 24 })
  })

  test('[CERT-05] [LIFE-04] a rehost goes with what is known of the host, unless the new one is said', async () => {
    const own = await world.technology({ hostAttributes: ['Dongle'] })
    const lineItem = await own.sell()
    const [license] = await issuedOf(world.cast, lineItem, {
      servers: [fresh()],
      copies: 4,
      hostAttributes: { Dongle: 'GW1' },
    })
    await world.work()

    const part = { fulfillment: license.id, copies: 1 }
    const odd = { servers: [fresh()], hostAttributes: { Color: 'red', Dongle: 'GW2' } }
    await expect(run('rehost-license', { ...part, hosts: odd })).rejects.toMatchObject(
      refusal('host-attributes-unknown'),
    )
    const less = { servers: [fresh()], hostAttributes: {} }
    await expect(run('rehost-license', { ...part, hosts: less })).rejects.toMatchObject(
      refusal('host-attributes-missing'),
    )
    const { licenses } = await run('rehost-license', {
      ...part,
      hosts: { servers: [fresh()], hostAttributes: { Dongle: 'GW2' } },
    })
    await world.work()

    expect(licenses.map((one) => askedFor(one)?.copies)).toContain(1)
    const questions = world.generator.asked.filter(({ question }) => question === 'generate')
    const dongles = questions.at(-1)?.licenses.map((one) => [one.copies, one.hostAttributes])
    expect(dongles?.toSorted()).toEqual([
      [1, { Dongle: 'GW2' }],
      [3, { Dongle: 'GW1' }],
    ])
    expect(await takenOf(world.cast, lineItem)).toEqual({ copies: 4, overdraft: 0 })
  })

  test('[CERT-05] [LIFE-05] an upgrade stays in its technology; another one is refused by name', async () => {
    const own = await world.technology()
    const { lineItem, license } = await made(own)
    const replacing = async (fields: object) =>
      (
        await run<{ activationId: string }>('upgrade-line-item', {
          id: lineItem,
          autoDeploy: true,
          copies: 4,
          ...fields,
        })
      ).activationId
    await run('create-product', {
      name: `Lathe ${own.name}`,
      version: '2',
      features: [{ feature: 'mill@5.2' }],
      licenseModels: [`Model ${own.name}`, 'Floating'],
      deploy: true,
    })
    const products = [{ product: `Lathe ${own.name}@2` }]
    await run('add-product-relation', { kind: 'upgrade', from: own.product, to: `Lathe ${own.name}@2` })
    const certificates = await replacing({ products, licenseModel: 'Floating' })

    await expect(
      run('upgrade-license', { fulfillment: license.id, lineItem: certificates }),
    ).rejects.toMatchObject({
      refusal: {
        code: 'upgrade-other-technology',
        data: { technology: own.name, activationId: certificates, other: 'certificates' },
      },
    })
    const { lineItems } = await run<{ lineItems: unknown[] }>('list-replacing-line-items', {
      fulfillment: license.id,
    })
    expect(lineItems).toMatchObject([{ refusal: { code: 'upgrade-other-technology' } }])

    const upgrade = await replacing({ products, licenseModel: `Model ${own.name}`, copies: 2 })
    const outcome = await run('upgrade-license', { fulfillment: license.id, lineItem: upgrade, copies: 2 })
    await world.work()

    for (const { id } of outcome.licenses) expect(await shown(id)).toMatchObject({ state: 'active' })
    expect(askedFor(outcome.licenses[0])?.replaces).toMatchObject({ became: 'upgrade' })
    expect(await recordsOf(world.cast, lineItem)).toEqual([
      ['upgrade', 'obsolete', 4, 0],
      ['master', 'active', 2, 2],
    ])
    expect(await recordsOf(world.cast, upgrade)).toEqual([['master', 'active', 2, 2]])
  })

  test('[CERT-05] [ACT-06] a replacing line item draws copies; what stays is generated, too', async () => {
    const own = await world.technology()
    const ends = { term: { kind: 'date', expiresOn: '2027-12-31' } }
    const { lineItem, host, license } = await made(own, 4, ends)
    const renewal = await run<{ activationId: string }>('renew-line-item', {
      id: lineItem,
      autoDeploy: true,
      copies: 3,
      term: { kind: 'date', expiresOn: '2028-12-31' },
    })
    const count = await run('get-exact-available-count', { id: renewal.activationId })
    // Six copies are free in the parent and four in its license; three are sold.
    expect(count).toMatchObject({ exact: 3, byReplacing: 3 })

    const { licenses } = await run('activate-line-items', {
      items: [
        {
          lineItem: renewal.activationId,
          hosts: [{ servers: [host], replaces: [{ lineItem, copies: 3 }] }],
        },
      ],
    })
    expect(licenses).toMatchObject([{ copies: 3 }, { copies: 1 }])
    const inLicenses = async () =>
      (
        await run<{ parents: { inLicenses: number }[] }>('get-exact-available-count', {
          id: renewal.activationId,
        })
      ).parents.map((one) => one.inLicenses)
    // What waits cannot be drawn from, so it is not counted; the books are right all the time.
    expect(await inLicenses()).toEqual([0])
    world.generator.status = 400
    await world.work()
    await run('audit-copies', {})
    await world.work()
    expect(await inLicenses()).toEqual([0])
    world.generator.status = 200
    await run('generate-licenses', { fulfillments: licenses.map(({ id }) => id) })
    await world.work()
    expect(await inLicenses()).toEqual([1])
    await run('audit-copies', {})
    await world.work()
    for (const report of (await world.reports()).filter((one) => Object.hasOwn(Object(one), 'differences'))) {
      expect(report).toMatchObject({ differences: 0 })
    }

    for (const { id } of licenses) expect(await shown(id)).toMatchObject({ state: 'active' })
    expect(await shown(license.id)).toMatchObject({ state: 'obsolete', supportAction: 'renew' })
  })

  test('[CERT-05] [LIFE-01] a correction, an emergency and a stop gap are generated; refusing what stands beside gives no copies', async () => {
    const own = await world.technology()
    const { lineItem, license } = await made(own)
    const emergency = await run('issue-emergency-license', {
      fulfillment: license.id,
      duration: { amount: 3, unit: 'days' },
    })
    world.generator.refuses = ({ issuedAs }) => (issuedAs === 'emergency' ? 'Not twice.' : null)
    await world.work()

    const [beside] = emergency.licenses
    expect(world.generator.asked.at(-1)?.licenses[0]).toMatchObject({
      issuedAs: 'emergency',
      replaces: null,
      beside: license.fulfillmentCode,
    })
    expect(await shown(beside?.id ?? '')).toMatchObject({ state: 'obsolete', holdNote: 'Not twice.' })
    expect(await takenOf(world.cast, lineItem)).toEqual({ copies: 4, overdraft: 0 })
    expect(await shown(license.id)).toMatchObject({ state: 'active', copiesTaken: 4 })

    const { licenses } = await run('correct-publisher-error', { fulfillment: license.id })
    await world.work()
    expect(await shown(licenses[0]?.id ?? '')).toMatchObject({ state: 'active' })
    expect(await world.faults()).toEqual([])
  })

  test('[CERT-05] [LIFE-10] all licenses of a host go to another one, joined there, whatever their technology', async () => {
    const [own, other] = [await world.technology(), await world.technology()]
    const host = fresh()
    const items = [
      await own.sell(),
      await own.sell(),
      await other.sell(),
      await world.cast.sell('floating-counted'),
    ]
    const before: Issued[] = []
    for (const one of items) {
      before.push((await issuedOf(world.cast, one, { servers: [host], copies: 2 }))[0])
      await world.work()
    }

    const target = fresh()
    const { licenses } = await run('transfer-licenses', {
      host: await world.hostId(host.value.toUpperCase()),
      target: { servers: [target] },
      consolidate: true,
    })
    expect(licenses.map(({ licenseText }) => licenseText === null)).toEqual([true, true, true, false])
    const { rows } = await world.cast.house.owner.query<{ jobs: number }>(
      `SELECT count(*)::integer AS jobs FROM job WHERE state = 'waiting' AND operation = 'generate-licenses'`,
    )
    expect(rows[0]?.jobs).toBe(2)
    await world.work()

    for (const { id } of licenses) expect(await shown(id)).toMatchObject({ state: 'active' })
    const files = await run<{ rows: { members: number }[] }>('list-consolidated-licenses', {
      where: [`criteria.contains:${target.value.toUpperCase()}`],
    })
    expect(files.rows).toMatchObject([{ members: 2 }])
    expect(await world.faults()).toEqual([])
  })

  test('[CERT-05] [LIFE-08] a host goes to another account; a refused license gives its copies back there', async () => {
    const own = await world.technology()
    const { license, host } = await made(own)

    await run('transfer-host', { host: await world.hostId(host.value.toUpperCase()), account: 'SOUTHWIND' })
    world.generator.refuses = () => 'Not for Southwind.'
    await world.work()

    expect(await shown(license.id)).toMatchObject({ state: 'obsolete', supportAction: 'transfer' })
    const target = (await world.books()).findLast(({ account }) => account.includes('SOUTHWIND'))
    expect(target).toMatchObject({ total: 4, taken: 0 })
    expect(await world.faults()).toEqual([])
  })

  test('[CERT-05] [LIFE-09] batch rehost is for certificates, and says so', async () => {
    const { lineItem, host } = await made(await world.technology())

    await expect(
      run('redistribute-licenses', {
        account: 'NORTHWIND',
        hosts: [{ host: await world.hostId(host.value.toUpperCase()) }, { servers: [fresh()] }],
        rows: [{ lineItem, counts: [2, 2] }],
      }),
    ).rejects.toMatchObject({
      refusal: { code: 'redistribution-technology', data: { activationId: lineItem } },
    })
  })

  test('[CERT-05] [LIFE-04] a technology by hand waits for its producer', async () => {
    const own = await world.technology({ generation: 'manual', consolidates: false })
    const lineItem = await own.sell()
    const [license] = await issuedOf(world.cast, lineItem, { servers: [fresh()], copies: 2 })
    const supply = (fulfillment: string) =>
      run('supply-licenses', { licenses: [{ fulfillment, files: [{ name: 'a.key', text: 'x' }] }] })
    await supply(license.id)

    const { licenses } = await run('rehost-license', {
      fulfillment: license.id,
      hosts: { servers: [fresh()] },
    })
    await world.work()
    const [moved] = licenses

    expect(await shown(moved?.id ?? '')).toMatchObject({ state: 'on-hold', holdNote: '' })
    await supply(moved?.id ?? '')
    expect(await shown(moved?.id ?? '')).toMatchObject({ state: 'active' })
  })
})
