import { describe, expect, test } from 'vitest'
import { formatLevelOf, levelWarnings } from './format-level.ts'
import { parseLicense } from './parser.ts'
import { rightsOf } from './rights.ts'
import { fourModels, increment, served } from './testing/sample-documents.ts'
import { emptyDocument } from './model.ts'
import { compareVersions } from './version-order.ts'

const rightsIn = (...lines: readonly string[]) =>
  rightsOf(parseLicense(['SERVER s 005056AB12CD', 'VENDOR v', ...lines].join('\n')).document)

describe('rights', () => {
  test('[CERT-06] tells who may use what, where and until when', () => {
    expect(rightsOf(fourModels['floating counted'] ?? emptyDocument)).toMatchObject([
      {
        feature: 'editor',
        version: '2026.0',
        count: 10,
        overdraft: 2,
        borrowHours: 72,
        hosts: [],
        servers: ['005056AB12C1', '005056AB12C2', '005056AB12C3'],
        starts: null,
        expires: '2026-12-31',
        issued: '2026-01-01',
        serialNumber: 'SN-1001',
        restrictions: [{ keyword: 'USER_BASED', sentence: 'for at most 12 named users' }],
      },
    ])
    expect(rightsOf(fourModels['node-locked uncounted'] ?? emptyDocument)).toMatchObject([
      { count: 'uncounted', servers: [], hosts: ['005056AB12CE'], borrowHours: null },
    ])
    expect(rightsOf(fourModels['floating uncounted'] ?? emptyDocument)).toMatchObject([
      { count: 'uncounted', servers: ['005056AB12CD'], hosts: ['ANY'] },
    ])
  })

  test('[CERT-06] every restricting term is told', () => {
    const { restrictions } =
      rightsOf(
        served(
          increment('editor', 5, {
            hostBased: true,
            platforms: ['x64_n'],
            virtualization: 'VM_ONLY',
            timeZone: 'SERVERTZ',
            borrowing: true,
          }),
        ),
      )[0] ?? {}

    expect(restrictions?.map((one) => one.keyword)).toEqual(['HOST_BASED', 'PLATFORMS', 'VM_PLATFORMS', 'TZ'])
  })

  test('[CERT-06] the customer cannot grant: lower-case options count for nothing', () => {
    expect(rightsIn('INCREMENT f v 1.0 permanent 1 overdraft=9 borrow=99')).toMatchObject([
      { overdraft: 0, borrowHours: null },
    ])
  })

  test('[CERT-06] a later line that supersedes replaces earlier ones, lines of the same day stay', () => {
    const names = rightsIn(
      'INCREMENT a v 1.0 permanent 1 ISSUED=01-jan-2026',
      'INCREMENT a v 2.0 permanent 2 ISSUED=02-jan-2026 SUPERSEDE',
      'INCREMENT a v 3.0 permanent 3 ISSUED=02-jan-2026',
      'INCREMENT b v 1.0 permanent 4 START=01-jan-2025',
      'INCREMENT c v 1.0 permanent 5 ISSUED=03-jan-2026 SUPERSEDE="b x"',
    ).map((right) => right.count)

    expect(names).toEqual([2, 3, 5])
  })

  test('[CERT-06] only the first counted FEATURE line of a name counts, INCREMENT lines add', () => {
    const lines = ['FEATURE', 'FEATURE', 'INCREMENT'].map(
      (kind, index) => `${kind} f v 1.0 permanent ${index + 1}`,
    )

    expect(rightsIn(...lines).map((right) => right.count)).toEqual([1, 3])
  })

  test('[CERT-06] an upgrade moves copies of the nearest fitting line', () => {
    const lines = [
      'INCREMENT f v 1.0 permanent 5',
      'INCREMENT f v 1.5 permanent 3',
      'UPGRADE f v 1.0 2.0 permanent 2',
    ]

    expect(rightsIn(...lines).map((right) => [right.version, right.count])).toEqual([
      ['1.0', 5],
      ['1.5', 1],
      ['2.0', 2],
    ])
  })

  test('[CERT-06] a package comes with the line that enables it', () => {
    const lines = [
      'PACKAGE p v 1.10 COMPONENTS="a:2.0:3 b"',
      'INCREMENT p v 1.1 permanent 2',
      'INCREMENT p v 2.0 permanent 1',
    ]

    expect(rightsIn(...lines).map((right) => right.packaged)).toEqual([
      [
        { feature: 'a', version: '2.0', count: 6 },
        { feature: 'b', version: '1.1', count: 2 },
      ],
      [],
    ])
  })

  test('[CERT-06] versions are decimal numbers', () => {
    expect(compareVersions('1.10', '1.1')).toBe(0)
    expect(compareVersions('1.9', '1.10')).toBeGreaterThan(0)
    expect(compareVersions('9', '10.0')).toBeLessThan(0)
    expect(compareVersions('2020.111', '2020.1131')).toBeLessThan(0)
  })
})

describe('format level', () => {
  test('[CERT-01] names the oldest client level and what asks for it', () => {
    expect(formatLevelOf(increment('a', 5))).toEqual({ level: '5', because: ['ISSUED'] })
    expect(formatLevelOf(increment('a', 5, { borrowing: 5 }))).toEqual({ level: '8.0', because: ['BORROW'] })
    expect(formatLevelOf(increment('a', 'uncounted', { hostIds: ['COMPOSITE=8F12AB34CD56'] }))).toEqual({
      level: '8.4',
      because: ['HOSTID=COMPOSITE'],
    })
  })

  test('[CERT-01] warns about lines that an older client would misread', () => {
    const document = served(
      increment('a', 5),
      increment('b', 5, { virtualization: 'PHYSICAL', timeZone: 'SERVERTZ' }),
    )

    expect(levelWarnings(document, '11.5')).toEqual([
      {
        lineIndex: 1,
        level: '11.7',
        because: ['VM_PLATFORMS', 'TZ'],
        sentence: 'b: VM_PLATFORMS, TZ needs a client of level 11.7 or later.',
      },
    ])
    expect(levelWarnings(document, '11.14')).toEqual([])
  })
})
