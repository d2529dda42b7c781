import { verifyLicense } from '@tallystick/license-file/verifier.ts'
import { rightsOf } from '@tallystick/license-file/rights.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { startDelivery } from '@tallystick/kernel/outbox/deliver.ts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { fulfillmentReactions } from '../reactions.ts'
import { countStatements } from '../testing/count-statements.ts'
import { buildCast, node, server, type Cast } from '../testing/fulfillments-cast.ts'
import { goodsWith, issuedOf, recordsOf, takenOf, type Issued } from '../testing/support-cast.ts'

interface Made {
  readonly id: string
  readonly consolidatedCode: string
  readonly criteria: string
  readonly members: number
  readonly licenseText: string
}
interface Answer {
  readonly consolidated: readonly [Made, ...Made[]]
  readonly alone: readonly { readonly host: string }[]
  readonly warnings: readonly string[]
  readonly licenses: readonly Issued[]
}

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
  await cast.run('create-account', { code: 'HARBOR', name: 'Harbor Supply', kind: 'customer' })
}, 60_000)
afterAll(() => cast.house.close())

const consolidate = (fulfillments: readonly string[]) =>
  cast.run<Answer>('consolidate-licenses', { fulfillments })
const shown = (consolidatedLicense: string) =>
  cast.run<{ state: string; closedReason: string | null; members: number }>('get-consolidated-license', {
    consolidatedLicense,
  })
const rehost = (consolidatedLicense: string, hosts: object) =>
  cast.run<Answer>('rehost-consolidated-license', { consolidatedLicense, hosts })

/** A license of each floating kind on one server. */
async function twoOn(number: number): Promise<[Issued, Issued]> {
  const [counted] = await issuedOf(cast, await cast.sell('floating-counted'), {
    servers: [{ ...server(number), hostName: 'atlas' }],
    copies: 3,
  })
  const [site] = await issuedOf(cast, await cast.sell('floating-uncounted'), { servers: [server(number)] })
  return [counted, site]
}

async function verdictOf(text: string) {
  const { rootPublicKey } = await cast.run<{ rootPublicKey: string }>('get-trust', {})
  return verifyLicense(text, { rootPublicKey }, cast.house.now)
}

describe('consolidating licenses', () => {
  test('[CERT-04] [LIFE-07] one genuine file for each server, from licenses of different models; who is alone is told', async () => {
    const [counted, site] = await twoOn(1)
    const [locked] = await issuedOf(cast, await cast.sell('nodelocked-counted'), {
      servers: [server(1)],
      nodeHosts: [node('cad-1')],
      copies: 1,
    })
    const [elsewhere] = await issuedOf(cast, await cast.sell('floating-counted'), {
      servers: [server(2)],
      copies: 1,
    })

    const answer = await consolidate(
      [counted, site, locked, elsewhere].map(({ fulfillmentCode }) => fulfillmentCode),
    )

    const [made] = answer.consolidated
    expect(answer.consolidated).toMatchObject([{ criteria: '02A000000001', members: 3 }])
    expect(answer.alone).toMatchObject([{ host: '02A000000002' }])
    const verdict = await verdictOf(made.licenseText)
    expect([verdict.isGenuine, verdict.seal.status]).toEqual([true, 'ok'])
    expect(made.licenseText.match(/^SERVER atlas 02A000000001/gm)).toHaveLength(1)
    for (const one of [counted, site, locked]) expect(made.licenseText).toContain(one.fulfillmentCode)
    expect(await shown(made.consolidatedCode)).toMatchObject({
      state: 'active',
      members: 3,
      closedReason: null,
    })
  })

  test('[CERT-04] two licenses with the very same lines keep the copies of both', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [first] = await issuedOf(cast, lineItem, { servers: [server(3)], copies: 2 })
    const [second] = await issuedOf(cast, lineItem, { servers: [server(3)], copies: 2 })

    const { consolidated } = await consolidate([first.id, second.id])

    const { isGenuine, verified } = await verdictOf(consolidated[0].licenseText)
    expect(isGenuine).toBe(true)
    const mills = rightsOf(verified).filter(({ feature }) => feature === 'mill')
    expect(mills.map(({ count }) => count)).toEqual([2, 2])
    expect(new Set(mills.map(({ serialNumber }) => serialNumber)).size).toBe(2)
  })

  test('[CERT-04] never across accounts: the refusal names them; nothing is written', async () => {
    const [counted] = await twoOn(4)
    const [other] = await issuedOf(cast, await sellTo('HARBOR'), { servers: [server(4)], copies: 1 })

    const before = await filesIn()
    await expect(consolidate([counted.id, other.id])).rejects.toMatchObject({
      refusal: {
        code: 'consolidation-accounts-differ',
        data: { accounts: ['NORTHWIND (Northwind Mill)', 'HARBOR (Harbor Supply)'] },
      },
    })
    expect(await filesIn()).toBe(before)
  })

  test('[CERT-04] refuses licenses that share no host, are not active, stand beside others, or are in trusted storage', async () => {
    const [one] = await twoOn(5)
    const [two, gone] = await twoOn(6)
    await cast.run('return-license', { fulfillment: gone.id })
    const before = await filesIn()

    const codeOf = (ids: readonly string[]) => consolidate(ids).catch((error) => error.refusal)
    expect(await codeOf([one.id, two.id])).toMatchObject({
      code: 'consolidation-nothing',
      data: { hosts: ['02A000000005', '02A000000006'] },
    })
    expect(await codeOf([one.id, gone.id])).toMatchObject({ code: 'license-not-active' })
    await cast.house.owner.query(`UPDATE fulfillment SET technology = 'trusted' WHERE fulfillment_id = $1`, [
      two.id,
    ])
    expect(await codeOf([one.id, two.id])).toMatchObject({
      code: 'consolidation-technology',
      data: { fulfillment: two.fulfillmentCode },
    })
    await cast.house.owner.query(
      `UPDATE fulfillment SET technology = 'certificate', state = 'on-hold' WHERE fulfillment_id = $1`,
      [two.id],
    )
    expect(await codeOf([one.id, two.id])).toMatchObject({ code: 'license-on-hold' })
    expect(await filesIn()).toBe(before)
  })

  test('[LIFE-07] ends with one of its licenses and says which; anew it joins what they have become', async () => {
    const [counted, site] = await twoOn(7)
    const { consolidated } = await consolidate([counted.id, site.id])
    const { id } = consolidated[0]
    await expect(cast.run('consolidate-anew', { consolidatedLicense: id })).rejects.toMatchObject({
      refusal: { code: 'consolidation-still-active' },
    })

    await cast.run('return-license', { fulfillment: counted.id, copies: 1 })

    expect(await shown(id)).toMatchObject({
      state: 'inactive',
      closedReason: `The license ${counted.fulfillmentCode} in it ended: Return.`,
    })
    const anew = await cast.run<Answer>('consolidate-anew', { consolidatedLicense: id })
    expect(anew.consolidated).toMatchObject([{ members: 2, criteria: '02A000000007' }])
    const rights = rightsOf((await verdictOf(anew.consolidated[0].licenseText)).verified)
    expect(rights.filter(({ count }) => count === 2)).not.toHaveLength(0)
    expect(anew.consolidated[0].licenseText).not.toContain(counted.fulfillmentCode)
  })

  test('[LIFE-07] a file with more licenses takes the place of one whose licenses all stand in it', async () => {
    const [counted, site] = await twoOn(8)
    const [third] = await twoOn(8)
    const small = await consolidate([counted.id, site.id])

    const large = await consolidate([counted.id, site.id, third.id])

    expect(await shown(small.consolidated[0].id)).toMatchObject({
      state: 'inactive',
      closedReason: `All its licenses stand in the newer consolidated license ${large.consolidated[0].consolidatedCode}.`,
    })
  })

  test('[CERT-04] customers consolidate their own licenses and see the file; strangers do not', async () => {
    const [counted, site] = await twoOn(9)

    const answer = await cast.asCustomer<Answer>('consolidate-licenses', {
      fulfillments: [counted.id, site.id],
    })

    const [{ id }] = answer.consolidated
    await cast.asCustomer('get-consolidated-license', { consolidatedLicense: id })
    const harbor = await cast.house.owner.query<{ id: string }>(
      `SELECT account_id AS id FROM account WHERE account_code = 'HARBOR'`,
    )
    const stranger = person(cast.house.tenantId, {
      permissions: ['licenses.view', 'licenses.consolidate'],
      own: [harbor.rows[0]?.id ?? ''],
    })
    await expect(
      cast.house.as(stranger, 'get-consolidated-license', { consolidatedLicense: id }),
    ).rejects.toThrow(NotFound)
    const { rows } = (await cast.house.as(stranger, 'list-consolidated-licenses', {})) as {
      rows: readonly unknown[]
    }
    expect(rows).toEqual([])
    await expect(
      cast.house.as(stranger, 'consolidate-licenses', { fulfillments: [counted.id, site.id] }),
    ).rejects.toThrow(NotFound)
  })
})

describe('a batch activation', () => {
  const hosts = (number: number) => [{ servers: [server(number)], copies: 2 }]

  test('[CERT-04] [ACT-02] is consolidated by default: one file for each server', async () => {
    const items = [
      { lineItem: await cast.sell('floating-counted'), hosts: [...hosts(20), ...hosts(21)] },
      { lineItem: await cast.sell('floating-counted'), hosts: [...hosts(20), ...hosts(21)] },
      { lineItem: await cast.sell('floating-counted'), hosts: hosts(22) },
    ]

    const { licenses, consolidated } = await cast.run<Answer>('activate-line-items', { items })

    expect(licenses).toHaveLength(5)
    expect(consolidated.map(({ criteria, members }) => [criteria, members])).toEqual([
      ['02A000000014', 2],
      ['02A000000015', 2],
    ])
    expect((await verdictOf(consolidated[0].licenseText)).isGenuine).toBe(true)
  })

  test('[CERT-04] is not consolidated when nobody wants it; a verification signs and writes nothing', async () => {
    const items = [
      { lineItem: await cast.sell('floating-counted'), hosts: hosts(23) },
      { lineItem: await cast.sell('floating-counted'), hosts: hosts(23) },
    ]
    const before = await filesIn()

    const preview = await cast.run<Answer>('activate-line-items', { items }, { verify: true })
    const { consolidated } = await cast.run<Answer>('activate-line-items', { items, consolidate: false })

    expect(preview.consolidated).toMatchObject([{ members: 2 }])
    expect(preview.consolidated[0].licenseText).not.toContain('SIGN=')
    expect(preview.consolidated[0].licenseText).not.toContain('SEAL')
    expect(consolidated).toEqual([])
    expect(await filesIn()).toBe(before)
  })
})

describe('rehosting a consolidated license', () => {
  test('[LIFE-07] moves every license, keeps machines and counts, and makes one new file', async () => {
    const lineItem = await cast.sell('nodelocked-counted')
    const [locked] = await issuedOf(cast, lineItem, {
      servers: [server(30)],
      nodeHosts: [node('cad-7')],
      copies: 2,
    })
    const [counted, site] = await twoOn(30)
    const { consolidated } = await consolidate([locked.id, counted.id, site.id])

    const outcome = await rehost(consolidated[0].id, { servers: [server(31)] })

    expect(
      outcome.licenses.map(({ servers, nodeHosts }) => [...servers, ...nodeHosts].join(' ')).toSorted(),
    ).toEqual(['02A00000001F', '02A00000001F', '02A00000001F HOSTNAME=cad-7'])
    expect(outcome.consolidated).toMatchObject([{ criteria: '02A00000001F', members: 3 }])
    expect((await verdictOf(outcome.consolidated[0].licenseText)).isGenuine).toBe(true)
    expect(await shown(consolidated[0].id)).toMatchObject({ state: 'inactive' })
    expect(await recordsOf(cast, lineItem)).toEqual([
      ['rehost', 'obsolete', 2, 0],
      ['master', 'active', 2, 2],
    ])
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 2, overdraft: 0 })
    await expect(rehost(consolidated[0].id, { servers: [server(32)] })).rejects.toMatchObject({
      refusal: { code: 'consolidated-license-inactive' },
    })
  })

  test('[LIFE-07] [LIFE-06] is all or nothing: a policy that one line item has used up keeps all where they are', async () => {
    const goods = await goodsWith(cast, { rehosts: { when: 'now', count: 1 } })
    const lineItem = await cast.sell('floating-counted', goods)
    const [first] = await issuedOf(cast, lineItem, { servers: [server(33)], copies: 1 })
    const [second] = await issuedOf(cast, lineItem, { servers: [server(33)], copies: 2 })
    const { consolidated } = await consolidate([first.id, second.id])
    const [{ id }] = consolidated

    const attempt = cast.asCustomer('rehost-consolidated-license', {
      consolidatedLicense: id,
      hosts: { servers: [server(34)] },
    })

    // Two licenses are two rehosts of one line item, which has one.
    await expect(attempt).rejects.toMatchObject({
      refusal: { code: 'support-policy-exhausted', data: { fulfillment: second.fulfillmentCode } },
    })
    expect(await recordsOf(cast, lineItem)).toEqual([
      ['master', 'active', 1, 1],
      ['master', 'active', 2, 2],
    ])
    expect(await shown(id)).toMatchObject({ state: 'active' })
    await rehost(id, { servers: [server(34)] })
  })

  test.each([
    ['no server', {}, 'server-host-missing'],
    ['the same server', { servers: [server(35)] }, 'same-hosts'],
  ])('[LIFE-07] refuses %s and names the license', async (_what, hosts, code) => {
    const [counted, site] = await twoOn(35)
    const { consolidated } = await consolidate([counted.id, site.id])

    await expect(rehost(consolidated[0].id, hosts)).rejects.toMatchObject({
      refusal: { code, data: { fulfillment: expect.stringMatching(/^FID-/) } },
    })
    expect(await shown(consolidated[0].id)).toMatchObject({ state: 'active' })
  })
})

describe('shipment records', () => {
  test('[LIFE-07] say to whom, when and by whom a license or consolidated license was mailed, each once', async () => {
    const [counted, site] = await twoOn(40)
    const { consolidated } = await consolidate([counted.id, site.id])
    const [{ id }] = consolidated
    await cast.asCustomer('email-consolidated-license', {
      consolidatedLicense: id,
      to: 'it@northwind.example,ops@northwind.example',
    })
    await cast.asCustomer('email-license', { fulfillment: counted.id, to: 'ops@northwind.example' })

    await deliver()
    await deliver()

    const mailed = async (question: object) =>
      (
        await cast.asCustomer<{ rows: { shippedTo: string[]; shippedBy: string; license: string }[] }>(
          'list-shipments',
          question,
        )
      ).rows
    expect(await mailed({ consolidatedLicense: id })).toMatchObject([
      {
        license: consolidated[0].consolidatedCode,
        shippedTo: ['it@northwind.example', 'ops@northwind.example'],
        shippedBy: 'Ada Miller',
      },
    ])
    expect(await mailed({ fulfillment: counted.id })).toMatchObject([
      { shippedTo: ['ops@northwind.example'] },
    ])
  })
})

describe('many licenses', () => {
  test('[CERT-04] a thousand are consolidated in as many statements as ten', async () => {
    const few = await manyOn(50, 10)
    const many = await manyOn(51, 1000)
    await consolidate(few)

    const small = await countStatements(cast, () => consolidate(few))
    const large = await countStatements(cast, () => consolidate(many))

    console.log(
      `1000 licenses consolidated: ${large.statements} statements, ${Math.round(large.milliseconds)} ms; 10: ${small.statements}`,
    )
    expect(large.answer.consolidated).toMatchObject([{ members: 1000 }])
    expect(large.statements).toBe(small.statements)
    expect((await verdictOf(large.answer.consolidated[0].licenseText)).isGenuine).toBe(true)
  }, 120_000)
})

async function filesIn(): Promise<number> {
  const { rows } = await cast.house.owner.query<{ files: number }>(
    'SELECT count(*)::integer AS files FROM consolidated_license',
  )
  return rows[0]?.files ?? -1
}

async function sellTo(account: string): Promise<string> {
  const sale = await cast.run<{ lineItems: { activationId: string }[] }>('create-entitlement', {
    soldTo: account,
    autoDeploy: true,
    lineItems: [
      {
        products: [{ product: 'Gear Mill@5.2' }],
        licenseModel: 'Floating',
        copies: 10,
        startOption: 'specify-now',
        startsOn: '2026-01-01',
        term: { kind: 'permanent' },
      },
    ],
  })
  return sale.lineItems[0]?.activationId ?? ''
}

/** So many licenses of line items of their own on one server; answers their keys. */
async function manyOn(number: number, count: number): Promise<readonly string[]> {
  const ids: string[] = []
  while (ids.length < count) {
    const size = Math.min(100, count - ids.length)
    const { lineItems } = await cast.run<{ lineItems: { activationId: string }[] }>('create-entitlement', {
      soldTo: 'NORTHWIND',
      autoDeploy: true,
      lineItems: Array.from({ length: size }, () => ({
        products: [{ product: 'Gear Mill@5.2' }],
        licenseModel: 'Floating',
        copies: 5,
        startOption: 'specify-now',
        startsOn: '2026-01-01',
        term: { kind: 'permanent' },
      })),
    })
    const { licenses } = await cast.run<Answer>('activate-line-items', {
      items: lineItems.map(({ activationId }) => ({
        lineItem: activationId,
        hosts: [{ servers: [server(number)], copies: 1 }],
      })),
      consolidate: false,
    })
    ids.push(...licenses.map(({ id }) => id))
  }
  return ids
}

/** Hands every stored event to the room's reactions, as delivery does; also those that were delivered before. */
async function deliver(): Promise<void> {
  await cast.house.owner.query('UPDATE outbox SET delivered_at = NULL')
  const failures: unknown[] = []
  const delivery = startDelivery({
    pipeline: cast.house.pipeline,
    reactions: fulfillmentReactions,
    tenants: () => Promise.resolve([cast.house.tenantId]),
    failed: (_event, error) => failures.push(error),
    beatMs: 20,
  })
  await vi.waitUntil(async () => (await waiting()) === 0 || failures.length > 0, { timeout: 20_000 })
  await delivery.stop()
  expect(failures).toEqual([])
}

async function waiting(): Promise<number> {
  const { rows } = await cast.house.owner.query<{ events: number }>(
    'SELECT count(*)::integer AS events FROM outbox WHERE delivered_at IS NULL',
  )
  return rows[0]?.events ?? 0
}
