import fc from 'fast-check'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { describe, expect, test } from 'vitest'
import { defaultHostIdSettings } from '../model.ts'
import type { HostId, HostTypeKey, HostUse } from '../model.ts'
import { hostIdWarnings, lineRefusal, parseHostId } from './host-id.ts'
import { guessHostType, hostTypesOffered, parseHostIdText } from './host-type-guess.ts'
import { hostTypes } from './host-types.ts'

const uuid = '564D1234-5678-9ABC-DEF0-1234567890AB'

type Valid = readonly [number, HostTypeKey, HostUse, string, string]
const valid: readonly Valid[] = [
  [1, 'ethernet', 'node', '005056AB12CD', '005056AB12CD'],
  [2, 'ethernet', 'node', '00:50:56:ab:12:cd', '005056AB12CD'],
  [5, 'long', 'node', '17007ea8', '17007EA8'],
  [6, 'long', 'node', '#2005771344', '778DA450'],
  [8, 'tpm', 'server', 'A1B2C-3D4E5-F6G7H-8I9J0', 'TPM_ID1=A1B2C-3D4E5-F6G7H-8I9J0'],
  [10, 'internet-routable', 'node', 'INTERNET=195.186.4.10', 'INTERNET=195.186.4.10'],
  [12, 'internet-routable', 'node', 'INTERNET=172.15.0.1', 'INTERNET=172.15.0.1'],
  [14, 'internet-routable', 'node', 'INTERNET=172.32.0.1', 'INTERNET=172.32.0.1'],
  [14, 'internet-routable', 'node', 'INTERNET=192.169.1.1', 'INTERNET=192.169.1.1'],
  [17, 'internet-routable-wildcard', 'node', 'INTERNET=44.*.*.*', 'INTERNET=44.*.*.*'],
  [17, 'internet-routable-wildcard', 'node', 'INTERNET=44.*.7.*', 'INTERNET=44.*.7.*'],
  [18, 'internet-routable-wildcard', 'node', 'INTERNET=150.10.*.*', 'INTERNET=150.10.*.*'],
  [18, 'internet-routable-wildcard', 'node', 'INTERNET=128.5.*.*', 'INTERNET=128.5.*.*'],
  [18, 'internet-routable-wildcard', 'node', 'INTERNET=191.5.*.*', 'INTERNET=191.5.*.*'],
  [20, 'internet-routable-wildcard', 'node', 'INTERNET=195.186.4.*', 'INTERNET=195.186.4.*'],
  [25, 'internet-private', 'node', 'INTERNET=10.0.0.5', 'INTERNET=10.0.0.5'],
  [25, 'internet-private', 'node', 'INTERNET=172.20.1.1', 'INTERNET=172.20.1.1'],
  [25, 'internet-private', 'server', 'INTERNET=192.168.0.255', 'INTERNET=192.168.0.255'],
  [27, 'internet-private-wildcard', 'node', 'INTERNET=10.*.*.*', 'INTERNET=10.*.*.*'],
  [27, 'internet-private-wildcard', 'node', 'INTERNET=172.16.*.*', 'INTERNET=172.16.*.*'],
  [27, 'internet-private-wildcard', 'node', 'INTERNET=192.168.7.*', 'INTERNET=192.168.7.*'],
  [30, 'serial', 'node', 'ID=12345678', 'ID=12345678'],
  [30, 'serial', 'node', 'ID=1234-5678', 'ID=12345678'],
  [30, 'serial', 'node', 'ID=1-2-3-4', 'ID=1234'],
  [32, 'composite', 'node', 'COMPOSITE=8F12AB34CD56', 'COMPOSITE=8F12AB34CD56'],
  [34, 'flexid', 'node', 'FLEXID=9-1A2B3C4D', 'FLEXID=9-1A2B3C4D'],
  [34, 'flexid', 'node', 'FLEXID=10-1234567', 'FLEXID=10-1234567'],
  [35, 'disk-serial', 'node', 'DISK_SERIAL_NUM=3e2e17fd', 'DISK_SERIAL_NUM=3E2E17FD'],
  [36, 'vm-uuid', 'server', `VM_UUID=${uuid}`, `VM_UUID=${uuid}`],
  [38, 'lmb-flexid', 'server', 'LMB_FLEXID=9-1A2B3C4D', 'LMB_FLEXID=9-1A2B3C4D'],
  [43, 'amzn-eip', 'server', 'AMZN_EIP=54.10.20.30', 'AMZN_EIP=54.10.20.30'],
  [46, 'amzn-iid', 'node', 'AMZN_IID=i-0af01c0123456789a', 'AMZN_IID=i-0af01c0123456789a'],
]

type Invalid = readonly [number, HostTypeKey, HostUse, string, string, Readonly<Record<string, unknown>>]
const invalid: readonly Invalid[] = [
  [3, 'ethernet', 'node', '5056AB12CD', 'host-id-length', { expected: 12, actual: 10 }],
  [4, 'ethernet', 'node', '005056AB12CG', 'host-id-not-hexadecimal', { part: 'G' }],
  [7, 'long', 'node', '17007ea', 'host-id-length', { expected: 8, actual: 7 }],
  [9, 'tpm', 'server', 'A1B2C-3D4E5-F6G7H', 'host-id-tpm-groups', { groups: 3, expected: 4 }],
  [
    11,
    'internet-routable',
    'node',
    'INTERNET=10.1.2.3',
    'host-id-private-address',
    { range: '10.0.0.0-10.255.255.255' },
  ],
  [
    13,
    'internet-routable',
    'node',
    'INTERNET=172.16.0.1',
    'host-id-private-address',
    { range: '172.16.0.0-172.31.255.255' },
  ],
  [13, 'internet-routable', 'node', 'INTERNET=172.31.255.255', 'host-id-private-address', {}],
  [15, 'internet-routable', 'node', 'INTERNET=127.0.0.1', 'host-id-loopback-address', {}],
  [16, 'internet-routable', 'node', 'INTERNET=256.1.1.1', 'host-id-octet', { octet: 1, part: '256' }],
  [16, 'internet-routable', 'node', 'INTERNET=01.2.3.4', 'host-id-octet', { octet: 1, part: '01' }],
  [16, 'internet-routable', 'node', 'INTERNET=1.2.3', 'host-id-octet-count', { octets: 3, expected: 4 }],
  [
    19,
    'internet-routable-wildcard',
    'node',
    'INTERNET=150.*.*.*',
    'host-id-wildcard-position',
    { octet: 2, allowed: [3, 4] },
  ],
  [
    21,
    'internet-routable-wildcard',
    'node',
    'INTERNET=195.186.*.*',
    'host-id-wildcard-position',
    { octet: 3, allowed: [4] },
  ],
  [
    21,
    'internet-routable-wildcard',
    'node',
    'INTERNET=192.5.*.*',
    'host-id-wildcard-position',
    { octet: 3, allowed: [4] },
  ],
  [22, 'internet-routable-wildcard', 'node', 'INTERNET=*.1.1.1', 'host-id-wildcard-position', { octet: 1 }],
  [23, 'internet-routable-wildcard', 'node', 'INTERNET=127.*.*.*', 'host-id-loopback-address', {}],
  [24, 'internet-routable-wildcard', 'node', 'INTERNET=8.8.8.8', 'host-id-wildcard-missing', {}],
  [26, 'internet-private', 'node', 'INTERNET=169.254.1.1', 'host-id-not-private-address', {}],
  [26, 'internet-private', 'node', 'INTERNET=8.8.8.8', 'host-id-not-private-address', {}],
  [
    28,
    'internet-private-wildcard',
    'node',
    'INTERNET=192.168.*.*',
    'host-id-wildcard-position',
    { octet: 3 },
  ],
  [29, 'internet-private-wildcard', 'node', 'INTERNET=172.*.*.*', 'host-id-wildcard-position', { octet: 2 }],
  [31, 'serial', 'node', 'ID=12--3', 'host-id-serial-number', {}],
  [31, 'serial', 'node', 'ID=-1', 'host-id-serial-number', {}],
  [31, 'serial', 'node', 'ID=A1', 'host-id-serial-number', {}],
  [33, 'composite', 'node', 'COMPOSITE=8F12AB34CD5', 'host-id-length', { expected: 12, actual: 11 }],
  [37, 'vm-uuid', 'node', `VM_UUID=${uuid}`, 'host-id-not-for-node', {}],
  [39, 'lmb-flexid', 'server', 'LMB_FLEXID=7-1A2B3C4D', 'host-id-dongle-brand', { allowed: ['9', '10'] }],
  [40, 'vmw-hostname', 'server', 'VMW_HOSTNAME=lic*', 'host-id-wildcard-not-allowed', {}],
  [41, 'phy-ether', 'server', `PHY_UUID=${uuid}`, 'host-id-prefix-base', { prefix: 'PHY_', part: 'UUID' }],
  [42, 'hpv-hostname', 'server', 'HPV_DISPLAY=x', 'host-id-prefix-base', { prefix: 'HPV_', part: 'DISPLAY' }],
  [44, 'amzn-eip', 'server', 'AMZN_EIP=10.0.0.1', 'host-id-private-address', {}],
  [47, 'amzn-iid', 'server', 'AMZN_IID=i-0af01c0123456789a', 'host-id-not-for-server', {}],
  [48, 'demo', 'server', 'DEMO', 'host-id-not-for-server', {}],
  [53, 'vendor-defined', 'node', 'FOO=bar', 'host-id-vendor-name-not-registered', { part: 'FOO' }],
]

describe('host IDs of Table 2-3', () => {
  test.each(valid)('[CERT-02] case %i: %s for a %s accepts %s', (_case, type, use, input, text) => {
    expect(parseHostId(type, input, use)).toMatchObject({ ok: true, hostId: { type, text } })
  })

  test.each(invalid)(
    '[CERT-02] case %i: %s for a %s refuses %s: %s',
    (_case, type, use, input, code, data) => {
      expect(parseHostId(type, input, use)).toMatchObject({ refused: true, code, data })
    },
  )

  test('[CERT-02] case 49: DEMO never stands on a counted line', () => {
    const demo = accepted('demo', 'demo', 'node')

    expect(lineRefusal(demo, { isCounted: true })).toMatchObject({ code: 'host-id-demo-counted' })
    expect(lineRefusal(demo, { isCounted: false })).toBeNull()
  })

  test('[CERT-02] two spellings of one serial number are one host', () => {
    expect(accepted('serial', 'ID=1234-5678', 'node').normalized).toBe(
      accepted('serial', '12345678', 'node').normalized,
    )
  })
})

describe('what else a host ID may and may not be', () => {
  type Row = readonly [HostTypeKey, string, string]
  const more: readonly Row[] = [
    ['any', 'any', 'ANY'],
    ['user', 'j.doe@acme', 'USER=j.doe@acme'],
    ['hostname', 'lic1.Example.com', 'HOSTNAME=lic1.Example.com'],
    ['hostname', 'HOSTNAME=lic*', 'HOSTNAME=lic*'],
    ['display', 'DISPLAY=:0.0', 'DISPLAY=:0.0'],
    ['disk-serial', 'DISK_SERIAL_NUMBER=3E2E-17FD', 'DISK_SERIAL_NUM=3E2E17FD'],
    ['phy-disk-serial', 'PHY_DISK_SERIAL_NUMBER=3E2E17FD', 'PHY_DISK_SERIAL_NUM=3E2E17FD'],
    ['vm-uuid', uuid.replaceAll('-', '').toLowerCase(), `VM_UUID=${uuid}`],
    ['hpv-vsn', 'HPV_VSN=1a2b3c4d', 'HPV_VSN=1A2B3C4D'],
    ['phy-internet', 'PHY_INTERNET=10.0.*.*', 'PHY_INTERNET=10.0.*.*'],
    ['amzn-eip-wildcard', 'AMZN_EIP=54.10.*.*', 'AMZN_EIP=54.10.*.*'],
  ]
  test.each(more)('[CERT-02] %s accepts %s', (type, input, text) => {
    expect(parseHostId(type, input, 'server')).toMatchObject({ ok: true, hostId: { text } })
  })

  const wrong: readonly Row[] = [
    ['user', 'jdoe" INJECT', 'host-id-character'],
    ['user', 'jdoe\nSERVER x ANY', 'host-id-character'],
    ['user', 'domain\\jdoe', 'host-id-character'],
    ['user', '   ', 'host-id-empty'],
    ['user', 'USER=', 'host-id-empty'],
    ['user', 'HOSTNAME=lic1', 'host-id-keyword'],
    ['user', 'x'.repeat(129), 'host-id-too-long'],
    ['any', 'anything', 'host-id-keyword'],
    ['hostname', 'lic_1', 'host-id-hostname'],
    ['hostname', '-lic', 'host-id-hostname'],
    ['hostname', 'a..b', 'host-id-hostname'],
    ['long', '#4294967296', 'host-id-long-decimal'],
    ['flexid', 'FLEXID=1', 'host-id-dongle'],
    ['vm-uuid', 'VM_UUID=564D1234', 'host-id-uuid'],
    ['lmb-internet', 'LMB_INTERNET=172.*.*.*', 'host-id-wildcard-position'],
    ['phy-internet', 'PHY_INTERNET=127.0.0.1', 'host-id-loopback-address'],
    ['internet6', '2001:db8::1', 'host-type-not-allowed'],
    ['vendor-defined', 'HOSTNAME=lic1', 'host-id-vendor-name'],
    ['vendor-defined', 'no-equals-sign', 'host-id-vendor-name'],
  ]
  test.each(wrong)('[CERT-02] %s refuses %j with %s', (type, input, code) => {
    expect(parseHostId(type, input, 'server')).toMatchObject({ refused: true, code })
  })

  test('[CERT-02] refuses a cloud instance that is not one', () => {
    expect(parseHostId('amzn-iid', 'AMZN_IID=i-0af01c0', 'node')).toMatchObject({ code: 'host-id-cloud' })
    expect(parseHostId('amzn-ami', 'i-0af01c01', 'node')).toMatchObject({ code: 'host-id-cloud' })
  })
})

describe('what the producer has settled', () => {
  test('[CERT-02] a registered vendor-defined name is accepted and keeps the case of its value', () => {
    const settings = { ...defaultHostIdSettings, vendorDefinedNames: ['ACME_KEY'] }

    expect(parseHostId('vendor-defined', 'acme_key=08-aB', 'server', settings)).toMatchObject({
      ok: true,
      hostId: { text: 'ACME_KEY=08-aB' },
    })
    expect(parseHostId('vendor-defined', 'ACME_KEY=', 'server', settings)).toMatchObject({
      code: 'host-id-empty',
    })
  })

  test('[CERT-02] each half of the address validation can be switched off alone', () => {
    const noRange = { ...defaultHostIdSettings, checksAddressRange: false }
    const noPosition = { ...defaultHostIdSettings, checksWildcardPosition: false }

    expect(parseHostId('internet-routable', '10.1.2.3', 'node', noRange)).toMatchObject({ ok: true })
    expect(parseHostId('internet-routable-wildcard', '195.186.*.*', 'node', noPosition)).toMatchObject({
      ok: true,
    })
    expect(parseHostId('internet-routable-wildcard', '195.186.*.*', 'node', noRange)).toMatchObject({
      code: 'host-id-wildcard-position',
    })
    expect(parseHostId('internet-private-wildcard', '172.*.*.*', 'node', noPosition)).toMatchObject({
      code: 'host-id-not-private-address',
    })
    expect(
      parseHostId('internet-routable', '300.1.2.3', 'node', { ...noRange, checksWildcardPosition: false }),
    ).toMatchObject({ code: 'host-id-octet' })
  })

  test('[CERT-02] a type that the model or role leaves out is refused and not offered', () => {
    const settings = {
      ...defaultHostIdSettings,
      allowedTypes: ['ethernet', 'any', 'vendor-defined'] as const,
    }

    expect(parseHostId('hostname', 'lic1', 'server', settings)).toMatchObject({
      code: 'host-type-not-allowed',
    })
    expect(hostTypesOffered('server', settings)).toEqual(['any', 'ethernet'])
  })

  test('[CERT-02] a server is not offered a login name, a display or DEMO, a node no virtual prefix', () => {
    const server = hostTypesOffered('server')
    const node = hostTypesOffered('node')

    expect(server).not.toEqual(expect.arrayContaining(['user']))
    expect(
      server.filter((key) => ['user', 'display', 'demo', 'amzn-iid', 'internet6'].includes(key)),
    ).toEqual([])
    expect(node.filter((key) => /^(phy|vm|vmw|hpv|lmb)-/.test(key))).toEqual([])
    expect(node).toEqual(expect.arrayContaining(['user', 'demo', 'amzn-ami']))
  })

  test('[CERT-02] IPv6 is read in its canonical form when the producer wants it', () => {
    const settings = { ...defaultHostIdSettings, allowsIpv6: true }
    const read = (input: string) => parseHostId('internet6', input, 'node', settings)

    expect(read('2001:0DB8:0:0:1:0:0:1')).toMatchObject({ hostId: { text: 'INTERNET6=2001:db8::1:0:0:1' } })
    expect(read('::')).toMatchObject({ hostId: { text: 'INTERNET6=::' } })
    for (const wrong of ['1:2:3', '1::2::3', ':::', '1:2:3:4:5:6:7:8:9', '12345::']) {
      expect(read(wrong)).toMatchObject({ code: 'host-id-ipv6' })
    }
  })
})

describe('guessing', () => {
  test('[CERT-02] each example of the type table is guessed as its own type', () => {
    const settings = { ...defaultHostIdSettings, vendorDefinedNames: ['NAME'], allowsIpv6: true }

    for (const type of hostTypes) {
      expect([type.key, guessHostType(type.example, settings)]).toEqual([type.key, type.key])
      expect(parseHostId(type.key, type.example, type.uses[0] ?? 'node', settings)).toMatchObject({
        ok: true,
      })
    }
  })

  test('[CERT-02] without a type the answer still names the broken rule', () => {
    expect(parseHostIdText(`PHY_UUID=${uuid}`, 'server')).toMatchObject({ code: 'host-id-prefix-base' })
    expect(parseHostIdText('FOO=bar', 'server')).toMatchObject({ code: 'host-id-vendor-name-not-registered' })
    expect(parseHostIdText('mistyped-host', 'server')).toMatchObject({ code: 'host-id-type-unclear' })
    expect(parseHostIdText('005056AB12CG', 'server')).toMatchObject({ code: 'host-id-type-unclear' })
    expect(parseHostIdText('INTERNET=10.0.0.256', 'server')).toMatchObject({ code: 'host-id-octet' })
    expect(parseHostIdText(' ', 'server')).toMatchObject({ code: 'host-id-empty' })
  })
})

describe('properties', () => {
  const anyType = fc.constantFrom(...hostTypes.map((type) => type.key))
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFabcdef.:-*=# "\\\nGx'.split('')), maxLength: 40 }),
    fc
      .constantFrom(...hostTypes.map((type) => type.example))
      .chain((example) =>
        fc
          .tuple(fc.nat(example.length), fc.string({ maxLength: 2 }))
          .map(([at, extra]) => example.slice(0, at) + extra + example.slice(at)),
      ),
  )

  test('[CERT-02] the canonical form is its own canonical form, and cannot break out of a line', () => {
    fc.assert(
      fc.property(anyType, hostile, fc.constantFrom<HostUse>('server', 'node'), (type, input, use) => {
        const settings = { ...defaultHostIdSettings, vendorDefinedNames: ['NAME'], allowsIpv6: true }
        const first = parseHostId(type, input, use, settings)
        if (isRefusal(first)) return
        expect(parseHostId(type, first.hostId.text, use, settings)).toEqual(first)
        expect(first.hostId.text).not.toMatch(/[\s"\\\p{C}]/u)
      }),
      { numRuns: 2000 },
    )
  })

  test('[CERT-02] every routable address is outside the private blocks and the other way round', () => {
    const octet = fc.nat(255)
    fc.assert(
      fc.property(octet, octet, octet, octet, (...octets) => {
        const text = octets.join('.')
        const routable = !isRefusal(parseHostId('internet-routable', text, 'node'))
        const isPrivate = !isRefusal(parseHostId('internet-private', text, 'node'))
        expect(routable !== isPrivate || text === '127.0.0.1').toBe(true)
      }),
    )
  })

  test('[CERT-02] addresses of reserved blocks and hosts that lock nothing carry a warning', () => {
    const multicast = accepted('internet-routable', '224.0.0.1', 'server')

    expect(hostIdWarnings(multicast)).toEqual(['host-id-address-multicast'])
    expect(hostIdWarnings(accepted('any', 'ANY', 'server'))).toEqual(['host-id-locks-nothing'])
    expect(hostIdWarnings(accepted('ethernet', '005056AB12CD', 'server'))).toEqual([])
  })
})

function accepted(type: HostTypeKey, input: string, use: HostUse): HostId {
  const read = parseHostId(type, input, use)
  if (isRefusal(read)) throw new Error(`${input}: ${read.code}`)
  return read.hostId
}
