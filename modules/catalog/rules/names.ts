import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { checkFeatureName, checkOptionText, checkVersion } from '@tallystick/license-file/fields.ts'

/** Characters that a license model's name may not have. Source: back office 1.10 "Common fields". */
const modelNameForbidden = /[[:<>{}@;=\\,!/|?"#$%~^`'\]]/g

/** Name and version of a feature. A version that is given with date-based versions is ignored before. */
export function featureNameRefusal(feature: {
  readonly name: string
  readonly version: string
  readonly versionFormat: 'fixed' | 'date-based'
}): Refusal | null {
  const name = checkFeatureName(feature.name)
  if (name) return refuse('feature-name-wrong', { name: feature.name, problem: name.sentence })
  if (feature.versionFormat === 'date-based') return null
  const version = checkVersion(feature.version)
  return version
    ? refuse('feature-version-wrong', { version: feature.version, problem: version.sentence })
    : null
}

/** What a feature says differently from its license model; empty texts count as not given. */
export interface FeatureOverrides {
  readonly vendorString?: string | undefined
  readonly notice?: string | undefined
  readonly serialNumber?: string | undefined
  /** `NONE`, or some of U, H, D, V. */
  readonly dupGroup?: string | undefined
}

/** The texts of a feature's overrides must be able to stand in a license line. */
export function overridesRefusal(overrides: FeatureOverrides): Refusal | null {
  const labels = { vendorString: 'Vendor String', notice: 'Notice', serialNumber: 'Serial Number' } as const
  for (const [key, label] of Object.entries(labels)) {
    const text = overrides[key as keyof typeof labels]
    const found = text === undefined ? null : checkOptionText(text)
    if (found) return refuse('feature-override-wrong', { field: label, problem: found.sentence })
  }
  const group = overrides.dupGroup
  if (group === undefined || isDupGroup(group)) return null
  const problem = 'Write NONE, or some of the letters U, H, D, V, each once.'
  return refuse('feature-override-wrong', { field: 'Duplicate Grouping', problem })
}

function isDupGroup(group: string): boolean {
  return group === 'NONE' || (/^[UHDV]{1,4}$/.test(group) && new Set(group).size === group.length)
}

/** The name of a license model; names the characters that may not stand in it. */
export function modelNameRefusal(name: string): Refusal | null {
  const found = [...new Set(name.match(modelNameForbidden) ?? [])]
  return found.length === 0 ? null : refuse('license-model-name-wrong', { name, characters: found.join(' ') })
}

/** The package settings of a product: a package needs a name that can stand in a license file. */
export function packageRefusal(settings: {
  readonly isPackage: boolean
  readonly packageName: string
  readonly packageVersion: string
}): Refusal | null {
  if (!settings.isPackage) return null
  const name = checkFeatureName(settings.packageName)
  if (name) return refuse('package-name-wrong', { name: settings.packageName, problem: name.sentence })
  if (settings.packageVersion === '') return null
  const version = checkVersion(settings.packageVersion)
  return version
    ? refuse('package-version-wrong', { version: settings.packageVersion, problem: version.sentence })
    : null
}
