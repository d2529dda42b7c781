import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { describe, expect, test } from 'vitest'
import { overdraftMaxOf } from './attribute-values.ts'
import type { LicenseKind } from './license-kinds.ts'
import { attributeDefinitions, attributesFor } from './model-attributes.ts'
import type { AttributeKey, AttributeMoment, AttributeSettings } from './model-attributes.ts'
import {
  attributeHostsRefusal,
  attributesToAsk,
  checkEntitlementAttributes,
  checkModelAttributes,
  resolveAttributes,
} from './resolve-attributes.ts'

const floating: LicenseKind = 'floating-counted'
const locked: LicenseKind = 'nodelocked-uncounted'
const asked: readonly AttributeKey[] = [
  'terminalServer',
  'flexidSharing',
  'timeZone',
  'virtualization',
  'borrowing',
  'userOrHostBased',
  'issuer',
  'serialNumber',
  'vendorString',
  'notice',
  'useServer',
  'platforms',
]

function all(when: AttributeMoment): AttributeSettings {
  return Object.fromEntries(asked.map((key) => [key, { when }]))
}

function resolve(kind: LicenseKind, attributes: AttributeSettings, given: Record<string, unknown>) {
  return resolveAttributes({ kind, attributes }, {}, given)
}

describe('values of attributes', () => {
  type Row = readonly [LicenseKind, string, unknown, unknown]
  const good: readonly Row[] = [
    [locked, 'terminalServer', 'one-session', 'one-session'],
    [locked, 'flexidSharing', true, true],
    [floating, 'timeZone', 'server', 'server'],
    [floating, 'timeZone', '+0100  +0200 +0100 -0330', '+0100 +0200 -0330'],
    [floating, 'virtualization', 'physical', 'physical'],
    [floating, 'borrowing', 72, 72],
    [floating, 'userOrHostBased', { basis: 'user', count: 12 }, { basis: 'user', count: 12 }],
    [floating, 'userOrHostBased', { basis: 'host' }, { basis: 'host', count: null }],
    [floating, 'issuer', '  Harbor Supply ', 'Harbor Supply'],
    [floating, 'serialNumber', '{Fulfillment.id}', '{Fulfillment.id}'],
    [floating, 'notice', 'not-used', null],
    [floating, 'useServer', true, true],
    [floating, 'useServer', null, false],
    [floating, 'platforms', ['x64_l', 'x64_n', 'x64_l'], ['x64_l', 'x64_n']],
    [floating, 'platforms', 'x64_l, i86_n', ['x64_l', 'i86_n']],
    [floating, 'platforms', [], null],
  ]
  test.each(good)('[ACT-03] %s takes %s = %j', (kind, key, given, value) => {
    expect(resolve(kind, all('at-fulfillment'), { [key]: given })).toMatchObject({
      ok: true,
      values: { [key]: value },
    })
  })

  const wrong: readonly (readonly [LicenseKind, Record<string, unknown>, string])[] = [
    [floating, { colour: 'red' }, 'attribute-unknown'],
    [floating, { toString: 'x' }, 'attribute-unknown'],
    [floating, { terminalServer: 'one-session' }, 'attribute-not-applicable'],
    [floating, { flexidSharing: true }, 'attribute-not-applicable'],
    [locked, { borrowing: 5 }, 'attribute-not-applicable'],
    [locked, { overdraft: 5 }, 'attribute-not-applicable'],
    [floating, { reinstall: true }, 'attribute-not-applicable'],
    [floating, { sort: 5 }, 'attribute-not-asked'],
    [floating, { overdraft: 5 }, 'attribute-not-asked'],
    [floating, { virtualization: 'some' }, 'attribute-value'],
    [floating, { useServer: 'yes' }, 'attribute-value'],
    [floating, { borrowing: 0 }, 'attribute-value'],
    [floating, { borrowing: 1.5 }, 'attribute-value'],
    [floating, { borrowing: '72' }, 'attribute-value'],
    [floating, { timeZone: '+0110' }, 'attribute-value'],
    [floating, { timeZone: '+1430' }, 'attribute-value'],
    [floating, { timeZone: '-1300' }, 'attribute-value'],
    [floating, { timeZone: '+0100" X' }, 'attribute-value'],
    [floating, { userOrHostBased: { basis: 'group' } }, 'attribute-value'],
    [floating, { userOrHostBased: { basis: 'user', count: 0 } }, 'attribute-value'],
    [floating, { notice: 'say "hello"' }, 'attribute-value'],
    [floating, { vendorString: 'a\nINCREMENT x y 1.0 permanent 999' }, 'attribute-value'],
    [floating, { vendorString: 'a\u2028b' }, 'attribute-value'],
    [floating, { vendorString: 'path\\' }, 'attribute-value'],
    [floating, { issuer: 'x'.repeat(257) }, 'attribute-value'],
    [floating, { issuer: 5 }, 'attribute-value'],
    [floating, { platforms: ['x64 l'] }, 'attribute-value'],
    [floating, { platforms: 7 }, 'attribute-value'],
    [
      locked,
      { ALLOW_TERMINAL_SERVER: true, ALLOW_ONE_TERMINAL_SERVER: true },
      'attribute-terminal-server-both',
    ],
    [floating, { USER_BASED: 5, HOST_BASED: true }, 'attribute-user-and-host-based'],
    [floating, { NOTICE: 'a', notice: 'b' }, 'attribute-given-twice'],
    [floating, { USER_BASED: 5, userOrHostBased: null }, 'attribute-given-twice'],
  ]
  test.each(wrong)('[ACT-03] %s refuses %j with %s', (kind, given, code) => {
    expect(resolve(kind, all('at-fulfillment'), given)).toMatchObject({ refused: true, code })
  })

  test('[ACT-03] published web service names are understood', () => {
    const given = { BORROW_HOURS: 24, HOST_BASED: true, PLATFORMS: ['i86_n'], SERIAL_NUMBER: 'S1' }
    const one = resolve(locked, all('at-fulfillment'), {
      ALLOW_ONE_TERMINAL_SERVER: 'true',
      ALLOW_TERMINAL_SERVER: 'false',
    })

    expect(resolve(floating, all('at-fulfillment'), given)).toMatchObject({
      values: {
        borrowing: 24,
        userOrHostBased: { basis: 'host', count: null },
        platforms: ['i86_n'],
        serialNumber: 'S1',
      },
    })
    expect(one).toMatchObject({ values: { terminalServer: 'one-session' } })
  })
})

describe('moments', () => {
  const model = {
    kind: floating,
    attributes: {
      notice: { when: 'now', value: 'Evaluation' },
      issuer: { when: 'at-entitlement' },
      borrowing: { when: 'at-fulfillment', max: 100, value: 48 },
      serialNumber: { when: 'at-fulfillment', isRequired: true },
      overdraft: { when: 'at-fulfillment' },
      vendorString: { when: 'not-used', value: 'left over' },
    },
  } as const

  test('[ACT-03] each attribute comes from the moment that its model says', () => {
    const resolved = resolveAttributes(
      model,
      { issuer: 'Gearwright' },
      { borrowing: 100, serialNumber: 'S1' },
    )

    expect(resolved).toMatchObject({
      values: {
        notice: 'Evaluation',
        issuer: 'Gearwright',
        borrowing: 100,
        serialNumber: 'S1',
        vendorString: null,
      },
    })
  })

  test('[ACT-03] nobody changes at one moment what belongs to another', () => {
    expect(resolveAttributes(model, {}, { serialNumber: 'S1', issuer: 'me' })).toMatchObject({
      code: 'attribute-not-asked',
    })
    expect(resolveAttributes(model, {}, { serialNumber: 'S1', notice: '' })).toMatchObject({
      code: 'attribute-not-asked',
    })
    expect(checkEntitlementAttributes(model, { borrowing: 5 })).toMatchObject({ code: 'attribute-not-asked' })
    expect(checkEntitlementAttributes(model, { issuer: 'Gearwright' })).toBeNull()
  })

  test('[ACT-03] borrowing stays within the hours of the model', () => {
    expect(resolveAttributes(model, {}, { serialNumber: 'S1', borrowing: 101 })).toMatchObject({
      code: 'attribute-borrow-hours',
      data: { maximum: 100, value: 101 },
    })
  })

  test('[ACT-03] a required attribute is missed, unless the model proposes a value', () => {
    const proposing = {
      ...model,
      attributes: { serialNumber: { when: 'at-fulfillment', isRequired: true, value: 'S0' } },
    } as const

    expect(resolveAttributes(model, {}, {})).toMatchObject({
      code: 'attribute-missing',
      data: { attribute: 'serialNumber' },
    })
    expect(resolveAttributes(proposing, {}, {})).toMatchObject({ values: { serialNumber: 'S0' } })
  })

  test('[ACT-03] asks at entitlement and at fulfillment, with proposals; overdraft is asked per host', () => {
    expect(attributesToAsk(model, 'entitlement').map((one) => one.key)).toEqual(['issuer'])
    expect(attributesToAsk(model, 'fulfillment')).toMatchObject([
      { key: 'borrowing', proposal: 48, max: 100, isRequired: false },
      { key: 'serialNumber', proposal: null, isRequired: true },
    ])
  })
})

describe('the attributes of a license model', () => {
  const refused: readonly (readonly [LicenseKind, Record<string, unknown>, string])[] = [
    [floating, { colour: { when: 'now', value: 'red' } }, 'attribute-unknown'],
    [locked, { borrowing: { when: 'at-fulfillment' } }, 'attribute-not-applicable'],
    [floating, { dupGroup: { when: 'at-fulfillment' } }, 'attribute-moment-not-allowed'],
    [floating, { dupGroup: { when: 'now', value: 'UU' } }, 'attribute-value'],
    [floating, { notice: { when: 'now', value: '"' } }, 'attribute-value'],
    [floating, { notice: { when: 'now' } }, 'attribute-missing'],
    [floating, { overdraft: { when: 'now', value: { copies: 1, percent: 5 } } }, 'attribute-value'],
    [
      floating,
      { overdraft: { when: 'now', value: { copies: 9, perFulfillmentMin: 3, perFulfillmentMax: 2 } } },
      'attribute-value',
    ],
    [locked, { timeZone: { when: 'now', value: 'server' } }, 'attribute-server-time-zone'],
  ]
  test.each(refused)('[ACT-03] %s refuses %j with %s', (kind, attributes, code) => {
    expect(checkModelAttributes({ kind, attributes })).toMatchObject({ refused: true, code })
  })

  test('[ACT-03] takes every attribute of its kind at every moment that the attribute allows', () => {
    const values: Partial<Record<AttributeKey, unknown>> = {
      terminalServer: 'one-session',
      flexidSharing: true,
      timeZone: '+0100',
      virtualization: 'virtual',
      borrowing: 168,
      userOrHostBased: { basis: 'user', count: 5 },
      overdraft: { percent: 10 },
      issuer: 'I',
      serialNumber: 'S',
      vendorString: 'V',
      notice: 'N',
      useServer: true,
      platforms: ['x64_l'],
      packageSpecification: 'suite',
      issuedDate: false,
      dupGroup: 'hu',
      suiteDupGroup: 'SITE',
      supersede: true,
      linger: 60,
      sort: 50,
      defaultServerPort: 27_000,
      datedVersionFormat: 'yyyy.mm',
    }
    for (const kind of ['nodelocked-counted', locked, floating, 'floating-uncounted'] as const) {
      for (const { key, moments } of attributesFor(kind)) {
        for (const when of moments) {
          const answer = checkModelAttributes({ kind, attributes: { [key]: { when, value: values[key] } } })
          expect([kind, key, when, answer]).toEqual([kind, key, when, null])
        }
      }
    }
    expect(attributeDefinitions.filter(({ kinds }) => kinds.length === 0).map(({ key }) => key)).toEqual([
      'reinstall',
    ])
  })

  test('[ACT-03] an overdraft is a number, or a share of the copies rounded down', () => {
    expect(overdraftMaxOf({ copies: 7 }, 10)).toBe(7)
    expect(overdraftMaxOf({ percent: 25 }, 10)).toBe(2)
    expect(overdraftMaxOf(null, 10)).toBe(0)
  })
})

describe('attributes and hosts', () => {
  const valuesOf = (given: Record<string, unknown>) => {
    const resolved = resolve(locked, all('at-fulfillment'), given)
    if (isRefusal(resolved)) throw new Error(resolved.code)
    return resolved.values
  }

  test('[ACT-03] FLEXid sharing needs a dongle on every line', () => {
    const values = valuesOf({ flexidSharing: true })

    expect(attributeHostsRefusal(locked, values, ['flexid', 'flexid'])).toBeNull()
    expect(attributeHostsRefusal(locked, values, ['flexid', 'ethernet'])).toMatchObject({
      code: 'attribute-flexid-sharing-host',
    })
  })

  test('[ACT-03] "server time zone only" needs a server', () => {
    expect(attributeHostsRefusal(locked, valuesOf({ timeZone: 'server' }), ['ethernet'])).toMatchObject({
      code: 'attribute-server-time-zone',
    })
    expect(
      attributeHostsRefusal(locked, valuesOf({ timeZone: 'server', flexidSharing: true }), ['flexid']),
    ).toBeNull()
  })
})
