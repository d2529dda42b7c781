import fc from 'fast-check'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { describe, expect, test } from 'vitest'
import type { HostId } from '../model.ts'
import { hostKeyOf } from './host-key.ts'
import { hostIdListMax, parseHostIdList } from './host-id-list.ts'
import { parseHostIdText } from './host-type-guess.ts'
import { readServerSet } from './triad.ts'

const uuid = '564D1234-5678-9ABC-DEF0-1234567890AB'

describe('three servers that stand in for each other', () => {
  const refused: readonly (readonly [string, readonly string[], string])[] = [
    [
      'case 45: a cloud address',
      ['AMZN_EIP=54.10.20.30', '005056AB12CD', '005056AB12CE'],
      'triad-type-not-allowed',
    ],
    [
      'case 51: mixed prefixes',
      ['PHY_ETHER=005056AB12CD', `VM_UUID=${uuid}`, `VM_UUID=${uuid.replace('AB', 'AC')}`],
      'triad-prefix-mixed',
    ],
    [
      'one without the prefix',
      ['PHY_ETHER=005056AB12CD', 'PHY_HOSTNAME=b', '005056AB12CE'],
      'triad-prefix-mixed',
    ],
    ['case 52: two IDs', ['005056AB12CD', '005056AB12CE'], 'triad-size'],
    ['none', [], 'triad-size'],
    ['four', ['005056AB12C1', '005056AB12C2', '005056AB12C3', '005056AB12C4'], 'triad-size'],
    ['one twice', ['005056AB12CD', '00-50-56-AB-12-CD', '005056AB12CE'], 'triad-host-repeated'],
  ]
  test.each(refused)('[CERT-03] refuses %s', (_name, texts, code) => {
    expect(readServerSet(texts.map(host))).toMatchObject({ refused: true, code })
  })

  test('[CERT-03] refuses DEMO', () => {
    const demo: HostId = { type: 'demo', text: 'DEMO', normalized: 'DEMO' }

    expect(readServerSet([demo, host('005056AB12CD'), host('005056AB12CE')])).toMatchObject({
      code: 'triad-type-not-allowed',
    })
  })

  const accepted: readonly (readonly [string, readonly string[]])[] = [
    [
      'case 50: one prefix, several types',
      ['PHY_ETHER=005056AB12CD', 'PHY_HOSTNAME=b', 'PHY_ETHER=005056AB12CE'],
    ],
    ['a TPM beside others', ['A1B2C-3D4E5-F6G7H-8I9J0', '005056AB12CD', 'HOSTNAME=c']],
    ['a single server', ['005056AB12CD']],
  ]
  test.each(accepted)('[CERT-03] accepts %s and keeps the order', (_name, texts) => {
    const hosts = texts.map(host)

    expect(readServerSet(hosts)).toEqual({ ok: true, servers: hosts })
  })
})

describe('finding a host again', () => {
  test('[CERT-03] a set of three has one key in every order', () => {
    const hosts = ['005056AB12C1', '005056AB12C2', 'HOSTNAME=c'].map(host)

    fc.assert(
      fc.property(fc.shuffledSubarray(hosts, { minLength: 3 }), (shuffled) => {
        expect(hostKeyOf('server', shuffled)).toBe(hostKeyOf('server', hosts))
      }),
    )
  })

  test('[CERT-02] a server and a node with one ID, and different sets, have different keys', () => {
    const keys = [
      hostKeyOf('server', [host('005056AB12C1')]),
      hostKeyOf('node', [host('005056AB12C1')]),
      hostKeyOf('server', [host('005056AB12C2')]),
      hostKeyOf('server', [host('005056AB12C1'), host('005056AB12C2')]),
    ]

    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('a pasted list', () => {
  test('[CERT-02] tells for each line what is wrong', () => {
    const list = parseHostIdList('005056AB12CD\r\n\r\nINTERNET=10.0.0.256\n00:50:56:ab:12:cd, DEMO\n', 'node')

    expect(
      list.map(({ line, result }) => [line, isRefusal(result) ? result.code : result.hostId.text]),
    ).toEqual([
      [1, '005056AB12CD'],
      [3, 'host-id-octet'],
      [4, 'host-id-repeated'],
      [4, 'DEMO'],
    ])
    expect(list[2]?.result).toMatchObject({ data: { firstLine: 1 } })
  })

  test('[CERT-02] case 54: several nodes in quotes, as a license file writes them', () => {
    expect(parseHostIdList('"005056AB12CD 005056AB12CE"', 'node', undefined, 'ethernet')).toHaveLength(2)
  })

  test('[CERT-02] an enormous list is cut with a refusal', () => {
    const list = parseHostIdList('ANY '.repeat(hostIdListMax + 5), 'node')

    expect(list).toHaveLength(hostIdListMax + 1)
    expect(list.at(-1)?.result).toMatchObject({ code: 'host-id-list-too-long' })
  })
})

function host(text: string): HostId {
  const read = parseHostIdText(text, 'server')
  if (isRefusal(read)) throw new Error(`${text}: ${read.code}`)
  return read.hostId
}
