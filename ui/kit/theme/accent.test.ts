import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accentShades, contrastOf } from './accent.ts'
import { SURFACES } from './surfaces.ts'

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

describe('the accent colour', () => {
  test('[PRD-07] any colour of a producer gives readable buttons and links, light and dark', () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        const shades = accentShades(colour)
        expect(contrastOf(shades[7], '#ffffff')).toBeGreaterThanOrEqual(4.5)
        expect(contrastOf(shades[7], SURFACES.light.sunken)).toBeGreaterThanOrEqual(4.5)
        expect(contrastOf(shades[3], SURFACES.dark.raised)).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })

  test('[PRD-07] a text that is no colour falls back to the house colour', () => {
    expect(accentShades('mauve-ish')).toEqual(accentShades('#1f5fbf'))
  })

  test('[NAV-01] muted text is readable on every surface', () => {
    for (const scheme of [SURFACES.light, SURFACES.dark]) {
      for (const surface of [scheme.page, scheme.sunken, scheme.raised, scheme.hover]) {
        expect(contrastOf(scheme.muted, surface)).toBeGreaterThanOrEqual(4.5)
        expect(contrastOf(scheme.text, surface)).toBeGreaterThanOrEqual(7)
      }
    }
  })

  test('[NAV-01] badge words are readable on their ground', () => {
    for (const scheme of [SURFACES.light, SURFACES.dark]) {
      for (const meaning of Object.values(scheme.meanings)) {
        expect(contrastOf(meaning.ink, meaning.ground)).toBeGreaterThanOrEqual(4.5)
      }
    }
  })
})
