import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { defaultHostIdSettings } from '../model.ts'
import type { HostId, HostIdSettings, HostTypeKey, HostUse } from '../model.ts'
import { checkHostValue } from './host-values.ts'
import { basesOfPrefix, builtInKeywords, hostTypeOf, virtualizationPrefixes } from './host-types.ts'
import type { HostType } from './host-types.ts'
import { addressWarnings, parseAddress } from './ip-address.ts'

/** A host ID that passed. */
export interface AcceptedHostId {
  readonly ok: true
  readonly hostId: HostId
}

/**
 * Reads what a person entered as a host ID of a type, or refuses with the rule it breaks.
 *
 * The keyword may be there or not (`USER=jdoe` or `jdoe`), in any case; blanks around are dropped.
 * Rules are asked in this order: known type, use (server or node), allowed by settings, empty,
 * characters, keyword, value. Works in the browser as well: a screen gives the same answer at once.
 * Source: seed 000 Table 2-3; CERT-02.
 */
export function parseHostId(
  typeKey: HostTypeKey,
  input: string,
  use: HostUse,
  settings: HostIdSettings = defaultHostIdSettings,
): AcceptedHostId | Refusal {
  const type = hostTypeOf(typeKey)
  if (type === null) return refuse('host-id-type-unknown', { type: typeKey })
  const closed = useRefusal(type, use, settings)
  if (closed !== null) return closed

  const trimmed = input.trim()
  if (trimmed === '') return refuse('host-id-empty', { type: type.label })
  const odd = characterRefusal(trimmed)
  if (odd !== null) return odd
  return type.rule === 'vendor-defined'
    ? readVendorDefined(trimmed, settings)
    : readBuiltIn(type, trimmed, settings)
}

/** Whether a type may be used at all: for this use, and by the settings of model and role. */
export function useRefusal(type: HostType, use: HostUse, settings: HostIdSettings): Refusal | null {
  if (!type.uses.includes(use)) {
    const data = { type: type.label }
    return use === 'server' ? refuse('host-id-not-for-server', data) : refuse('host-id-not-for-node', data)
  }
  if (type.rule === 'address-ipv6' && !settings.allowsIpv6)
    return refuse('host-type-not-allowed', { type: type.label })
  if (settings.allowedTypes !== null && !settings.allowedTypes.includes(type.key)) {
    return refuse('host-type-not-allowed', { type: type.label })
  }
  return null
}

/**
 * Whether a node-locked host may stand on a line. DEMO is for uncounted lines only: a counted line
 * is served, and a server would hand its seats to everybody.
 */
export function lineRefusal(hostId: HostId, line: { readonly isCounted: boolean }): Refusal | null {
  return line.isCounted && hostId.type === 'demo' ? refuse('host-id-demo-counted', { type: 'DEMO' }) : null
}

/**
 * Codes of what is legal but hardly meant, for a hint beside the field: an address of a reserved
 * block (multicast, link-local, loopback), or a host ID that locks nothing.
 */
export function hostIdWarnings(hostId: HostId): readonly string[] {
  if (hostId.type === 'any' || hostId.type === 'demo') return ['host-id-locks-nothing']
  const address = /^(?:[A-Z]+_)?(?:INTERNET|EIP)=(.*)$/.exec(hostId.text)?.[1]
  if (address === undefined) return []
  const pattern = parseAddress(address, {
    range: 'either',
    wildcards: 'allowed',
    checksAddressRange: false,
    checksWildcardPosition: false,
  })
  return isRefusal(pattern) ? [] : addressWarnings(pattern)
}

/** A blank, quote, control or invisible character, or a backslash would break out of a line. */
function characterRefusal(text: string): Refusal | null {
  const wrong = /[\s"\\\p{C}\p{Z}]/u.exec(text)
  return wrong === null
    ? null
    : refuse('host-id-character', { value: text.slice(0, 160), position: wrong.index + 1 })
}

function readBuiltIn(type: HostType, input: string, settings: HostIdSettings): AcceptedHostId | Refusal {
  const value = valueAfterKeyword(type, input)
  if (isRefusal(value)) return value
  if (value === '') return refuse('host-id-empty', { type: type.label })
  const checked = checkHostValue(type, value, settings)
  if (isRefusal(checked)) return checked
  const start = type.keyword === null ? '' : `${type.keyword}=`
  return accepted(type, start + checked.text, start + checked.normalized)
}

/** The part behind the keyword; the whole input when no keyword is written. */
function valueAfterKeyword(type: HostType, input: string): string | Refusal {
  const found = /^([A-Za-z][A-Za-z0-9_]*)=(.*)$/u.exec(input)
  if (found === null) return input
  const written = (found[1] ?? '').toUpperCase()
  const value = found[2] ?? ''
  if (type.keyword !== null && synonyms(type.keyword).includes(written)) return value
  if (type.key === 'ethernet' && written === 'ETHER') return value
  const prefix = virtualizationPrefixes.find((candidate) => written.startsWith(candidate))
  if (prefix !== undefined && !builtInKeywords.has(written)) {
    return refuse('host-id-prefix-base', {
      value: input,
      prefix,
      part: written.slice(prefix.length),
      allowed: basesOfPrefix(prefix),
    })
  }
  return refuse('host-id-keyword', { value: input, part: written, expected: type.keyword ?? type.label })
}

/** The published help spells the disk keyword in two ways; both are read, the short one is written. */
function synonyms(keyword: string): readonly string[] {
  return keyword.endsWith('DISK_SERIAL_NUM') ? [keyword, `${keyword}BER`] : [keyword]
}

function readVendorDefined(input: string, settings: HostIdSettings): AcceptedHostId | Refusal {
  const at = input.indexOf('=')
  const name = (at < 0 ? input : input.slice(0, at)).toUpperCase()
  if (at < 0 || !/^[A-Z][A-Z0-9_]{1,29}$/.test(name) || builtInKeywords.has(name)) {
    return refuse('host-id-vendor-name', { value: input, part: name })
  }
  if (!settings.vendorDefinedNames.includes(name)) {
    return refuse('host-id-vendor-name-not-registered', {
      value: input,
      part: name,
      allowed: settings.vendorDefinedNames,
    })
  }
  const type = hostTypeOf('vendor-defined') as HostType
  const value = input.slice(at + 1)
  if (value === '') return refuse('host-id-empty', { type: type.label })
  const checked = checkHostValue(type, value, settings)
  return isRefusal(checked)
    ? checked
    : accepted(type, `${name}=${checked.text}`, `${name}=${checked.normalized}`)
}

function accepted(type: HostType, text: string, normalized: string): AcceptedHostId {
  return { ok: true, hostId: { type: type.key, text, normalized } }
}
