import { verifyLicense } from '@tallystick/license-file/verifier.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, node, server, type Cast } from '../testing/fulfillments-cast.ts'
import { issuedOf, recordsOf, takenOf, type Outcome } from '../testing/support-cast.ts'

let cast: Cast
beforeAll(async () => {
  cast = await buildCast({ overdraft: { when: 'at-fulfillment', max: 4 } })
}, 60_000)
afterAll(() => cast.house.close())

const rehost = (fulfillment: string, hosts: object, more: object = {}) =>
  cast.run<Outcome>('rehost-license', { fulfillment, hosts, ...more })

describe('rehost license', () => {
  test('[LIFE-04] the whole: a new MASTER on the new host, the old record is a REHOST, no count changes', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, {
      servers: [{ ...server(1), hostName: 'atlas', port: 27011 }],
      copies: 4,
    })

    const outcome = await rehost(license.fulfillmentCode, { servers: [server(2)] })

    expect(outcome.licenses).toMatchObject([{ copies: 4, servers: ['02A000000002'] }])
    expect(await recordsOf(cast, lineItem)).toEqual([
      ['rehost', 'obsolete', 4, 0],
      ['master', 'active', 4, 4],
    ])
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 4, overdraft: 0 })
    const { rootPublicKey } = await cast.run<{ rootPublicKey: string }>('get-trust', {})
    const text = outcome.licenses[0]?.licenseText ?? ''
    expect(verifyLicense(text, { rootPublicKey }, cast.house.now).isGenuine).toBe(true)
  })

  test('[LIFE-04] a part: that part moves, the rest stays with name and port of its server', async () => {
    const lineItem = await cast.sell('floating-counted')
    const atlas = { ...server(3), hostName: 'atlas', port: 27011 }
    const [license] = await issuedOf(cast, lineItem, { servers: [atlas], copies: 5, overdraft: 3 })

    const { licenses } = await rehost(license.id, { servers: [server(4)] }, { copies: 2, overdraft: 1 })

    expect(licenses).toMatchObject([
      { copies: 2, overdraft: 1, servers: ['02A000000004'] },
      { copies: 3, overdraft: 2, servers: ['02A000000003'] },
    ])
    expect(licenses[1]?.licenseText).toMatch(/^SERVER atlas 02A000000003 27011$/m)
    expect(licenses[1]?.licenseText).toMatch(/OVERDRAFT=2/)
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 5, overdraft: 3 })
    const chains = await cast.house.owner.query<{ live: number }>(
      `SELECT count(*) AS live FROM fulfillment WHERE activation_id = $1 AND state = 'active' GROUP BY chain_id`,
      [lineItem],
    )
    expect(chains.rows.map(({ live }) => live)).toEqual([1, 1])
  })

  test('[LIFE-04] node-locked machines change, the count does not', async () => {
    const lineItem = await cast.sell('nodelocked-uncounted')
    const [license] = await issuedOf(cast, lineItem, { nodeHosts: [node('cad-1')] })

    const { licenses } = await rehost(license.id, { nodeHosts: [node('cad-2')] })

    expect(licenses).toMatchObject([{ copies: 1, nodeHosts: ['HOSTNAME=cad-2'] }])
    await expect(rehost(licenses[0]?.id ?? '', { nodeHosts: [node('a'), node('b')] })).rejects.toMatchObject({
      refusal: { code: 'hosts-not-one' },
    })
  })

  test.each([
    ['the same host', { servers: [server(9)] }, {}, 'same-hosts'],
    ['no host', {}, {}, 'server-host-missing'],
    ['a wrong host ID', { servers: [{ type: 'ethernet', value: 'xyz' }] }, {}, 'host-id-length'],
    ['more than there is', { servers: [server(8)] }, { copies: 9 }, 'part-too-large'],
    [
      'all copies without their overdraft',
      { servers: [server(8)] },
      { copies: 3, overdraft: 1 },
      'part-overdraft-alone',
    ],
  ])('[LIFE-04] refuses %s and changes nothing', async (_what, hosts, more, code) => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(9)], copies: 3, overdraft: 2 })

    const attempt = rehost(license.id, hosts, more)

    if (code === 'host-id-length') await expect(attempt).rejects.toMatchObject({ refusal: { refused: true } })
    else await expect(attempt).rejects.toMatchObject({ refusal: { code } })
    expect(await recordsOf(cast, lineItem)).toEqual([['master', 'active', 3, 3]])
  })

  test('[LIFE-04] rehost against return of the same license at once: one of them wins', async () => {
    for (let round = 0; round < 5; round += 1) {
      const lineItem = await cast.sell('floating-counted')
      const [license] = await issuedOf(cast, lineItem, { servers: [server(10)], copies: 3 })

      const both = await Promise.allSettled([
        rehost(license.id, { servers: [server(11)] }),
        cast.run('return-license', { fulfillment: license.id }),
      ])

      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const left = both[0].status === 'fulfilled' ? 3 : 0
      expect(await takenOf(cast, lineItem)).toEqual({ copies: left, overdraft: 0 })
    }
  })
})
