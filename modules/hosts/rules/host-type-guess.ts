import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { defaultHostIdSettings } from '../model.ts'
import type { HostIdSettings, HostTypeKey, HostUse } from '../model.ts'
import { parseHostId, useRefusal } from './host-id.ts'
import type { AcceptedHostId } from './host-id.ts'
import { basesOfPrefix, hostTypes, virtualizationPrefixes } from './host-types.ts'
import { parseAddress, privateBlockOf } from './ip-address.ts'

/**
 * The type that a pasted text most likely is; null when its shape says nothing.
 *
 * Addresses are told apart by range and wildcards. A bare word is not taken for a host name: a
 * mistyped Ethernet address would silently become one.
 */
export function guessHostType(
  input: string,
  settings: HostIdSettings = defaultHostIdSettings,
): HostTypeKey | null {
  const text = input.trim()
  const found = /^([A-Za-z][A-Za-z0-9_]*)=(.*)$/u.exec(text)
  return found === null
    ? guessBare(text)
    : guessKeyword((found[1] ?? '').toUpperCase(), found[2] ?? '', settings)
}

/** Reads a host ID whose type is not given, as in a pasted list or an API call that sends text only. */
export function parseHostIdText(
  input: string,
  use: HostUse,
  settings: HostIdSettings = defaultHostIdSettings,
): AcceptedHostId | Refusal {
  const type = guessHostType(input, settings)
  if (type !== null) return parseHostId(type, input, use, settings)
  const text = input.trim()
  if (text === '') return refuse('host-id-empty', { type: 'host ID' })
  const keyword = /^([A-Za-z][A-Za-z0-9_]*)=/u.exec(text)?.[1]?.toUpperCase()
  const prefix = virtualizationPrefixes.find((candidate) => keyword?.startsWith(candidate))
  if (keyword === undefined) return refuse('host-id-type-unclear', { value: text.slice(0, 160) })
  if (prefix === undefined) return parseHostId('vendor-defined', text, use, settings)
  const part = keyword.slice(prefix.length)
  return refuse('host-id-prefix-base', { value: text, prefix, part, allowed: basesOfPrefix(prefix) })
}

/** The types to offer for a use, in the order of Table 2-3, without those that make no sense for a server. */
export function hostTypesOffered(
  use: HostUse,
  settings: HostIdSettings = defaultHostIdSettings,
): readonly HostTypeKey[] {
  return hostTypes
    .filter((type) => useRefusal(type, use, settings) === null)
    .filter((type) => use === 'node' || type.offeredForServer || settings.allowedTypes !== null)
    .filter((type) => type.key !== 'vendor-defined' || settings.vendorDefinedNames.length > 0)
    .map((type) => type.key)
}

function guessBare(text: string): HostTypeKey | null {
  const shape = bareShapes.find(([pattern]) => pattern.test(text))
  if (shape !== undefined) return shape[1]
  return /^[\d*]+(?:\.[\d*]+){3}$/.test(text) ? guessAddress(text, 'internet') : null
}

const bareShapes: readonly (readonly [RegExp, HostTypeKey])[] = [
  [/^ANY$/i, 'any'],
  [/^DEMO$/i, 'demo'],
  [/^[0-9A-F]{12}$/i, 'ethernet'],
  [/^[0-9A-Z]{1,2}(?:[:-][0-9A-Z]{1,2}){5}$/i, 'ethernet'],
  [/^[0-9A-F]{4}(?:\.[0-9A-F]{4}){2}$/i, 'ethernet'],
  [/^[0-9A-F]{8}$/i, 'long'],
  [/^#\d+$/, 'long'],
  [/^[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}$/i, 'tpm'],
  [/^[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}$/i, 'vm-uuid'],
  [/^ami-[0-9a-f]+$/i, 'amzn-ami'],
  [/^i-[0-9a-f]+$/i, 'amzn-iid'],
  [/^(?:[0-9A-F]{0,4}:){2,7}[0-9A-F]{0,4}$/i, 'internet6'],
]

function guessKeyword(keyword: string, value: string, settings: HostIdSettings): HostTypeKey | null {
  if (keyword === 'INTERNET') return guessAddress(value, 'internet')
  if (keyword === 'AMZN_EIP') return guessAddress(value, 'amzn')
  if (keyword === 'ETHER') return 'ethernet'
  const short = keyword.replace(/^(PHY_)?DISK_SERIAL_NUMBER$/, '$1DISK_SERIAL_NUM')
  const builtIn = hostTypes.find((type) => type.keyword === short)
  if (builtIn !== undefined) return builtIn.key
  return settings.vendorDefinedNames.includes(keyword) ? 'vendor-defined' : null
}

function guessAddress(value: string, family: 'internet' | 'amzn'): HostTypeKey {
  const isWild = value.includes('*')
  if (family === 'amzn') return isWild ? 'amzn-eip-wildcard' : 'amzn-eip'
  const pattern = parseAddress(value, {
    range: 'either',
    wildcards: 'allowed',
    checksAddressRange: false,
    checksWildcardPosition: false,
  })
  const isPrivate = !isRefusal(pattern) && privateBlockOf(pattern) !== null
  if (isPrivate) return isWild ? 'internet-private-wildcard' : 'internet-private'
  return isWild ? 'internet-routable-wildcard' : 'internet-routable'
}
