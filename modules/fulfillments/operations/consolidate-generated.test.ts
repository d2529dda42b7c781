import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { server } from '../testing/fulfillments-cast.ts'
import { buildHeldCast, type HeldCast, type OwnTechnology } from '../testing/held-cast.ts'
import { issuedOf, type Issued, type Outcome } from '../testing/support-cast.ts'

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

interface Joined {
  readonly id: string
  readonly consolidatedCode: string
  readonly state: string
  readonly members: number
}

let last = 0
const fresh = () => server((last += 1))
const run = <T = Outcome>(name: string, input: object) => world.cast.run<T>(name, input)
const consolidate = (ids: readonly string[]) =>
  run<{ consolidated: unknown[]; alone: unknown[]; asked: unknown[] }>('consolidate-licenses', {
    fulfillments: [...ids],
  })

/** Licenses of line items of their own on one host, made. */
async function madeOn(own: OwnTechnology, host: object, count = 2): Promise<readonly Issued[]> {
  const all: Issued[] = []
  for (let one = 0; one < count; one += 1) {
    const [license] = await issuedOf(world.cast, await own.sell(), { servers: [host], copies: 2 })
    all.push(license)
  }
  await world.work()
  return all
}

async function filesOf(host: { readonly value: string }): Promise<readonly Joined[]> {
  const { rows } = await run<{ rows: Joined[] }>('list-consolidated-licenses', {
    where: [`criteria.contains:${host.value.toUpperCase()}`],
  })
  return rows
}

const joinQuestions = () => world.generator.asked.filter(({ question }) => question === 'consolidate')

describe('consolidating licenses of a technology later', () => {
  test('[CERT-04] [CERT-05] the generator joins those of one host; single ones and other hosts stay alone', async () => {
    const own = await world.technology()
    const [host, other] = [fresh(), fresh()]
    const ids = (await madeOn(own, host, 3)).map(({ id }) => id)
    const [alone] = await madeOn(own, other, 1)

    const outcome = await consolidate([...ids, alone?.id ?? ''])
    expect(outcome).toMatchObject({
      consolidated: [],
      alone: [{ id: alone?.id }],
      asked: [{ technology: own.name, criteria: host.value.toUpperCase(), members: 3 }],
    })
    expect(await filesOf(host)).toEqual([])
    await world.work()

    const [file] = await filesOf(host)
    expect(file).toMatchObject({ state: 'active', members: 3 })
    const { licenseText } = await run<{ licenseText: string }>('get-consolidated-license', {
      consolidatedLicense: file?.id,
    })
    const key = `KEY 2 ${host.value.toUpperCase()}\n`
    expect(licenseText).toBe(key.repeat(3))
    expect(joinQuestions().at(-1)).toMatchObject({
      hosts: [host.value.toUpperCase()],
      licenses: [1, 2, 3].map(() => ({ files: [{ name: 'license.key', text: key }] })),
    })
  })

  test('[CERT-04] [CERT-05] certificates of the same request are joined here and now', async () => {
    const host = fresh()
    const own = await madeOn(await world.technology(), host)
    const certificates = [
      await issuedOf(world.cast, await world.cast.sell('floating-counted'), { servers: [host], copies: 1 }),
      await issuedOf(world.cast, await world.cast.sell('floating-counted'), { servers: [host], copies: 1 }),
    ].map(([one]) => one)

    const outcome = await consolidate([...own, ...certificates].map(({ id }) => id))
    await world.work()

    expect(outcome).toMatchObject({ consolidated: [{ members: 2 }], asked: [{ members: 2 }] })
    expect(await filesOf(host)).toHaveLength(2)
  })

  test.each([
    ['a technology that does not', { consolidates: false }, 'it does not consolidate'],
    ['one by hand', { generation: 'manual', consolidates: true }, 'its licenses are made by hand'],
  ])('[CERT-04] [CERT-05] is refused for %s', async (_what, fields, problem) => {
    const own = await world.technology(fields)
    const ids = (await madeOn(own, fresh())).map(({ id }) => id)
    for (const fulfillment of own && 'generation' in fields ? ids : []) {
      await run('supply-licenses', { licenses: [{ fulfillment, files: [{ name: 'a', text: 'x' }] }] })
    }

    await expect(consolidate(ids)).rejects.toMatchObject({
      refusal: { code: 'consolidation-technology', data: { technology: own.name, problem } },
    })
  })

  test('[LIFE-07] [CERT-05] is rehosted as a whole and joined there; anew when one of its licenses went', async () => {
    const [host, target] = [fresh(), fresh()]
    const own = await world.technology()
    const licenses = await madeOn(own, host)
    await consolidate(licenses.map(({ id }) => id))
    await world.work()
    const [file] = await filesOf(host)

    const rehosted = await run<Outcome & { consolidated: unknown[] }>('rehost-consolidated-license', {
      consolidatedLicense: file?.id,
      hosts: { servers: [target] },
    })
    expect(rehosted.consolidated).toEqual([])
    const anew = () => run('consolidate-anew', { consolidatedLicense: file?.id })
    await expect(anew()).rejects.toMatchObject({ refusal: { code: 'license-on-hold' } })
    await world.work()
    expect(await filesOf(target)).toMatchObject([{ state: 'active', members: 2 }])

    const [joined] = await filesOf(target)
    const [first] = rehosted.licenses
    await run('return-license', { fulfillment: first?.id, copies: 1 })
    await world.work()
    await run('consolidate-anew', { consolidatedLicense: joined?.id })
    await world.work()
    const files = await filesOf(target)
    expect(files.map(({ state }) => state).toSorted()).toEqual(['active', 'inactive'])
  })

  test('[CERT-05] a refused rehost of the whole brings the consolidated license back', async () => {
    const host = fresh()
    const licenses = await madeOn(await world.technology(), host)
    await consolidate(licenses.map(({ id }) => id))
    await world.work()
    const [file] = await filesOf(host)
    await run('rehost-consolidated-license', {
      consolidatedLicense: file?.id,
      hosts: { servers: [fresh()] },
    })
    world.generator.refuses = () => 'No.'
    await world.work()

    expect(await filesOf(host)).toMatchObject([{ state: 'active', members: 2 }])
  })

  test('[CERT-05] a generator that cannot be asked leaves everything as it is, and the job says why', async () => {
    const host = fresh()
    const licenses = await madeOn(await world.technology(), host)
    world.generator.status = 400
    await consolidate(licenses.map(({ id }) => id))
    await world.work()

    expect((await world.reports()).at(-1)).toBe('The generator answered consolidate with 400.')
    expect(await filesOf(host)).toEqual([])
  })

  test('[CERT-05] what ended while the generator was asked is left out; a job that is begun again writes once', async () => {
    const host = fresh()
    const licenses = await madeOn(await world.technology(), host)
    const ids = licenses.map(({ id }) => id)
    world.generator.before = async (question) => {
      if (question === 'consolidate') await run('return-license', { fulfillment: ids[0] })
    }
    await consolidate(ids)
    await world.work()
    expect((await world.reports()).at(-1)).toEqual({ joined: 0, leftOut: 1 })
    expect(await filesOf(host)).toEqual([])

    world.generator.before = () => undefined
    const again = await madeOn(await world.technology(), fresh())
    const both = again.map(({ id }) => id)
    await consolidate(both)
    const { rows } = await world.cast.house.owner.query<{ id: string }>(
      `SELECT job_id AS id FROM job WHERE state = 'waiting'`,
    )
    await world.work()
    await world.cast.house.owner.query(
      `UPDATE job SET state = 'waiting', finished_at = NULL, report = NULL, leased_until = NULL
       WHERE job_id = $1`,
      [rows[0]?.id],
    )
    await world.work()
    const { rows: files } = await world.cast.house.owner.query<{ files: number }>(
      `SELECT count(*)::integer AS files FROM consolidated_member WHERE fulfillment_id = $1`,
      [both[0]],
    )
    expect(files[0]?.files).toBe(1)
  })

  test('[CERT-05] only the producer hands over a joined file, of licenses that belong together', async () => {
    const own = await world.technology({ generation: 'manual' })
    const host = fresh()
    const licenses = [...(await madeOn(own, host)), ...(await madeOn(own, fresh()))]
    for (const { id } of licenses) {
      await run('supply-licenses', { licenses: [{ fulfillment: id, files: [{ name: 'a', text: 'x' }] }] })
    }
    const supply = (ids: readonly (string | undefined)[], files = [{ name: 'all.key', text: 'joined' }]) =>
      run('supply-consolidated-license', { fulfillments: [...ids], files })
    const ids = licenses.map(({ id }) => id)

    const input = { fulfillments: ids.slice(0, 2), files: [{ name: 'a', text: 'x' }] }
    await expect(world.asAdmin('supply-consolidated-license', input)).rejects.toThrow()
    await expect(supply(ids)).rejects.toMatchObject({ refusal: { code: 'consolidation-several' } })
    await expect(supply(ids.slice(0, 2), [{ name: 'a', text: '' }])).rejects.toMatchObject({
      refusal: { code: 'license-files-wrong' },
    })
    const certificate = await world.cast.sell('floating-counted')
    const pair = [
      await issuedOf(world.cast, certificate, { servers: [host], copies: 1 }),
      await issuedOf(world.cast, certificate, { servers: [host], copies: 1 }),
    ]
    await expect(supply(pair.map(([one]) => one.id))).rejects.toMatchObject({
      refusal: { code: 'consolidation-technology', data: { problem: 'its files are made here' } },
    })
    await supply(ids.slice(0, 2))
    expect(await filesOf(host)).toMatchObject([{ state: 'active', members: 2 }])
  })
})
