import { describe, expect, test } from 'vitest'
import { featureNameRefusal, modelNameRefusal, overridesRefusal, packageRefusal } from './names.ts'

describe('names', () => {
  test.each([
    ['editor', '2026.0', 'fixed', null],
    ['editor', '', 'date-based', null],
    ['editor pro', '1.0', 'fixed', 'feature-name-wrong'],
    ['x'.repeat(31), '1.0', 'fixed', 'feature-name-wrong'],
    ['editor', '', 'fixed', 'feature-version-wrong'],
    ['editor', '1.0.1', 'fixed', 'feature-version-wrong'],
    ['editor', '1.0a', 'fixed', 'feature-version-wrong'],
  ] as const)('[PRD-01] a feature %j with version %j (%s)', (name, version, versionFormat, code) => {
    expect(featureNameRefusal({ name, version, versionFormat })?.code ?? null).toBe(code)
  })

  test('[PRD-01] each forbidden character keeps a license model from its name, and is named', () => {
    for (const sign of `[:<>{}@;=\\,!/|?"#$%~^\`']`) {
      expect(modelNameRefusal(`Floating ${sign} x`)?.data['characters']).toBe(sign)
    }
    expect(modelNameRefusal('Floating counted (EMEA) & more - 2')).toBeNull()
  })

  test('[PRD-01] an override must be able to stand in a license line', () => {
    expect(overridesRefusal({ notice: 'a "quoted" word' })).toMatchObject({ data: { field: 'Notice' } })
    expect(overridesRefusal({ dupGroup: 'UU' })).toMatchObject({ data: { field: 'Duplicate Grouping' } })
    expect(overridesRefusal({ vendorString: 'ok', dupGroup: 'UHD' })).toBeNull()
    expect(overridesRefusal({ dupGroup: 'NONE' })).toBeNull()
  })

  test('[PRD-01] a package needs a name of its own; without package nothing is asked', () => {
    const off = { isPackage: false, packageName: '', packageVersion: '' }

    expect(packageRefusal(off)).toBeNull()
    expect(packageRefusal({ ...off, isPackage: true })?.code).toBe('package-name-wrong')
    const version = { isPackage: true, packageName: 'mill', packageVersion: '1.x' }
    expect(packageRefusal(version)?.code).toBe('package-version-wrong')
    expect(packageRefusal({ ...version, packageVersion: '' })).toBeNull()
  })
})
