import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { LicenseKind } from './license-kinds.ts'

/** The technology that the program itself makes licenses of. */
export const CERTIFICATE = 'certificate'

/** What of a license technology has rules. */
export interface TechnologyFields {
  readonly kind: LicenseKind
  readonly generation: 'manual' | 'http'
  readonly address: string
}

/**
 * Whether a generator can be called at an address: http or https, without user and password, and none of the
 * addresses where machines of data centres keep their own secrets. Private networks are allowed, because generators
 * mostly stand in the producer's own; only administrators of the producer set addresses.
 */
export function generatorAddressRefusal({ generation, address }: TechnologyFields): Refusal | null {
  if (generation === 'manual')
    return address === '' ? null : addressRefusal(address, 'generation by hand needs none')
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null) return addressRefusal(address, 'it is no address')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return addressRefusal(address, 'use https')
  if (url.username !== '' || url.password !== '')
    return addressRefusal(address, 'leave out user and password')
  if (url.search !== '' || url.hash !== '') return addressRefusal(address, 'leave out ? and #')
  if (/^(169\.254\.|\[fe80:|\[fd00:ec2::254\]|metadata\.)/i.test(url.hostname)) {
    return addressRefusal(address, 'this host is never called')
  }
  return null
}

function addressRefusal(address: string, problem: string): Refusal {
  return refuse('generator-address', { address, problem })
}

/** Whether a technology may lose its kind or be deleted: not while license models are of it. */
export function technologyUsedRefusal(name: string, licenseModels: number): Refusal | null {
  return licenseModels === 0 ? null : refuse('license-technology-used', { name, licenseModels })
}

/** Whether a license model may be of a technology: it exists, and has the same kind. */
export function modelTechnologyRefusal(
  model: { readonly technology: string; readonly kind: LicenseKind },
  technology: { readonly kind: LicenseKind } | null,
): Refusal | null {
  if (model.technology === CERTIFICATE) return null
  if (technology === null) {
    const { technology: reference } = model
    return refuse('reference-unknown', { field: 'technology', kind: 'license technology', reference })
  }
  if (technology.kind === model.kind) return null
  return refuse('license-technology-kind', { technology: model.technology, kind: technology.kind })
}
