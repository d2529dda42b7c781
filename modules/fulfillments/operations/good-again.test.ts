import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { server } from '../testing/fulfillments-cast.ts'
import { buildHeldCast, type HeldCast, type OwnTechnology } from '../testing/held-cast.ts'
import { loseDatabase } from '../testing/lose-database.ts'
import { issuedOf, recordsOf, takenOf, type Outcome } from '../testing/support-cast.ts'

let world: HeldCast
beforeAll(async () => {
  world = await buildHeldCast()
}, 60_000)
afterEach(() => {
  world.generator.refuses = () => null
  world.generator.before = () => undefined
})
afterAll(() => world.close())

interface Shown {
  readonly state: string
  readonly supportAction: string
  readonly closedAt: string | null
  readonly closedBy: string
  readonly copiesTaken: number
}

let last = 0
const fresh = () => server((last += 1))
const run = <T = Outcome>(name: string, input: object) => world.cast.run<T>(name, input)
const shown = (fulfillment: string) => run<Shown>('get-license', { fulfillment })
const GOOD = { state: 'active', supportAction: 'master', closedAt: null, closedBy: '' }

async function made(own: OwnTechnology, copies = 4, server = fresh()) {
  const lineItem = await own.sell()
  const [license] = await issuedOf(world.cast, lineItem, { servers: [server], copies })
  await world.work()
  return { lineItem, host: server, license }
}

const rehost = (fulfillment: string, more: object = {}) =>
  run('rehost-license', { fulfillment, hosts: { servers: [fresh()] }, ...more })
const expireLeases = () =>
  world.cast.house.owner.query(`UPDATE job SET leased_until = now() WHERE state = 'running'`)
const refuseAll = (reason = 'No.') => {
  world.generator.refuses = () => reason
}

describe('a license whose successor is refused', () => {
  test('[CERT-05] [LIFE-04] is good again, with its copies; answer, event and history say so', async () => {
    const { lineItem, license } = await made(await world.technology())
    const { licenses } = await rehost(license.id)
    refuseAll('The machine is not known to us.')
    await world.work()

    expect(await shown(license.id)).toMatchObject({ ...GOOD, copiesTaken: 4 })
    expect(await recordsOf(world.cast, lineItem)).toEqual([
      ['master', 'active', 4, 4],
      ['return', 'obsolete', 4, 0],
    ])
    expect(await takenOf(world.cast, lineItem)).toEqual({ copies: 4, overdraft: 0 })
    const refused = licenses[0]
    const { rows } = await world.cast.house.owner.query<{ payload: object }>(
      `SELECT payload FROM outbox WHERE type = 'license.rejected' ORDER BY event_id DESC LIMIT 1`,
    )
    expect(rows[0]?.payload).toMatchObject({
      reason: 'The machine is not known to us.',
      goodAgainIds: [license.id],
      licenses: [
        { fulfillmentCode: refused?.fulfillmentCode, copiesReturned: 0, goodAgain: license.fulfillmentCode },
      ],
    })
    for (const fulfillment of [license.id, refused?.id]) {
      const { entries } = await run<{ entries: { details: object }[] }>('get-license-history', {
        fulfillment,
      })
      expect(entries.map(({ details }) => details)).toContainEqual(
        expect.objectContaining({
          goodAgain: [{ license: license.fulfillmentCode, insteadOf: refused?.fulfillmentCode }],
        }),
      )
    }

    // It can be rehosted again, and this time it works.
    world.generator.refuses = () => null
    const again = await rehost(license.id)
    await world.work()
    expect(await shown(again.licenses[0]?.id ?? '')).toMatchObject(GOOD)
    expect(await world.faults()).toEqual([])
  })

  test.each([
    ['repair', 'repair-license', { attributes: { borrowing: 48 } }],
    ['correction', 'correct-publisher-error', {}],
  ])('[CERT-05] is good again after a %s, also in the middle of a chain', async (_what, act, more) => {
    const own = await world.technology({}, { attributes: { borrowing: { when: 'at-fulfillment' } } })
    const first = await made(own)
    const moved = await rehost(first.license.id)
    await world.work()
    const middle = moved.licenses[0]?.id ?? ''

    await run(act, { fulfillment: middle, ...more })
    refuseAll()
    await world.work()

    expect(await shown(middle)).toMatchObject({ ...GOOD, copiesTaken: 4 })
    expect(await shown(first.license.id)).toMatchObject({ state: 'obsolete', supportAction: 'rehost' })
    expect(await world.faults()).toEqual([])
  })

  test('[CERT-05] [LIFE-10] is good again after a transfer to another host, a short one as what it is', async () => {
    const { lineItem, license, host } = await made(await world.technology())
    const beside = await run('issue-emergency-license', {
      fulfillment: license.id,
      duration: { amount: 3, unit: 'days' },
    })
    await world.work()

    await run('transfer-licenses', {
      host: await world.hostId(host.value.toUpperCase()),
      target: { servers: [fresh()] },
    })
    refuseAll()
    await world.work()

    expect(await shown(license.id)).toMatchObject({ ...GOOD, copiesTaken: 4 })
    expect(await shown(beside.licenses[0]?.id ?? '')).toMatchObject({
      state: 'active',
      supportAction: 'emergency',
      copiesTaken: 0,
    })
    expect(await takenOf(world.cast, lineItem)).toEqual({ copies: 4, overdraft: 0 })
    expect(await world.faults()).toEqual([])
  })

  test('[CERT-05] [LIFE-06] uses no policy: neither the rehost nor the refused license counts', async () => {
    const once = { when: 'now', count: 1, period: { amount: 1, unit: 'years' } }
    const own = await world.technology({}, { policies: { rehosts: once, returns: once } })
    const { license } = await made(own)
    const asHelper = (name: string, input: object) => world.cast.asHelper<Outcome>(name, input)
    const moved = { fulfillment: license.id, hosts: { servers: [fresh()] } }
    await asHelper('rehost-license', moved)
    refuseAll()
    await world.work()

    world.generator.refuses = () => null
    const { licenses } = await asHelper('rehost-license', moved)
    await world.work()
    const next = licenses[0]?.id ?? ''
    await expect(
      asHelper('rehost-license', { fulfillment: next, hosts: { servers: [fresh()] } }),
    ).rejects.toMatchObject({ refusal: { code: 'support-policy-exhausted' } })
    await asHelper('return-license', { fulfillment: next })
  })

  test('[CERT-05] gives copies back instead, when only a part of it went or it was upgraded', async () => {
    const { lineItem, license } = await made(await world.technology())
    const { licenses } = await rehost(license.id, { copies: 1 })
    world.generator.refuses = ({ copies }) => (copies === 1 ? 'Not one.' : null)
    await world.work()

    expect(licenses.map(({ copies }) => copies)).toEqual([1, 3])
    expect(await recordsOf(world.cast, lineItem)).toEqual([
      ['rehost', 'obsolete', 4, 0],
      ['return', 'obsolete', 1, 0],
      ['master', 'active', 3, 3],
    ])
    expect(await takenOf(world.cast, lineItem)).toEqual({ copies: 3, overdraft: 0 })
    const [rest] = licenses.slice(1)
    await run('return-license', { fulfillment: rest?.id, copies: 1 })
    refuseAll()
    await world.work()
    expect(await takenOf(world.cast, lineItem)).toEqual({ copies: 0, overdraft: 0 })
    expect(await world.faults()).toEqual([])
  })

  test('[CERT-04] [CERT-05] brings its consolidated license back, when all licenses in it are good', async () => {
    const own = await world.technology()
    const host = fresh()
    const [one, two] = [await made(own, 1, host), await made(own, 1, host)]
    await run('consolidate-licenses', { fulfillments: [one.license.id, two.license.id] })
    await world.work()
    const file = async () => {
      const { rows } = await run<{ rows: { state: string; members: number }[] }>(
        'list-consolidated-licenses',
        { where: [`criteria.contains:${host.value.toUpperCase()}`] },
      )
      return rows.map(({ state, members }) => [state, members])
    }
    expect(await file()).toEqual([['active', 2]])

    await run('rehost-license', { fulfillment: one.license.id, hosts: { servers: [fresh()] } })
    await run('rehost-license', { fulfillment: two.license.id, hosts: { servers: [fresh()] } })
    expect(await file()).toEqual([['inactive', 2]])
    refuseAll()
    await world.work()

    expect(await file()).toEqual([['active', 2]])
  })

  test('[CERT-05] by hand: the producer reads which license is good again', async () => {
    const own = await world.technology({ generation: 'manual' })
    const { license } = await made(own)
    await run('supply-licenses', {
      licenses: [{ fulfillment: license.id, files: [{ name: 'a', text: 'x' }] }],
    })
    const { licenses } = await rehost(license.id)

    const outcome = await run<object>('reject-held-licenses', {
      fulfillments: [licenses[0]?.id],
      reason: 'Not there.',
    })

    expect(outcome).toEqual({
      rejected: [licenses[0]?.fulfillmentCode],
      copiesReturned: 0,
      goodAgain: [
        {
          id: license.id,
          fulfillmentCode: license.fulfillmentCode,
          insteadOf: licenses[0]?.fulfillmentCode,
        },
      ],
    })
  })
})

describe('two at once', () => {
  test('[CERT-05] of supplying and refusing one license, one happens', async () => {
    const own = await world.technology({ generation: 'manual' })
    for (let round = 0; round < 8; round += 1) {
      const lineItem = await own.sell()
      const [license] = await issuedOf(world.cast, lineItem, { servers: [fresh()], copies: 2 })
      const files = [{ name: 'a.key', text: 'x' }]

      const ends = await Promise.allSettled([
        run('supply-licenses', { licenses: [{ fulfillment: license.id, files }] }),
        run('reject-held-licenses', { fulfillments: [license.id], reason: 'No.' }),
      ])

      const [supplied, refused] = ends.map(({ status }) => status === 'fulfilled')
      expect(supplied).not.toBe(refused)
      expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { refusal: { code: 'license-not-on-hold' } },
      })
      expect(await shown(license.id)).toMatchObject({ state: supplied ? 'active' : 'obsolete' })
      expect(await takenOf(world.cast, lineItem)).toEqual({ copies: supplied ? 2 : 0, overdraft: 0 })
    }
  })

  test('[CERT-05] of returning and rehosting one license, one happens; the held one is not returned', async () => {
    const own = await world.technology({ generation: 'manual' })
    for (let round = 0; round < 6; round += 1) {
      const { lineItem, license } = await made(own, 3)
      await run('supply-licenses', {
        licenses: [{ fulfillment: license.id, files: [{ name: 'a', text: 'x' }] }],
      })

      const ends = await Promise.allSettled([
        run('return-license', { fulfillment: license.id }),
        rehost(license.id),
      ])

      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const isReturned = ends[0]?.status === 'fulfilled'
      expect(await takenOf(world.cast, lineItem)).toEqual({ copies: isReturned ? 0 : 3, overdraft: 0 })
      if (isReturned) continue
      const held = (ends[1] as PromiseFulfilledResult<Outcome>).value.licenses[0]?.id
      const [back, no] = await Promise.allSettled([
        run('return-license', { fulfillment: held }),
        run('reject-held-licenses', { fulfillments: [held], reason: 'No.' }),
      ])
      expect([back?.status, no?.status]).toEqual(['rejected', 'fulfilled'])
      expect(await shown(license.id)).toMatchObject(GOOD)
    }
  })

  test('[CERT-05] a person who supplies while the generator is asked is not undone', async () => {
    const lineItem = await (await world.technology()).sell()
    const [license, other] = await Promise.all([
      issuedOf(world.cast, lineItem, { servers: [fresh()], copies: 1 }),
      issuedOf(world.cast, lineItem, { servers: [fresh()], copies: 1 }),
    ])
    let isFirst = true
    world.generator.before = async (question) => {
      if (question !== 'generate' || !isFirst) return
      isFirst = false
      await run('supply-licenses', {
        licenses: [{ fulfillment: license[0].id, files: [{ name: 'a', text: 'by hand' }] }],
      })
    }
    await run('generate-licenses', { fulfillments: [license[0].id, other[0].id] })
    await world.work()

    expect(await shown(license[0].id)).toMatchObject({ state: 'active', licenseText: 'by hand' })
    expect(await shown(other[0].id)).toMatchObject({ state: 'active' })
  })

  test('[CERT-05] whenever the database is lost, the act and what it asks for stand or fall together', async () => {
    const own = await world.technology()
    const ends: boolean[] = []
    for (let at = 1; at < 30; at += 1) {
      const { license } = await made(own, 2)
      const loss = loseDatabase(world.cast, at)
      await rehost(license.id).catch(() => undefined)
      loss.end()
      const isLost = loss.hasHappened()
      const before = await shown(license.id)
      await world.work()
      const { rows } = await world.cast.house.owner.query<{ state: string }>(
        `SELECT state FROM fulfillment WHERE parent_fulfillment_id = $1`,
        [license.id],
      )
      // Nothing happened, or the license ended and the one in its place was made: it never waits forgotten.
      expect(rows.map(({ state }) => state)).toEqual(before.state === 'active' ? [] : ['active'])
      ends.push(before.state === 'active')
      if (!isLost) break
    }
    expect(new Set(ends)).toEqual(new Set([true, false]))
    expect(await world.faults()).toEqual([])
  }, 60_000)

  test('[CERT-05] whenever the database is lost while a generator says no, a license is good in the end', async () => {
    const own = await world.technology()
    let isLost = true
    for (let at = 8; at < 60 && isLost; at += 9) {
      const { lineItem, license } = await made(own, 2)
      await rehost(license.id)
      refuseAll()
      const loss = loseDatabase(world.cast, at)
      // The lease of the job whose worker lost the database ends at once, so that the next one begins it again.
      const end = setInterval(() => {
        if (!loss.hasHappened()) return
        clearInterval(end)
        setTimeout(() => void expireLeases(), 300)
      }, 20)
      await world.work()
      clearInterval(end)
      isLost = loss.hasHappened()
      loss.end()
      world.generator.refuses = () => null
      expect(await shown(license.id)).toMatchObject({ ...GOOD, copiesTaken: 2 })
      expect(await takenOf(world.cast, lineItem)).toEqual({ copies: 2, overdraft: 0 })
    }
    expect(await world.faults()).toEqual([])
  }, 120_000)
})
