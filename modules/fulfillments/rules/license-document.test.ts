import type { HostId } from '@tallystick/hosts/model.ts'
import { parseHostIdText } from '@tallystick/hosts/rules/host-type-guess.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { parseLicense } from '@tallystick/license-file/parser.ts'
import { printLicense } from '@tallystick/license-file/printer.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildLicense } from './license-document.ts'
import type { LicenseFacts } from './license-document.ts'
import { unusedAttributes } from '@tallystick/catalog/rules/model-attributes.ts'
import type { AttributeValues } from '@tallystick/catalog/rules/model-attributes.ts'
import type { PlannedRecord } from './plan-activation.ts'
import type { SubstitutionFacts } from './substitution.ts'

const variables: SubstitutionFacts = {
  soldTo: { name: 'NWM', displayName: 'Northwind Mill' },
  entitlement: { id: 'ENT-7', shipToAddress: null },
  lineItem: {
    activationId: 'ACT-1',
    orderId: null,
    orderLineNumber: null,
    productName: 'Editor Pro',
    productVersion: '2026',
    partNumber: null,
    status: 'Deployed',
  },
  fulfillment: { id: 'FID-1' },
  channelPartner: { name: null },
  custom: {},
}

const product = {
  name: 'Editor Pro',
  version: '2026',
  state: 'deployed',
  quantityPerCopy: 1,
  features: [{ name: 'editor', version: '2026.0', count: 1 }],
  package: null,
} as const

const record: PlannedRecord = {
  servers: [{ hostId: id('005056AB12CD'), hostName: 'lic1', port: 27_000 }],
  nodeHosts: [],
  hostKey: 'server:005056AB12CD',
  copies: 5,
  overdraft: 0,
  starts: '2026-01-01',
  expires: '2026-12-31',
  versionDate: null,
  attributes: unusedAttributes,
}

const facts: LicenseFacts = {
  kind: 'floating-counted',
  record,
  products: [product],
  vendor: { name: 'acme', path: null, optionsFile: null, port: null },
  issuedOn: '2026-01-01',
  variables,
  comments: [],
}

describe('the text of the four models', () => {
  test('[CERT-01] node-locked counted: served, and good on the listed hosts only', () => {
    const nodes = [id('005056AB12CE'), id('005056AB12CF')]

    expect(text({ ...facts, kind: 'nodelocked-counted', record: { ...record, nodeHosts: nodes } })).toEqual([
      'SERVER lic1 005056AB12CD 27000',
      'VENDOR acme',
      'INCREMENT editor acme 2026.0 31-dec-2026 5 HOSTID="005056AB12CE 005056AB12CF"' +
        ' ISSUED=01-jan-2026 START=01-jan-2026',
    ])
  })

  test('[CERT-01] node-locked uncounted: one line, no server', () => {
    const locked = { ...record, servers: null, nodeHosts: [id('005056AB12CE')], copies: 1, expires: null }

    expect(text({ ...facts, kind: 'nodelocked-uncounted', record: locked })).toEqual([
      'INCREMENT editor acme 2026.0 permanent uncounted HOSTID=005056AB12CE ISSUED=01-jan-2026' +
        ' START=01-jan-2026',
    ])
  })

  test('[CERT-01] [CERT-03] floating counted by three redundant servers', () => {
    const servers = ['a', 'b', 'c'].map((hostName, index) => ({
      hostId: id(`005056AB12C${index + 1}`),
      hostName,
    }))
    const attributes = values({
      useServer: true,
      userOrHostBased: { basis: 'user', count: 12 },
      borrowing: 72,
    })
    const vendor = { name: 'acme', path: null, optionsFile: 'acme.opt', port: 27_001 }

    expect(
      text({ ...facts, vendor, record: { ...record, servers, copies: 10, overdraft: 2, attributes } }),
    ).toEqual([
      'SERVER a 005056AB12C1 27000 PRIMARY_IS_MASTER',
      'SERVER b 005056AB12C2 27000',
      'SERVER c 005056AB12C3 27000',
      'VENDOR acme OPTIONS=acme.opt PORT=27001',
      'USE_SERVER',
      'INCREMENT editor acme 2026.0 31-dec-2026 10 USER_BASED=12 OVERDRAFT=2 ISSUED=01-jan-2026' +
        ' BORROW=72 START=01-jan-2026',
    ])
  })

  test('[CERT-01] floating uncounted: ANY behind a server that must be used', () => {
    expect(text({ ...facts, kind: 'floating-uncounted', record: { ...record, copies: 1 } })).toEqual([
      'SERVER lic1 005056AB12CD 27000',
      'VENDOR acme',
      'USE_SERVER',
      'INCREMENT editor acme 2026.0 31-dec-2026 uncounted HOSTID=ANY ISSUED=01-jan-2026 START=01-jan-2026',
    ])
  })
})

describe('every attribute of Table 2-1', () => {
  type Row = readonly [string, Partial<AttributeValues>, LicenseFacts['kind'], string]
  const rows: readonly Row[] = [
    ['Terminal Server, one session', { terminalServer: 'one-session' }, 'nodelocked-uncounted', 'ONE_TS_OK'],
    ['Terminal Server, many sessions', { terminalServer: 'many-sessions' }, 'nodelocked-uncounted', 'TS_OK'],
    ['FLEXid Sharing', { flexidSharing: true }, 'nodelocked-uncounted', 'FLOAT_OK'],
    ['Time Zone', { timeZone: '+0100 +0200' }, 'floating-counted', 'TZ="+0100 +0200"'],
    ['Server Time Zone Only', { timeZone: 'server' }, 'floating-counted', 'TZ=SERVERTZ'],
    ['physical machines only', { virtualization: 'physical' }, 'floating-counted', 'VM_PLATFORMS=PHYSICAL'],
    ['virtual machines only', { virtualization: 'virtual' }, 'floating-counted', 'VM_PLATFORMS=VM_ONLY'],
    ['Borrowing', { borrowing: 168 }, 'floating-counted', 'BORROW=168'],
    ['User Based', { userOrHostBased: { basis: 'user', count: 3 } }, 'nodelocked-counted', 'USER_BASED=3'],
    [
      'Host Based without number',
      { userOrHostBased: { basis: 'host', count: null } },
      'floating-counted',
      'HOST_BASED',
    ],
    ['Issuer', { issuer: 'Harbor Supply' }, 'floating-counted', 'ISSUER="Harbor Supply"'],
    ['Serial Number', { serialNumber: '{Fulfillment.id}' }, 'floating-counted', 'SN=FID-1'],
    [
      'Vendor String',
      { vendorString: 'v={Feature.version};{Entitlement.id}' },
      'floating-counted',
      'VENDOR_STRING=v=2026.0;ENT-7',
    ],
    [
      'Notice',
      { notice: 'Licensed to {SoldTo.displayName}' },
      'floating-uncounted',
      'NOTICE="Licensed to Northwind Mill"',
    ],
    ['Platforms', { platforms: ['i86_n', 'x64_l'] }, 'floating-counted', 'PLATFORMS="i86_n x64_l"'],
    ['Duplicate Grouping', { dupGroup: 'UH' }, 'floating-counted', 'DUP_GROUP=UH'],
    ['Suite Duplicate Grouping', { suiteDupGroup: 'SITE' }, 'floating-counted', 'SUITE_DUP_GROUP=SITE'],
    ['Supersede', { supersede: true }, 'floating-counted', 'SUPERSEDE'],
    ['Linger', { linger: 60 }, 'floating-counted', 'LINGER=60'],
    ['Sort', { sort: 50 }, 'floating-counted', 'sort=50'],
  ]
  test.each(rows)('[CERT-01] %s writes its keyword and nothing else', (_name, given, kind, keyword) => {
    const isLocked = kind.startsWith('nodelocked')
    const nodeHosts = isLocked ? [id('FLEXID=9-1A2B3C4D')] : []
    const servers = kind === 'nodelocked-uncounted' ? null : record.servers
    const line = (attributes: AttributeValues) => {
      const lines = text({ ...facts, kind, record: { ...record, servers, nodeHosts, attributes } })
      return lines.find((one) => one.startsWith('INCREMENT')) ?? ''
    }
    const added = line(values(given))
      .replace(` ${keyword} `, ' ')
      .replace(new RegExp(` ${keyword}$`), '')

    expect(`${line(values(given))} `).toContain(` ${keyword} `)
    expect(added).toBe(line(unusedAttributes))
  })

  test('[CERT-01] Overdraft is that of the fulfillment', () => {
    expect(text({ ...facts, record: { ...record, overdraft: 4 } }).at(-1)).toContain(' OVERDRAFT=4 ')
  })

  test('[CERT-01] Use Server writes its line', () => {
    expect(text({ ...facts, record: { ...record, attributes: values({ useServer: true }) } })[2]).toBe(
      'USE_SERVER',
    )
  })

  test('[CERT-01] Version Date is the version of features with date-based versions', () => {
    const dated = { ...product, features: [{ name: 'editor', version: null, count: 1 }] }
    const record2 = { ...record, versionDate: '2026-02-03' }

    expect(text({ ...facts, products: [dated], record: record2 }).at(-1)).toMatch(
      /^INCREMENT editor acme 2026\.0203 /,
    )
    expect(buildLicense({ ...facts, products: [dated] })).toMatchObject({ code: 'version-date-missing' })
  })

  test('[CERT-01] the issued date can be left out, the default port put in', () => {
    const attributes = values({ issuedDate: false, defaultServerPort: 28_000 })
    const lines = text({
      ...facts,
      record: { ...record, servers: [{ hostId: id('HOSTNAME=lic9') }], attributes },
    })

    expect(lines[0]).toBe('SERVER lic9 HOSTNAME=lic9 28000')
    expect(lines.at(-1)).toBe('INCREMENT editor acme 2026.0 31-dec-2026 5 START=01-jan-2026')
  })

  test('[CERT-01] FLEXid sharing brings its server, named or any', () => {
    const attributes = values({ flexidSharing: true })
    const locked = { ...record, servers: null, nodeHosts: [id('FLEXID=9-1A2B3C4D')], attributes }
    const kind = 'nodelocked-uncounted'

    expect(text({ ...facts, kind, record: locked }).slice(0, 2)).toEqual([
      'SERVER this_host ANY',
      'VENDOR acme',
    ])
    expect(text({ ...facts, kind, record: { ...locked, servers: record.servers } }).at(-1)).toContain(
      'HOSTID=FLEXID=9-1A2B3C4D FLOAT_OK=005056AB12CD ',
    )
  })
})

describe('lines of products', () => {
  test('[CERT-01] count is copies x quantity x feature count, a feature per line', () => {
    const suite = {
      ...product,
      quantityPerCopy: 3,
      features: [
        { name: 'editor', version: '2026.0', count: 2 },
        {
          name: 'viewer',
          version: '1.0',
          count: 1,
          overrides: { vendorString: 'own', notice: 'N', serialNumber: 'S', dupGroup: 'none' },
        },
      ],
    }
    const attributes = values({ vendorString: 'model', dupGroup: 'UHD' })
    const lines = text({ ...facts, products: [suite, product], record: { ...record, attributes } }).slice(2)

    expect(lines).toEqual([
      'INCREMENT editor acme 2026.0 31-dec-2026 30 VENDOR_STRING=model DUP_GROUP=UHD' +
        ' ISSUED=01-jan-2026 START=01-jan-2026',
      'INCREMENT viewer acme 1.0 31-dec-2026 15 VENDOR_STRING=own ISSUED=01-jan-2026 NOTICE=N SN=S' +
        ' START=01-jan-2026',
      'INCREMENT editor acme 2026.0 31-dec-2026 5 VENDOR_STRING=model DUP_GROUP=UHD' +
        ' ISSUED=01-jan-2026 START=01-jan-2026',
    ])
  })

  const packaged = {
    ...product,
    package: { name: 'office', version: '3.0' },
    features: [
      { name: 'editor', version: '2026.0', count: 2 },
      { name: 'viewer', version: '1.0', count: 2 },
    ],
  }

  test('[CERT-01] a package is one line and the line that enables it', () => {
    expect(text({ ...facts, products: [packaged] }).slice(2)).toEqual([
      'PACKAGE office acme 3.0 COMPONENTS="editor:2026.0 viewer:1.0" ISSUED=01-jan-2026',
      'INCREMENT office acme 3.0 31-dec-2026 10 ISSUED=01-jan-2026 START=01-jan-2026',
    ])
  })

  test('[CERT-01] a suite says so; a model without packages wins over the product', () => {
    const of = (packageSpecification: AttributeValues['packageSpecification']) =>
      text({
        ...facts,
        products: [packaged],
        record: { ...record, attributes: values({ packageSpecification }) },
      }).slice(2)

    expect(of('suite')[0]).toContain(' OPTIONS=SUITE ')
    expect(of('suite-reserved')[0]).toContain(' OPTIONS=SUITE_RESERVED ')
    expect(of('none').map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'INCREMENT editor',
      'INCREMENT viewer',
    ])
  })

  test('[CERT-01] features of a package must agree in their counts', () => {
    const uneven = {
      ...packaged,
      features: [packaged.features[0], { name: 'viewer', version: '1.0', count: 3 }].filter(
        (one) => one !== undefined,
      ),
    }

    expect(buildLicense({ ...facts, products: [uneven] })).toMatchObject({
      code: 'package-counts-differ',
      data: { counts: [2, 3] },
    })
  })

  test('[CERT-01] comments for people cannot become lines or seals', () => {
    const comments = ['FID-1\nINCREMENT x', 'SEAL abc', 'ends \\ ']
    const document = built({ ...facts, comments })

    expect(document.comments).toEqual(['FID-1 INCREMENT x', '- SEAL abc', 'ends'])
    expect(parseLicense(printLicense(document)).document.lines).toHaveLength(1)
  })
})

describe('texts', () => {
  test('[CERT-01] no account name and no vendor string can inject a line', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        '"',
        '\n',
        '\\',
        '\r\nINCREMENT x acme 1.0 permanent 999',
        ' # ',
        '{SoldTo.name}',
        '{',
        ' SIGN=00 ',
      ),
    )
    const hostile = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(hostile, hostile, (vendorString, name) => {
        const soldTo = { name, displayName: name }
        const attributes = values({ vendorString, notice: 'to {SoldTo.displayName}' })
        const license = buildLicense({
          ...facts,
          record: { ...record, attributes },
          variables: { ...variables, soldTo },
        })
        if (isRefusal(license)) return
        const read = parseLicense(printLicense(license.document)).document
        expect(read.lines).toHaveLength(1)
        expect(read.lines[0]).toMatchObject({ name: 'editor', count: 5 })
      }),
      { numRuns: 1000 },
    )
  })
})

function built(given: LicenseFacts) {
  const license = buildLicense(given)
  if (isRefusal(license)) throw new Error(`${license.code} ${JSON.stringify(license.data)}`)
  return license.document
}

/** The printed license with its continuation lines joined. */
function text(given: LicenseFacts): readonly string[] {
  return printLicense(built(given))
    .replaceAll(/\s*\\\n\t/g, ' ')
    .trimEnd()
    .split('\n')
}

function values(given: Partial<AttributeValues>): AttributeValues {
  return { ...unusedAttributes, ...given }
}

function id(spelled: string): HostId {
  const read = parseHostIdText(spelled, 'node')
  if (isRefusal(read)) throw new Error(`${spelled}: ${read.code}`)
  return read.hostId
}
