import { describe, expect, test } from 'vitest'
import {
  changeableRefusal,
  changeRefusal,
  type ChangedParent,
  type ReplacingLineItem,
} from './line-item-changes.ts'

const mill25 = { id: 'mill25', label: 'Mill 2025' }
const mill26 = { id: 'mill26', label: 'Mill 2026' }
const turn = { id: 'turn', label: 'Turn 2025' }
const upgrades = [{ fromId: 'mill25', toId: 'mill26' }]
const parent = (more: Partial<ChangedParent> = {}): ChangedParent => ({
  activationId: 'A-1',
  kind: 'licensed',
  state: 'deployed',
  entitlementKind: 'regular',
  soldToAccountId: 'northwind',
  products: [mill25],
  term: { kind: 'date', expiresOn: '2026-12-31' },
  hasDatedVersions: false,
  ...more,
})
const by = (more: Partial<ReplacingLineItem> = {}): ReplacingLineItem => ({
  kind: 'licensed',
  state: 'draft',
  entitlementKind: 'regular',
  soldToAccountId: 'northwind',
  products: [mill26],
  ...more,
})
const code = (
  kind: 'upgrade' | 'upsell' | 'renewal',
  one: ChangedParent,
  other: ReplacingLineItem,
  steps = upgrades,
) => changeRefusal(kind, one, other, steps)?.code ?? null

describe('upgrades and upsells', () => {
  test('[PRD-04] follow a relation of the catalog, and nothing else does', () => {
    expect(code('upgrade', parent(), by())).toBeNull()
    expect(code('upgrade', parent(), by(), [])).toBe('change-relation-missing')
    expect(code('upgrade', parent(), by({ products: [mill25] }))).toBe('change-relation-missing')
    expect(code('upsell', parent(), by({ products: [mill26, turn] }))).toBe('change-relation-missing')
  })

  test('[PRD-04] of several products may leave some as they are', () => {
    const both = parent({ products: [mill25, turn] })
    expect(code('upgrade', both, by({ products: [mill26, turn] }))).toBeNull()
    expect(code('upgrade', both, by({ products: [turn] }))).toBe('change-relation-missing')
  })

  test('[PRD-04] names what has no relation', () => {
    const refusal = changeRefusal('upgrade', parent(), by({ products: [mill26, turn] }), upgrades)
    expect(refusal?.data).toMatchObject({ from: ['Mill 2025'], to: ['Turn 2025'] })
  })
})

describe('renewals', () => {
  test('[PRD-04] keep their products', () => {
    expect(code('renewal', parent(), by({ products: [mill25] }), [])).toBeNull()
    expect(code('renewal', parent(), by({ products: [mill26] }))).toBe('renewal-other-products')
    expect(code('renewal', parent(), by({ products: [mill25, turn] }))).toBe('renewal-other-products')
  })

  test('[PRD-04] of what never ends need a feature whose version is a date', () => {
    const permanent = parent({ term: { kind: 'permanent' } })
    expect(code('renewal', permanent, by({ products: [mill25] }))).toBe('renewal-not-needed')
    expect(code('renewal', { ...permanent, hasDatedVersions: true }, by({ products: [mill25] }))).toBeNull()
    expect(code('upgrade', permanent, by())).toBeNull()
  })
})

describe('what may be replaced', () => {
  test.each(['draft', 'inactive', 'obsolete', 'on-hold', 'test'] as const)(
    '[PRD-04] a line item in state %s is not',
    (state) => {
      expect(code('upgrade', parent({ state }), by())).toBe(`line-item-${state}`)
      const early = changeableRefusal('upgrade', parent({ state }))?.code ?? null
      expect(early).toBe(state === 'test' ? null : `line-item-${state}`)
    },
  )

  test('[PRD-04] a test is replaced by a test only', () => {
    expect(code('upgrade', parent({ state: 'test' }), by({ state: 'test' }))).toBeNull()
    expect(code('upgrade', parent(), by({ state: 'test' }))).toBe('line-item-deployed')
  })

  test('[PRD-04] stays with its account, is licensed, and is known', () => {
    expect(code('upgrade', parent(), by({ soldToAccountId: 'sawmill' }))).toBe('change-of-other-account')
    expect(code('upgrade', parent({ kind: 'maintenance' }), by())).toBe('change-only-licensed')
    expect(code('upgrade', parent(), by({ kind: 'maintenance' }))).toBe('change-only-licensed')
    expect(code('upgrade', parent({ entitlementKind: 'bulk' }), by())).toBe('change-of-bulk')
    expect(changeableRefusal('renewal', parent({ term: { kind: 'permanent' } }))?.code).toBe(
      'renewal-not-needed',
    )
  })
})
