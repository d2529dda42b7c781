import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'

/** Attribute values under our own names, not yet checked. */
export interface NamedValues {
  readonly ok: true
  readonly values: Readonly<Record<string, unknown>>
}

/** Attributes whose published web service name stands for one of ours with the same value. */
const plainNames: Readonly<Record<string, string>> = {
  BORROW_HOURS: 'borrowing',
  SERIAL_NUMBER: 'serialNumber',
  NOTICE: 'notice',
  ISSUER: 'issuer',
  VENDOR_STRING: 'vendorString',
  PLATFORMS: 'platforms',
  DATED_VERSION_FORMAT: 'datedVersionFormat',
  DEFAULT_SERVER_PORT: 'defaultServerPort',
}

/**
 * Takes attribute values under our names or under the published web service names.
 *
 * Four published names are two attributes of ours, of which only one value can hold: both terminal
 * server flags together, and user and host based together, are refused. Unknown names pass through:
 * the caller refuses them with all others.
 */
export function namedAttributeValues(given: Readonly<Record<string, unknown>>): NamedValues | Refusal {
  const {
    ALLOW_TERMINAL_SERVER: many,
    ALLOW_ONE_TERMINAL_SERVER: one,
    USER_BASED: users,
    HOST_BASED: hosts,
    ...rest
  } = given
  if (isSet(many) && isSet(one))
    return refuse('attribute-terminal-server-both', { attribute: 'terminalServer' })
  if (isSet(users) && isSet(hosts))
    return refuse('attribute-user-and-host-based', { attribute: 'userOrHostBased' })

  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(rest)) {
    const own = Object.hasOwn(plainNames, name) ? (plainNames[name] ?? name) : name
    if (Object.hasOwn(values, own)) return refuse('attribute-given-twice', { attribute: own })
    values[own] = value
  }
  const folded: readonly (readonly [string, unknown])[] = [
    ['terminalServer', isSet(many) ? 'many-sessions' : isSet(one) ? 'one-session' : undefined],
    [
      'userOrHostBased',
      isSet(users) ? basedOn('user', users) : isSet(hosts) ? basedOn('host', hosts) : undefined,
    ],
  ]
  for (const [own, value] of folded) {
    if (value === undefined) continue
    if (Object.hasOwn(values, own)) return refuse('attribute-given-twice', { attribute: own })
    values[own] = value
  }
  return { ok: true, values }
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== 'false' && value !== ''
}

function basedOn(
  basis: 'user' | 'host',
  value: unknown,
): { readonly basis: string; readonly count: unknown } {
  return { basis, count: value === true || value === 'true' ? null : value }
}
