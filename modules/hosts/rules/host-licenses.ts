import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'

/** Licenses on a host, counted. */
export interface HostLicenses {
  readonly label: string
  /** Active licenses that the caller sees. */
  readonly active: number
  /** Active licenses that the caller does not see. */
  readonly hidden: number
}

/**
 * Whether the licenses of a host can be moved together; null when they can. Whoever does not see all of them cannot
 * move the host: part of them would stay behind unnoticed. LIFE-08, LIFE-10.
 */
export function hostMoveRefusal({ label, active, hidden }: HostLicenses): Refusal | null {
  if (hidden > 0) return refuse('host-licenses-hidden', { host: label })
  return active > 0 ? null : refuse('host-licenses-none', { host: label })
}
