import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { startWorker } from '@tallystick/kernel/jobs/worker.ts'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { node } from '../testing/fulfillments-cast.ts'
import { buildHostsCast, type HostsCast } from '../testing/hosts-cast.ts'
import { issuedOf, recordsOf } from '../testing/support-cast.ts'

interface Moved {
  readonly licenses: number
  readonly copies: number
  readonly overdraft: number
  readonly lineItems: readonly { readonly to: string; readonly copies: number; readonly isNew: boolean }[]
}
interface Listed {
  readonly rows: readonly Record<string, unknown>[]
}

let world: HostsCast
beforeAll(async () => {
  world = await buildHostsCast({ overdraft: { when: 'at-fulfillment', max: 4 } })
}, 60_000)
afterAll(() => world.cast.house.close())

let last = 0
const fresh = () => {
  last += 1
  return { type: 'ethernet', value: `02A1${last.toString(16).padStart(8, '0')}` }
}
const code = (refused: string, data: object = {}) => ({ refusal: { code: refused, data } })
const transfer = async (host: { value: string }, account: string, more: object = {}) =>
  world.asAdmin<Moved>('transfer-host', {
    host: await world.hostId(host.value.toUpperCase()),
    account,
    ...more,
  })
const bookOf = async (activationId: string) =>
  (await world.books()).find((one) => one.activationId === activationId)
/** Everything that must stay the same whatever moves where. */
const sums = async () => {
  const books = await world.books()
  const sum = (pick: (book: (typeof books)[number]) => number) =>
    books.reduce((total, one) => total + pick(one), 0)
  return [
    sum((one) => one.total),
    sum((one) => one.taken),
    sum((one) => one.extra),
    sum((one) => one.overdraft),
  ]
}

describe('transfer host', () => {
  test('[LIFE-08] licenses and their copies go to a sibling account; what is free stays', async () => {
    const host = fresh()
    const lineItem = await world.cast.sell('floating-counted')
    await issuedOf(world.cast, lineItem, { servers: [host], copies: 4, overdraft: 2 })
    await issuedOf(world.cast, lineItem, { servers: [fresh()], copies: 1 })
    const before = await sums()

    const moved = await transfer(host, 'SOUTHWIND')

    expect(moved).toMatchObject({ licenses: 1, copies: 4, overdraft: 2, lineItems: [{ isNew: true }] })
    expect(await bookOf(lineItem)).toMatchObject({ total: 6, taken: 1, overdraft: 0 })
    const to = moved.lineItems[0]?.to ?? ''
    expect(await bookOf(to)).toMatchObject({
      account: 'SOUTHWIND (Account SOUTHWIND)',
      total: 4,
      taken: 4,
      overdraft: 2,
    })
    expect(await recordsOf(world.cast, lineItem)).toEqual([
      ['transfer', 'obsolete', 4, 0],
      ['master', 'active', 1, 1],
    ])
    expect(await recordsOf(world.cast, to)).toEqual([['master', 'active', 4, 4]])
    expect(await sums()).toEqual(before)
    expect(await world.faults()).toEqual([])
    expect(await world.hostId(host.value.toUpperCase(), 'SOUTHWIND')).not.toBe('')
  })

  test('[LIFE-08] pooled, a second host goes into the line item alike; not pooled, into a new one', async () => {
    const hosts = [fresh(), fresh(), fresh()] as const
    const lineItem = await world.cast.sell('floating-counted', { copies: 9 })
    for (const host of hosts) await issuedOf(world.cast, lineItem, { servers: [host], copies: 3 })
    const first = await transfer(hosts[0], 'GROUP')
    const second = await transfer(hosts[1], 'GROUP')
    const third = await transfer(hosts[2], 'GROUP', { pool: false })
    expect(second.lineItems).toMatchObject([{ to: first.lineItems[0]?.to, isNew: false }])
    expect(third.lineItems).toMatchObject([{ isNew: true }])
    expect(third.lineItems[0]?.to).not.toBe(first.lineItems[0]?.to)
    expect(await bookOf(lineItem)).toMatchObject({ state: 'obsolete', total: 0, taken: 0 })
    expect(await bookOf(first.lineItems[0]?.to ?? '')).toMatchObject({ total: 6, taken: 6 })
    expect(await world.faults()).toEqual([])
  })

  test('[LIFE-08] a machine that is a node goes likewise', async () => {
    const lineItem = await world.cast.sell('nodelocked-uncounted')
    await issuedOf(world.cast, lineItem, { nodeHosts: [node('press-1')] })
    const host = await world.hostId('HOSTNAME=press-1')
    const moved = await world.asAdmin<Moved>('transfer-host', { host, account: 'SOUTHWIND' })
    expect(moved).toMatchObject({ licenses: 1, copies: 1 })
    expect(await bookOf(lineItem)).toMatchObject({ total: 9, taken: 0 })
    expect(await world.faults()).toEqual([])
  })

  test('[LIFE-08] to a partner of the account, where it stands in the tier of partners', async () => {
    const related = { account: 'NORTHWIND', relatedAccount: 'PARTNER' }
    await world.cast.run('relate-accounts', related)
    const host = fresh()
    const lineItem = await world.cast.sell('floating-counted')
    await issuedOf(world.cast, lineItem, { servers: [host], copies: 3 })
    const targets = await world.asAdmin<{ accounts: { accountId: string }[] }>('find-host-transfer-targets', {
      host: await world.hostId(host.value.toUpperCase()),
      text: 'Account',
    })
    expect(targets.accounts.map(({ accountId }) => accountId).toSorted()).toEqual([
      'GROUP',
      'PARTNER',
      'SOUTHWIND',
    ])
    const moved = await transfer(host, 'PARTNER')
    const to = await bookOf(moved.lineItems[0]?.to ?? '')
    expect(to).toMatchObject({ account: 'PARTNER (Account PARTNER)', total: 3, taken: 3 })
    const { rows } = await world.cast.house.owner.query<{ tier: string }>(
      `SELECT p.tier FROM entitlement_party p JOIN line_item li USING (tenant_id, entitlement_id)
       WHERE li.activation_id = $1 AND p.is_owner`,
      [to?.activationId],
    )
    expect(rows).toEqual([{ tier: 'reseller' }])
  })

  test('[LIFE-08] refusals: unrelated accounts, the own one, an empty host, a license that must stay', async () => {
    const host = fresh()
    const lineItem = await world.cast.sell('floating-counted')
    await issuedOf(world.cast, lineItem, { servers: [host], copies: 2 })
    await expect(transfer(host, 'STRANGER')).rejects.toBeInstanceOf(NotFound)
    const input = { host: await world.hostId(host.value.toUpperCase()), account: 'STRANGER' }
    await expect(world.cast.run('transfer-host', input)).rejects.toMatchObject(code('account-not-related'))
    await expect(transfer(host, 'NORTHWIND')).rejects.toMatchObject(code('host-transfer-same-account'))
    await world.cast.run('inactivate-line-item', { id: lineItem })
    await expect(transfer(host, 'SOUTHWIND')).rejects.toMatchObject(
      code('license-cannot-go', { because: 'line-item-inactive' }),
    )
    await world.cast.run('reactivate-line-item', { id: lineItem })
    const before = await world.books()
    await world.asAdmin('transfer-host', { ...input, account: 'SOUTHWIND' }, { verify: true })
    expect(await world.books()).toEqual(before)
    await transfer(host, 'SOUTHWIND')
    await expect(transfer(host, 'SOUTHWIND')).rejects.toMatchObject(code('host-licenses-none'))
  })

  test('[LIFE-08] [BEY-01] whatever is on the hosts, copies are neither made nor lost, nor in both accounts', async () => {
    const placed = fc.record({
      item: fc.nat(2),
      host: fc.nat(2),
      copies: fc.integer({ min: 1, max: 5 }),
      overdraft: fc.nat(1),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(placed, { minLength: 1, maxLength: 6 }),
        fc.array(fc.record({ host: fc.nat(2), pool: fc.boolean() }), { minLength: 1, maxLength: 4 }),
        async (licenses, moves) => {
          const items = await Promise.all(
            [4, 8, 12].map((copies) => world.cast.sell('floating-counted', { copies })),
          )
          const hosts = [fresh(), fresh(), fresh()]
          for (const { item, host, copies, overdraft } of licenses) {
            const use = { servers: [hosts[host]], copies, overdraft }
            await issuedOf(world.cast, items[item] ?? '', use).catch(() => undefined)
          }
          const before = await sums()
          for (const { host, pool } of moves) {
            const known = await world.hostId(hosts[host]?.value.toUpperCase() ?? '')
            if (known === '') continue
            const input = { host: known, account: 'SOUTHWIND', pool }
            await world.asAdmin('transfer-host', input).catch((error: unknown) => {
              expect(error).toMatchObject(code('host-licenses-none'))
            })
          }
          expect(await sums()).toEqual(before)
          expect(await world.faults()).toEqual([])
        },
      ),
      { numRuns: 12 },
    )
  }, 120_000)
})

describe('transfer of hosts as a job', () => {
  test('[LIFE-08] one that was stopped in the middle goes on where it was; each host once, refused ones are told', async () => {
    const hosts = Array.from({ length: 6 }, fresh)
    const lineItem = await world.cast.sell('floating-counted', { copies: 12 })
    const stuck = await world.cast.sell('floating-counted')
    for (const [at, host] of hosts.entries())
      await issuedOf(world.cast, at === 3 ? stuck : lineItem, { servers: [host], copies: 2 })
    const keys = await Promise.all(hosts.map(({ value }) => world.hostId(value.toUpperCase())))
    const before = await sums()
    const { jobId } = await world.asAdmin<{ jobId: string }>('transfer-hosts', {
      hosts: keys,
      account: 'SOUTHWIND',
    })
    await world.cast.run('inactivate-line-item', { id: stuck })
    const waiting = await world.asAdmin<Listed>('list-host-transfers', {})
    expect(waiting.rows[0]).toMatchObject({ jobId, state: 'waiting', hosts: 6, pools: true })
    const report = async () =>
      (await world.asAdmin<Listed>('list-transferred-hosts', { job: jobId, limit: 100 })).rows
    const start = () =>
      startWorker({
        pipeline: world.cast.house.pipeline,
        tenants: () => Promise.resolve([world.cast.house.tenantId]),
        failed: () => undefined,
        beatMs: 5,
      })
    const stopping = start()
    await vi.waitUntil(async () => (await report()).some(({ outcome }) => outcome === 'transferred'), {
      timeout: 10_000,
      interval: 5,
    })
    await stopping.stop()
    expect(await world.faults()).toEqual([])

    const workers = [start(), start()]
    await vi.waitUntil(async () => (await jobState(jobId)) === 'done', { timeout: 10_000, interval: 20 })
    await Promise.all(workers.map((one) => one.stop()))
    expect((await report()).map(({ outcome, copies, code: why }) => [outcome, copies, why])).toEqual(
      hosts.map((_, at) => (at === 3 ? ['refused', null, 'license-cannot-go'] : ['transferred', 2, null])),
    )
    expect((await report())[3]?.['reason']).toContain(stuck)
    expect(await bookOf(lineItem)).toMatchObject({ total: 2, taken: 0 })
    expect(await sums()).toEqual(before)
    expect(await world.faults()).toEqual([])

    const { tenantId } = world.cast.house
    const seenBy = async (own: string) => {
      const who = person(tenantId, { permissions: ['hosts.transfer'], own: [own] })
      const jobs: Listed = await world.cast.house.as(who, 'list-host-transfers', {})
      const rows: Listed = await world.cast.house.as(who, 'list-transferred-hosts', { job: jobId })
      return [jobs.rows.length > 0, rows.rows.length]
    }
    expect(await seenBy(world.accounts.NORTHWIND)).toEqual([true, 6])
    expect(await seenBy(world.accounts.SOUTHWIND)).toEqual([true, 6])
    expect(await seenBy(world.accounts.STRANGER)).toEqual([false, 0])
  }, 60_000)
})

async function jobState(jobId: string): Promise<string> {
  const { rows } = await world.cast.house.owner.query<{ state: string }>(
    'SELECT state FROM job WHERE job_id = $1',
    [jobId],
  )
  return rows[0]?.state ?? ''
}
