import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { HostIdSettings } from '../model.ts'
import type { HostType, HostValueRule } from './host-types.ts'
import { addressText, parseAddress } from './ip-address.ts'
import type { AddressCheck } from './ip-address.ts'
import { ipv6Text } from './ipv6-address.ts'

/** A value that has passed: as written in a file, and as compared. */
export interface HostValue {
  readonly text: string
  readonly normalized: string
}

/**
 * Checks the part of a host ID after its keyword by the rule of its type.
 *
 * Hexadecimal values are written in upper case; a host name and a free text keep their spelling.
 * Host names are compared without regard to case, free texts (login, display) with it, because the
 * systems that have them do. Vendor-defined values are checked elsewhere: they carry their own name.
 */
export function checkHostValue(type: HostType, value: string, settings: HostIdSettings): HostValue | Refusal {
  return checks[type.rule](value, settings, type)
}

type Check = (value: string, settings: HostIdSettings, type: HostType) => HostValue | Refusal

const checks: Readonly<Record<HostValueRule, Check>> = {
  none: (value, _settings, type) =>
    value.toUpperCase() === type.label
      ? same(type.label)
      : refuse('host-id-keyword', { value, expected: type.label }),
  ethernet: (value) => hexadecimal(value.replace(/[:.-]/g, ''), 12, value),
  long: checkLong,
  tpm: checkTpm,
  'free-text': (value) => (value.length <= 128 ? same(value) : tooLong(value, 128)),
  hostname: (value) => checkHostname(value, false),
  'hostname-wildcard': (value) => checkHostname(value, true),
  'address-routable': (value, settings) => checkAddress(value, settings, 'routable', 'none'),
  'address-routable-wildcard': (value, settings) => checkAddress(value, settings, 'routable', 'required'),
  'address-private': (value, settings) => checkAddress(value, settings, 'private', 'none'),
  'address-private-wildcard': (value, settings) => checkAddress(value, settings, 'private', 'required'),
  'address-any': (value, settings) => checkAddress(value, settings, 'either', 'allowed'),
  'address-ipv6': checkIpv6,
  'volume-serial': checkVolumeSerial,
  dongle: checkDongle,
  'dongle-9-or-10': (value) =>
    /^(?:9|10)-/.test(value)
      ? checkDongle(value)
      : refuse('host-id-dongle-brand', { value, allowed: ['9', '10'] }),
  serial: checkSerial,
  composite: (value) => hexadecimal(value, 12, value),
  uuid: checkUuid,
  'vendor-defined': (value) => (value.length <= 128 ? same(value) : tooLong(value, 128)),
  'cloud-image': (value) => checkCloud(value, 'ami-'),
  'cloud-instance': (value) => checkCloud(value, 'i-'),
}

function hexadecimal(digits: string, length: number, value: string): HostValue | Refusal {
  const wrong = /[^0-9A-Fa-f]/u.exec(digits)
  if (wrong !== null) return refuse('host-id-not-hexadecimal', { value, part: wrong[0] })
  if (digits.length !== length) {
    return refuse('host-id-length', { value, expected: length, actual: digits.length })
  }
  return same(digits.toUpperCase())
}

/** Eight hexadecimal digits, or the old decimal form `#2005771344` of the same 32 bits. */
function checkLong(value: string): HostValue | Refusal {
  if (!value.startsWith('#')) return hexadecimal(value, 8, value)
  const number = Number(value.slice(1))
  if (!/^#\d{1,10}$/.test(value) || number > 0xffff_ffff) return refuse('host-id-long-decimal', { value })
  return same(number.toString(16).toUpperCase().padStart(8, '0'))
}

function checkTpm(value: string): HostValue | Refusal {
  const groups = value.split('-')
  const wrong = groups.find((group) => !/^[0-9A-Za-z]{5}$/.test(group))
  if (groups.length !== 4 || wrong !== undefined) {
    return refuse('host-id-tpm-groups', { value, groups: groups.length, expected: 4, part: wrong ?? value })
  }
  return same(value.toUpperCase())
}

/**
 * A simple or fully qualified name. A `*` stands for any run of characters of one label and is legal
 * in the plain and the physical-only type; the virtual and bare-metal types exclude it (Table 2-3).
 */
function checkHostname(value: string, allowsWildcard: boolean): HostValue | Refusal {
  if (value.includes('*') && !allowsWildcard) return refuse('host-id-wildcard-not-allowed', { value })
  if (value.length > 253) return tooLong(value, 253)
  const label = /^[A-Za-z0-9*](?:[A-Za-z0-9*-]{0,61}[A-Za-z0-9*])?$/
  const wrong = value.split('.').find((part) => !label.test(part))
  if (wrong !== undefined) return refuse('host-id-hostname', { value, part: wrong })
  return { text: value, normalized: value.toLowerCase() }
}

function checkAddress(
  value: string,
  settings: HostIdSettings,
  range: AddressCheck['range'],
  wildcards: AddressCheck['wildcards'],
): HostValue | Refusal {
  const { checksAddressRange, checksWildcardPosition } = settings
  const pattern = parseAddress(value, { range, wildcards, checksAddressRange, checksWildcardPosition })
  return 'refused' in pattern ? pattern : same(addressText(pattern))
}

function checkIpv6(value: string): HostValue | Refusal {
  const text = ipv6Text(value)
  return text === null ? refuse('host-id-ipv6', { value }) : same(text)
}

function checkVolumeSerial(value: string): HostValue | Refusal {
  const digits = value.replace(/^([0-9A-Fa-f]{4})-([0-9A-Fa-f]{4})$/, '$1$2')
  const wrong = /[^0-9A-Fa-f]/u.exec(digits)
  if (wrong !== null) return refuse('host-id-not-hexadecimal', { value, part: wrong[0] })
  if (digits.length > 8) return refuse('host-id-length', { value, expected: 8, actual: digits.length })
  return { text: digits.toUpperCase(), normalized: digits.toUpperCase().padStart(8, '0') }
}

/** A dongle's number, with the brand in front when the brand needs it (9 and 10 are the present ones). */
function checkDongle(value: string): HostValue | Refusal {
  if (!/^(?:[0-9A-F]{1,2}-)?[0-9A-Z-]{4,40}$/i.test(value)) return refuse('host-id-dongle', { value })
  return same(value.toUpperCase())
}

/** Digits; single hyphens between them are for the eye only. */
function checkSerial(value: string): HostValue | Refusal {
  if (!/^\d(?:-?\d)*$/.test(value)) return refuse('host-id-serial-number', { value })
  if (value.length > 128) return tooLong(value, 128)
  return same(value.replaceAll('-', ''))
}

function checkUuid(value: string): HostValue | Refusal {
  const plain = /^[0-9A-Fa-f]{32}$/.test(value)
  if (!plain && !/^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(value)) {
    return refuse('host-id-uuid', { value })
  }
  const digits = value.replaceAll('-', '').toUpperCase()
  return same(digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'))
}

function checkCloud(value: string, start: 'ami-' | 'i-'): HostValue | Refusal {
  const lower = value.toLowerCase()
  const digits = lower.slice(start.length)
  if (!lower.startsWith(start) || !/^(?:[0-9a-f]{9})?[0-9a-f]{8}$/.test(digits)) {
    return refuse('host-id-cloud', { value, start })
  }
  return same(lower)
}

function tooLong(value: string, maximum: number): Refusal {
  return refuse('host-id-too-long', { value: value.slice(0, 40), maximum, actual: value.length })
}

function same(text: string): HostValue {
  return { text, normalized: text }
}
