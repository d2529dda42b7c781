import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'

/** One octet of an address: its number, or `*` for every number. */
export type Octet = number | '*'

/** An IPv4 address in which octets after the first may be wildcards; it covers a set of addresses. */
export type AddressPattern = readonly [Octet, Octet, Octet, Octet]

/** What an address is meant to be. `either` takes any range as long as it is not mixed. */
export type AddressRange = 'routable' | 'private' | 'either'

/** How an address is checked; the two switches belong to the producer. */
export interface AddressCheck {
  readonly range: AddressRange
  readonly wildcards: 'none' | 'required' | 'allowed'
  readonly checksAddressRange: boolean
  readonly checksWildcardPosition: boolean
}

type Interval = readonly [number, number]
type Block = readonly [Interval, Interval, Interval, Interval]

const whole: Interval = [0, 255]
const privateBlocks: readonly (readonly [string, Block])[] = [
  ['10.0.0.0-10.255.255.255', [[10, 10], whole, whole, whole]],
  ['172.16.0.0-172.31.255.255', [[172, 172], [16, 31], whole, whole]],
  ['192.168.0.0-192.168.255.255', [[192, 192], [168, 168], whole, whole]],
]
const loopback: Block = [
  [127, 127],
  [0, 0],
  [0, 0],
  [1, 1],
]
const oddBlocks: readonly (readonly [string, Block])[] = [
  ['host-id-address-this-network', [[0, 0], whole, whole, whole]],
  ['host-id-address-link-local', [[169, 169], [254, 254], whole, whole]],
  ['host-id-address-multicast', [[224, 239], whole, whole, whole]],
  [
    'host-id-address-broadcast',
    [
      [255, 255],
      [255, 255],
      [255, 255],
      [255, 255],
    ],
  ],
  ['host-id-address-loopback-block', [[127, 127], whole, whole, whole]],
]

/**
 * Reads an IPv4 address and holds it to the rules of Table 2-3, in this order: four octets, each
 * 0 to 255 without leading zeros, wildcards wanted or not, wildcard positions, address range.
 *
 * A wildcard may stand anywhere that the first octet allows, not only at the end. The range is
 * tested on all covered addresses: `127.*.*.*` covers the loopback address and is not routable.
 * Source: seed 000 Table 2-3; CERT-02.
 */
export function parseAddress(text: string, check: AddressCheck): AddressPattern | Refusal {
  const pattern = readOctets(text)
  if ('refused' in pattern) return pattern
  return wildcardRefusal(pattern, check) ?? rangeRefusal(pattern, check) ?? pattern
}

/** The canonical text of an address pattern. */
export function addressText(pattern: AddressPattern): string {
  return pattern.join('.')
}

/** Which private block every covered address lies in; null when at least one lies outside. */
export function privateBlockOf(pattern: AddressPattern): string | null {
  return privateBlocks.find(([, block]) => isInside(pattern, block))?.[0] ?? null
}

/** Codes of addresses that are legal to issue but hardly meant: multicast, link-local and the like. */
export function addressWarnings(pattern: AddressPattern): readonly string[] {
  return oddBlocks.filter(([, block]) => touches(pattern, block)).map(([code]) => code)
}

function readOctets(text: string): AddressPattern | Refusal {
  const parts = text.split('.')
  if (parts.length !== 4)
    return refuse('host-id-octet-count', { value: text, octets: parts.length, expected: 4 })
  const octets: Octet[] = []
  for (const [index, part] of parts.entries()) {
    if (part === '*' && index > 0) octets.push('*')
    else if (part === '*') return refuse('host-id-wildcard-position', { value: text, octet: 1, allowed: [] })
    else if (/^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/.test(part)) octets.push(Number(part))
    else return refuse('host-id-octet', { value: text, octet: index + 1, part })
  }
  return octets as unknown as AddressPattern
}

function wildcardRefusal(pattern: AddressPattern, check: AddressCheck): Refusal | null {
  const value = addressText(pattern)
  const wild = [2, 3, 4].filter((position) => pattern[position - 1] === '*')
  if (wild.length === 0) {
    return check.wildcards === 'required' ? refuse('host-id-wildcard-missing', { value }) : null
  }
  if (check.wildcards === 'none') return refuse('host-id-wildcard-not-allowed', { value, octet: wild[0] })
  if (!check.checksWildcardPosition) return null
  const allowed = wildcardPositionsOf(Number(pattern[0]))
  const wrong = wild.find((position) => !allowed.includes(position))
  if (wrong === undefined) return null
  return refuse('host-id-wildcard-position', { value, octet: wrong, firstOctet: pattern[0], allowed })
}

/** Octets (2 to 4) that may be `*` under a first octet. Between 127 and 192 is read as exclusive. */
export function wildcardPositionsOf(firstOctet: number): readonly number[] {
  if (firstOctet <= 127) return [2, 3, 4]
  return firstOctet < 192 ? [3, 4] : [4]
}

function rangeRefusal(pattern: AddressPattern, check: AddressCheck): Refusal | null {
  if (!check.checksAddressRange) return null
  const value = addressText(pattern)
  const inside = privateBlockOf(pattern)
  if (check.range === 'private')
    return inside === null ? refuse('host-id-not-private-address', { value }) : null
  if (touches(pattern, loopback)) return refuse('host-id-loopback-address', { value })
  if (check.range === 'either' && inside !== null) return null
  const touched = privateBlocks.find(([, block]) => touches(pattern, block))
  return touched === undefined ? null : refuse('host-id-private-address', { value, range: touched[0] })
}

function touches(pattern: AddressPattern, block: Block): boolean {
  return pattern.every((octet, index) => {
    const [low, high] = block[index] as Interval
    return octet === '*' || (octet >= low && octet <= high)
  })
}

function isInside(pattern: AddressPattern, block: Block): boolean {
  return pattern.every((octet, index) => {
    const [low, high] = block[index] as Interval
    return octet === '*' ? low === 0 && high === 255 : octet >= low && octet <= high
  })
}
