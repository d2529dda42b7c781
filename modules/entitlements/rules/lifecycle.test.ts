import { readFileSync } from 'node:fs'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { describe, expect, test } from 'vitest'
import { recordStates } from '../model.ts'
import { entitlementsRefusals } from '../refusals.ts'
import {
  entitlementStateCodes,
  lifecycle,
  lineItemFollows,
  lineItemStateCodes,
  nextEntitlementState,
  nextLineItemState,
  stateCommands,
} from './lifecycle.ts'

const entitlement = (state: (typeof recordStates)[number], mayBecomeObsolete = true) => ({
  code: 'E-1',
  state,
  mayBecomeObsolete,
})

describe('states', () => {
  test('[PRD-02] the database knows exactly the states of the table', () => {
    const file = new URL('../../../db/migrations/0030-entitlements-base.sql', import.meta.url)
    const checks = [...readFileSync(file, 'utf8').matchAll(/CHECK \(state IN \(([^)]*)\)\)/g)]

    expect(checks).toHaveLength(2)
    for (const [, list] of checks) {
      expect((list ?? '').replaceAll("'", '').split(', ')).toEqual(Object.keys(lifecycle))
    }
    expect(new Set(recordStates)).toEqual(new Set(Object.keys(lifecycle)))
  })

  test('[PRD-02] tests and obsolete ones never change, and nothing becomes a test or a draft', () => {
    expect(lifecycle.test).toEqual({})
    expect(lifecycle.obsolete).toEqual({})
    const targets = Object.values(lifecycle).flatMap((cells) => Object.values(cells))
    expect(targets).not.toContain('test')
    expect(targets).not.toContain('draft')
  })

  test.each(recordStates.flatMap((state) => stateCommands.map((command) => [state, command] as const)))(
    '[PRD-02] %s + %s leads where the table says, or is refused by the name of the state',
    (state, command) => {
      const next = nextEntitlementState(entitlement(state), command)

      const outcome = isRefusal(next) ? next.code : next
      expect(outcome).toBe(lifecycle[state][command] ?? `entitlement-${state}`)
    },
  )

  test('[PRD-02] the state is named before the switched-off setting', () => {
    expect(nextEntitlementState(entitlement('obsolete', false), 'obsolete')).toMatchObject({
      code: 'entitlement-obsolete',
    })
    expect(nextEntitlementState(entitlement('deployed', false), 'obsolete')).toMatchObject({
      code: 'obsolete-switched-off',
    })
  })

  test.each(['draft', 'inactive', 'obsolete', 'on-hold', 'test'] as const)(
    '[PRD-02] no line item is deployed below a %s entitlement',
    (state) => {
      const lineItem = { activationId: 'A', state: 'draft' as const }
      expect(nextLineItemState(lineItem, entitlement(state), 'deploy')).toMatchObject({
        code: `entitlement-${state}`,
      })
      expect(nextLineItemState(lineItem, entitlement('deployed'), 'deploy')).toBe('deployed')
    },
  )

  test('[PRD-02] only what fell asleep with the entitlement wakes up with it', () => {
    const alone = { state: 'inactive' as const, isInactiveByEntitlement: false }
    const together = { state: 'inactive' as const, isInactiveByEntitlement: true }

    expect(lineItemFollows(alone, 'reactivate')).toBeNull()
    expect(lineItemFollows(together, 'reactivate')).toEqual({
      state: 'deployed',
      isInactiveByEntitlement: false,
    })
    expect(lineItemFollows({ ...alone, state: 'obsolete' }, 'inactivate')).toBeNull()
    expect(lineItemFollows({ ...alone, state: 'deployed' }, 'inactivate')).toEqual(together)
  })

  test('[PRD-02] every state has its sentence', () => {
    const codes = [...entitlementStateCodes, ...lineItemStateCodes]

    expect(codes.filter((code) => !entitlementsRefusals[code]?.say)).toEqual([])
  })
})
