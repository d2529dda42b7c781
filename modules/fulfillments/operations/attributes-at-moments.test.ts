import { attributeDefinitions, type AttributeKey } from '@tallystick/catalog/rules/model-attributes.ts'
import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, node, server, type Cast } from '../testing/fulfillments-cast.ts'
import type { Issued } from '../testing/support-cast.ts'

interface Form {
  readonly items: readonly {
    readonly fields: {
      readonly attributes: readonly { readonly key: string }[]
      readonly asksOverdraft: boolean
    }
  }[]
}

/** A value of each attribute of Table 2-1, a kind that it is for, and what it writes. */
const VALUES: Readonly<Partial<Record<AttributeKey, readonly [unknown, LicenseKind, RegExp]>>> = {
  terminalServer: ['one-session', 'nodelocked-uncounted', /ONE_TS_OK/],
  flexidSharing: [true, 'nodelocked-uncounted', /FLOAT_OK/],
  timeZone: ['+0100 +0200', 'floating-counted', /TZ="\+0100 \+0200"/],
  virtualization: ['physical', 'floating-uncounted', /VM_PLATFORMS=PHYSICAL/],
  borrowing: [24, 'floating-counted', /BORROW=24/],
  userOrHostBased: [{ basis: 'user', count: 3 }, 'floating-counted', /USER_BASED=3/],
  overdraft: [{ copies: 5 }, 'floating-counted', /OVERDRAFT=2/],
  issuer: ['Harbor Supply', 'nodelocked-counted', /ISSUER="Harbor Supply"/],
  serialNumber: ['S-1', 'floating-counted', /SN=S-1/],
  vendorString: ['v={Feature.version}', 'floating-counted', /VENDOR_STRING=v=5\.2/],
  notice: ['Licensed to {SoldTo.displayName}', 'floating-uncounted', /NOTICE="Licensed to Northwind Mill"/],
  useServer: [true, 'floating-counted', /USE_SERVER/],
  platforms: [['x64_n', 'x64_l'], 'floating-counted', /PLATFORMS="x64_n x64_l"/],
}

const MOMENTS = ['now', 'at-entitlement', 'at-fulfillment'] as const

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
}, 60_000)
afterAll(() => cast.house.close())

/** Fields of a sale under a license model whose one attribute is settled at a moment. */
async function goods(kind: LicenseKind, key: AttributeKey, when: (typeof MOMENTS)[number], value: unknown) {
  const name = `${key} ${when}`
  const limit = key === 'overdraft' && when === 'at-fulfillment' ? { max: 5 } : {}
  const setting = { when, ...(when === 'now' ? { value } : limit) }
  await cast.run('create-license-model', { name, kind, attributes: { [key]: setting }, deploy: true })
  await cast.run('create-product', {
    name,
    version: '5.2',
    features: [{ feature: 'mill@5.2' }],
    licenseModels: [name],
    deploy: true,
  })
  return { products: [{ product: `${name}@5.2` }], licenseModel: name }
}

function hostsOf(kind: LicenseKind, key: AttributeKey) {
  const nodes = key === 'flexidSharing' ? [{ type: 'flexid', value: 'FLEXID=9-1A2B3C4D' }] : [node('cad-1')]
  const isCounted = kind === 'floating-counted' || kind === 'nodelocked-counted'
  return {
    ...(kind === 'nodelocked-uncounted' ? {} : { servers: [server(1)] }),
    ...(kind.startsWith('nodelocked') ? { nodeHosts: nodes } : {}),
    ...(isCounted ? { copies: 2 } : {}),
    ...(key === 'overdraft' ? { overdraft: 2 } : {}),
  }
}

describe('every attribute of Table 2-1 at every moment', () => {
  const asked = attributeDefinitions.filter(({ moments, kinds }) => moments.length === 3 && kinds.length > 0)

  test('[ACT-03] none is left out here', () => {
    expect(asked.map(({ key }) => key).toSorted()).toEqual(Object.keys(VALUES).toSorted())
  })

  test.each(asked.flatMap(({ key }) => MOMENTS.map((when) => [key, when] as const)))(
    '[ACT-03] %s, settled %s, is in the license and asked only then',
    async (key, when) => {
      const [value, kind, keyword] = VALUES[key] ?? []
      if (!kind || !keyword) throw new Error(key)
      const isOverdraft = key === 'overdraft'
      const fields = await goods(kind, key, when, value)
      const given = { attributes: { [key]: value } }
      const lineItem = await cast.sell(kind, { ...fields, ...(when === 'at-entitlement' ? given : {}) })
      const form = await cast.run<Form>('get-activation-form', { lineItems: lineItem })
      const isAsked = when === 'at-fulfillment' && !isOverdraft

      const { licenses } = await cast.run<{ licenses: readonly Issued[] }>('activate-line-items', {
        items: [
          { lineItem, hosts: [hostsOf(kind, key)], ...(isAsked ? { attributes: { [key]: value } } : {}) },
        ],
      })

      const item = form.items[0]?.fields
      expect(item?.attributes.some((one) => one.key === key)).toBe(isAsked)
      expect(item?.asksOverdraft).toBe(isOverdraft)
      expect(licenses[0]?.licenseText.replaceAll(/\s*\\\n\s*/g, ' ')).toMatch(keyword)
    },
  )
})
