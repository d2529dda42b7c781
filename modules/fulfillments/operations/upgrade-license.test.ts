import { verifyLicense } from '@tallystick/license-file/verifier.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { node, server } from '../testing/fulfillments-cast.ts'
import { buildReplacingCast, type ReplacingCast } from '../testing/replacing-cast.ts'
import { issuedOf, recordsOf, takenOf, type Outcome } from '../testing/support-cast.ts'

interface Choices {
  readonly copies: number
  readonly isDivisible: boolean
  readonly lineItems: readonly {
    readonly activationId: string
    readonly changeKind: string
    readonly remaining: number
    readonly refusal: { readonly code: string; readonly reason: string } | null
  }[]
}

let world: ReplacingCast
beforeAll(async () => {
  world = await buildReplacingCast('Floating')
}, 60_000)
afterAll(() => world.cast.house.close())

const upgrade = (fulfillment: string, lineItem: string, more: object = {}, options?: { verify?: boolean }) =>
  world.cast.run<Outcome>('upgrade-license', { fulfillment, lineItem, ...more }, options)
const choices = (fulfillment: string) => world.cast.run<Choices>('list-replacing-line-items', { fulfillment })
const toP3 = { products: [{ product: 'P@3' }] }

/** A license of `copies` of five, and a line item that upgrades it. */
async function upgradable(copies: number, fields: object = {}) {
  const parent = await world.sell('P@1', 5)
  const atlas = { ...server(1), hostName: 'atlas', port: 27_011 }
  const [license] = await issuedOf(world.cast, parent, { servers: [atlas], copies })
  const child = await world.change('upgrade', parent, { ...toP3, ...fields })
  return { parent, child, license }
}

describe('upgrade license', () => {
  test('[LIFE-05] the whole: same host and chain, its copies go from one line item to the other', async () => {
    const { parent, child, license } = await upgradable(4)

    const outcome = await upgrade(license.fulfillmentCode, child)

    expect(outcome).toMatchObject({
      closed: [{ id: license.id, became: 'upgrade' }],
      copiesReturned: 0,
      licenses: [{ copies: 4, servers: ['02A000000001'] }],
    })
    expect(await recordsOf(world.cast, parent)).toEqual([['upgrade', 'obsolete', 4, 0]])
    expect(await recordsOf(world.cast, child)).toEqual([['master', 'active', 4, 4]])
    expect(await world.books(parent, child)).toEqual([
      [5, 0, 4, null],
      [5, 4, 0, 4],
    ])
    const { rootPublicKey } = await world.cast.run<{ rootPublicKey: string }>('get-trust', {})
    const text = outcome.licenses[0]?.licenseText ?? ''
    expect(verifyLicense(text, { rootPublicKey }, world.cast.house.now).isGenuine).toBe(true)
    expect(text).toMatch(/^SERVER atlas 02A000000001 27011$/m)
    const { rows } = await world.cast.house.owner.query(
      'SELECT count(DISTINCT chain_id) AS chains FROM fulfillment WHERE activation_id = ANY($1)',
      [[parent, child]],
    )
    expect(rows).toEqual([{ chains: 1 }])
  })

  test('[LIFE-05] a part: what stays keeps its host, name and port, and goes on in its chain', async () => {
    const { parent, child, license } = await upgradable(4)

    const { licenses } = await upgrade(license.id, child, { copies: 1 })

    expect(licenses).toMatchObject([{ copies: 1 }, { copies: 3 }])
    expect(licenses[1]?.licenseText).toMatch(/^SERVER atlas 02A000000001 27011$/m)
    expect(await recordsOf(world.cast, parent)).toEqual([
      ['upgrade', 'obsolete', 4, 0],
      ['master', 'active', 3, 3],
    ])
    expect(await world.books(parent, child)).toEqual([
      [5, 3, 1, null],
      [5, 1, 0, 1],
    ])
  })

  test('[LIFE-05] a customer does it for an own license, and sees where it can go', async () => {
    const { child, license } = await upgradable(2)

    const shown = await world.cast.asCustomer<Choices>('list-replacing-line-items', {
      fulfillment: license.id,
    })
    const outcome = await world.cast.asCustomer<Outcome>('upgrade-license', {
      fulfillment: license.id,
      lineItem: child,
      shipToEmail: 'ann@mill.example',
    })

    expect(shown).toMatchObject({ copies: 2, isDivisible: true })
    expect(shown.lineItems.map(({ activationId }) => activationId)).toContain(child)
    expect(outcome.licenses).toHaveLength(1)
  })

  test('[LIFE-05] the choice: every line item that leads on from its products, of any entitlement', async () => {
    const { child, license, parent } = await upgradable(2)
    const elsewhere = await world.sell('P@2', 7)
    const other = await world.change('upgrade', elsewhere, toP3)
    const apart = await world.sell('Apart@1', 3, { term: { kind: 'duration', amount: 1, unit: 'years' } })
    const renewal = await world.change('renew', apart, {})
    const asleep = await world.change('upgrade', parent, toP3)
    await world.cast.run('inactivate-line-item', { id: asleep })

    const { lineItems } = await choices(license.id)

    const found = new Map(lineItems.map((one) => [one.activationId, one]))
    expect(found.get(child)).toMatchObject({ changeKind: 'upgrade', remaining: 5, refusal: null })
    expect(found.get(other)).toMatchObject({ remaining: 7, refusal: null })
    expect(found.has(renewal)).toBe(false)
    expect(found.has(asleep)).toBe(false)
    await upgrade(license.id, other)
    expect(await takenOf(world.cast, other)).toEqual({ copies: 2, overdraft: 0 })
  })

  test('[LIFE-05] a renewal asks the start date where the line item leaves it open', async () => {
    const parent = await world.sell('P@1', 5, { term: { kind: 'duration', amount: 1, unit: 'years' } })
    const [license] = await issuedOf(world.cast, parent, { servers: [server(2)], copies: 2 })
    const child = await world.change('renew', parent, {
      startOption: 'specify-at-each-activation',
      term: { kind: 'duration', amount: 1, unit: 'years' },
    })

    await expect(upgrade(license.id, child)).rejects.toMatchObject({
      refusal: { code: 'start-date-missing' },
    })
    const { closed, licenses } = await upgrade(license.id, child, { startDate: '2027-01-01' })

    expect(closed).toMatchObject([{ became: 'renew' }])
    expect(licenses).toMatchObject([{ startsOn: '2027-01-01', expiresOn: '2028-01-01' }])
  })

  test('[LIFE-05] settings that the new license model asks at fulfillment are given, and held to its rules', async () => {
    await world.cast.run('create-license-model', {
      name: 'Borrowed',
      kind: 'floating-counted',
      attributes: { borrowing: { when: 'at-fulfillment', max: 72, isRequired: true } },
      deploy: true,
    })
    await world.cast.run('create-product', {
      name: 'Q',
      version: '1',
      features: [{ feature: 'mill@5.2' }],
      licenseModels: ['Borrowed'],
      deploy: true,
    })
    await world.cast.run('add-product-relation', { kind: 'upsell', from: 'P@1', to: 'Q@1' })
    const parent = await world.sell('P@1', 5)
    const [license] = await issuedOf(world.cast, parent, { servers: [server(3)], copies: 2 })
    const child = await world.change('upsell', parent, {
      products: [{ product: 'Q@1' }],
      licenseModel: 'Borrowed',
    })

    await expect(upgrade(license.id, child, { attributes: { borrowing: 100 } })).rejects.toMatchObject({
      refusal: { code: 'attribute-borrow-hours' },
    })
    const { licenses } = await upgrade(license.id, child, { attributes: { borrowing: 48 } })

    expect(licenses[0]?.licenseText).toMatch(/BORROW=48/)
  })

  test('[LIFE-05] verifying shows what would come and leaves everything as it is', async () => {
    const { parent, child, license } = await upgradable(3)
    const before = await world.books(parent, child)

    const outcome = await upgrade(license.id, child, { copies: 2 }, { verify: true })

    expect(outcome.licenses).toMatchObject([{ copies: 2 }, { copies: 1 }])
    expect(outcome.licenses[0]?.licenseText).toContain('# Preview')
    expect(await world.books(parent, child)).toEqual(before)
    expect(await recordsOf(world.cast, parent)).toEqual([['master', 'active', 3, 3]])
  })

  test('[LIFE-05] [BEY-02] is one audit entry about both licenses and line items, and one event', async () => {
    const { child, license } = await upgradable(3)
    const count = async (table: string, column: string) =>
      Number(
        (
          await world.cast.house.owner.query<{ n: string }>(
            `SELECT count(*) AS n FROM ${table} WHERE ${column} = 'license.upgraded'`,
          )
        ).rows[0]?.n,
      )
    const before = [await count('audit_entry', 'action'), await count('outbox', 'type')]

    await upgrade(license.id, child, { copies: 1 })

    expect([await count('audit_entry', 'action'), await count('outbox', 'type')]).toEqual(
      before.map((one) => one + 1),
    )
    const { rows } = await world.cast.house.owner.query<{ kind: string; n: number }>(
      `SELECT s.kind, count(*)::integer AS n FROM audit_subject s WHERE s.audit_entry_id = (
         SELECT audit_entry_id FROM audit_entry WHERE action = 'license.upgraded' ORDER BY audit_entry_id DESC
         LIMIT 1) GROUP BY 1 ORDER BY 1`,
    )
    expect(rows).toEqual([
      { kind: 'entitlement', n: 1 },
      { kind: 'fulfillment', n: 3 },
      { kind: 'line-item', n: 2 },
    ])
  })

  test('[LIFE-05] an obsolete parent has copies to give, and the child has no more than its own', async () => {
    const { child, license, parent } = await upgradable(4, { copies: 3, allowActivationsOnParent: false })

    await expect(upgrade(license.id, child)).rejects.toMatchObject({
      refusal: { code: 'remaining-exceeded', data: { total: 3, remaining: 3, requested: 4 } },
    })
    await upgrade(license.id, child, { copies: 3 })

    expect(await recordsOf(world.cast, parent)).toEqual([
      ['upgrade', 'obsolete', 4, 0],
      ['master', 'active', 1, 1],
    ])
  })

  test('[LIFE-05] each refusal names its rule and changes nothing', async () => {
    const { parent, child, license } = await upgradable(3)
    const apart = await world.sell('Apart@1', 3)
    const away = await world.change('renew', apart, {}).catch(() => null)
    const stranger = await world.change(
      'renew',
      await world.sell('Apart@1', 3, { term: { kind: 'duration', amount: 1, unit: 'years' } }),
      {},
    )
    const machines = await world.change('upgrade', parent, { ...toP3, licenseModel: 'Workstation' })
    const before = await world.books(parent, child)
    const cases: readonly [string, object, string][] = [
      [child, { copies: 4 }, 'part-too-large'],
      [child, { copies: 0 }, 'part-nothing'],
      [child, { copies: 1.5 }, 'count-not-a-whole-number'],
      [child, { shipToEmail: 'no address' }, 'ship-to-email'],
      [child, { overdraft: 1 }, 'overdraft-not-offered'],
      [parent, {}, 'replaces-not-asked'],
      [stranger, {}, 'replaced-unrelated'],
      [machines, {}, 'hosts-of-other-kind'],
    ]

    for (const [lineItem, more, code] of cases) {
      await expect(upgrade(license.id, lineItem, more), code).rejects.toMatchObject({ refusal: { code } })
    }
    expect(away).toBeNull()
    expect(await world.books(parent, child)).toEqual(before)
    await upgrade(license.id, child)
    await expect(upgrade(license.id, child)).rejects.toMatchObject({
      refusal: { code: 'license-not-active', data: { became: 'upgrade' } },
    })
    await expect(choices(license.id)).rejects.toMatchObject({ refusal: { code: 'license-not-active' } })
  })

  test('[LIFE-05] upgrade against return of the same license at once: one of them wins', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { parent, child, license } = await upgradable(3)

      const both = await Promise.allSettled([
        upgrade(license.id, child),
        world.cast.run('return-license', { fulfillment: license.id }),
      ])

      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const isUpgraded = both[0].status === 'fulfilled'
      expect(await world.books(parent, child)).toEqual(
        isUpgraded
          ? [
              [5, 0, 3, null],
              [5, 3, 0, 3],
            ]
          : [
              [5, 0, 0, null],
              [5, 0, 0, 0],
            ],
      )
    }
  })

  test('[LIFE-05] a machine of an uncounted license keeps it under the new product', async () => {
    const parent = await world.sell('P@1', 2, { licenseModel: 'Workstation' })
    const [license] = await issuedOf(world.cast, parent, { nodeHosts: [node('cad-1')] })
    const child = await world.change('upgrade', parent, toP3)

    const { licenses } = await upgrade(license.id, child)

    expect(licenses).toMatchObject([{ copies: 1, nodeHosts: ['HOSTNAME=cad-1'] }])
    expect(await world.books(parent, child)).toEqual([
      [2, 0, 1, null],
      [2, 1, 0, 1],
    ])
  })
})
