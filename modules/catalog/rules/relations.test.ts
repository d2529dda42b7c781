import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relationRefusal, type Edge, type RelationEnd } from './relations.ts'

const end = (id: string, change: Partial<RelationEnd> = {}): RelationEnd => ({
  id,
  name: 'Mill',
  label: `Mill ${id}`,
  kind: 'product',
  state: 'deployed',
  ...change,
})
const facts = { kind: 'upgrade' as const, from: end('1'), to: end('2'), upgrades: [], exists: false }

describe('relations', () => {
  test('[PRD-01] each refusal is met in its order', () => {
    const plan = end('9', { kind: 'maintenance', name: 'Care' })
    const steps = [
      [{ to: end('1', { state: 'obsolete' }) }, 'relation-to-itself'],
      [{ to: end('2', { state: 'obsolete', kind: 'maintenance' }) }, 'relation-obsolete'],
      [{ to: plan }, 'relation-ends'],
      [{ kind: 'maintenance' as const }, 'relation-ends'],
      [{ kind: 'upsell' as const, from: plan }, 'relation-ends'],
      [{ to: end('2', { name: 'Lathe' }), upgrades: [{ from: '2', to: '1' }] }, 'upgrade-other-product'],
      [{ upgrades: [{ from: '2', to: '1' }], exists: true }, 'upgrade-circle'],
      [{ exists: true }, 'relation-exists'],
      [{}, null],
      [{ kind: 'maintenance' as const, to: plan }, null],
      [{ kind: 'upsell' as const, to: end('2', { name: 'Lathe', kind: 'suite' }) }, null],
    ] as const

    for (const [change, code] of steps) {
      expect(relationRefusal({ ...facts, ...change })?.code ?? null).toBe(code)
    }
  })

  test('[PRD-01] whatever upgrades are added, none of them ever closes a circle', () => {
    const version = fc.integer({ min: 0, max: 7 })
    fc.assert(
      fc.property(fc.array(fc.tuple(version, version), { maxLength: 40 }), (pairs) => {
        const upgrades: Edge[] = []
        for (const [from, to] of pairs.map((pair) => pair.map(String) as [string, string])) {
          if (!relationRefusal({ ...facts, from: end(from), to: end(to), upgrades }))
            upgrades.push({ from, to })
        }
        expect(isAcyclic(upgrades)).toBe(true)
      }),
    )
  })
})

/** Repeatedly takes away versions without a way on; a circle is what can never be taken away. */
function isAcyclic(edges: readonly Edge[]): boolean {
  const rest = edges.filter((edge) => edges.some((next) => next.from === edge.to))
  return rest.length === 0 || (rest.length < edges.length && isAcyclic(rest))
}
