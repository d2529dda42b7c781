import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { describe, expect, test } from 'vitest'
import type { CatalogState, Use } from '../model.ts'
import { editRefusal } from './edits.ts'
import { catalogStates, stateAfter, usedRefusal, type StateCommand } from './lifecycle.ts'

const commands: readonly StateCommand[] = [
  'deploy',
  'inactivate',
  'reactivate',
  'return-to-draft',
  'obsolete',
  'delete',
  'edit',
]

/** Every cell of state x command; a dash is a refusal. */
const table: Readonly<Record<CatalogState, string>> = {
  draft: 'deployed - - - - gone draft',
  deployed: '- inactive - draft obsolete - -',
  inactive: '- - deployed - obsolete - -',
  obsolete: '- - - - - - -',
}

describe('states', () => {
  for (const state of catalogStates) {
    test(`[PRD-01] every command on ${state} goods leads where the table says`, () => {
      const after = commands.map((command) => {
        const next = stateAfter({ state, label: 'Mill 1.0' }, command)
        return isRefusal(next) ? '-' : next
      })

      expect(after.join(' ')).toBe(table[state])
    })
  }

  test('[PRD-01] a refusal names the goods, their state and what was tried', () => {
    const refusal = stateAfter({ state: 'obsolete', label: 'Mill 1.0' }, 'reactivate')

    expect(refusal).toMatchObject({
      code: 'catalog-state',
      data: { label: 'Mill 1.0', state: 'obsolete', command: 'reactivated' },
    })
  })

  test('[PRD-01] a part number keeps a draft from being deleted, but a product from nothing else', () => {
    const use: Use = { kind: 'part-number', id: '1', label: 'GW-100', state: 'mapped', blocks: false }

    expect(usedRefusal({ label: 'Mill' }, 'return-to-draft', [use])).toBeNull()
    expect(usedRefusal({ label: 'Mill' }, 'delete', [use])).toMatchObject({
      code: 'still-used',
      data: { users: ['part number GW-100'] },
    })
  })
})

describe('edits', () => {
  test.each([
    ['feature', 'deployed', ['description'], ['description']],
    ['feature-bundle', 'inactive', ['features'], ['features']],
    ['license-model', 'deployed', ['description'], []],
    ['license-model', 'deployed', ['name', 'description', 'attributes'], ['name', 'attributes']],
    ['product', 'deployed', ['description', 'licenseModels', 'partNumbers'], []],
    ['product', 'inactive', ['features', 'licenseModels'], ['features']],
    ['product', 'obsolete', ['description'], ['description']],
    ['product', 'draft', ['name', 'features'], []],
  ] as const)('[PRD-01] a %s that is %s: of %j, %j are frozen', (kind, state, changed, frozen) => {
    const refusal = editRefusal({ kind, state, label: 'X' }, changed)

    expect(refusal?.data['fields'] ?? []).toEqual(frozen)
    expect(refusal?.code ?? null).toBe(frozen.length > 0 ? 'field-frozen' : null)
  })
})
