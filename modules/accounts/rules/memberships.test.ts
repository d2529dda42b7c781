import { describe, expect, test } from 'vitest'
import type { AccountKind, Membership, RoleKind } from '../model.ts'
import { canHoldMemberships, type MembershipFacts } from './memberships.ts'

const role = (kind: RoleKind, isActive = true) => ({ id: kind, name: kind, kind, isActive, permissions: [] })
const place = (code: string, kind: AccountKind, roles: Membership['roles']): Membership => ({
  account: { id: code, code, name: code, kind, state: 'active' },
  roles,
  expiresOn: null,
})
const MILL = place('MILL', 'customer', [role('portal')])
const fine: MembershipFacts = {
  memberships: [MILL],
  kind: null,
  homeAccounts: null,
  maySignIn: true,
  above: [],
  granted: ['licenses.view'],
  holds: () => true,
}

describe('memberships', () => {
  test('[USR-02] a user with fitting accounts and roles is admitted', () => {
    expect(canHoldMemberships(fine)).toBeNull()
    expect(
      canHoldMemberships({ ...fine, maySignIn: false, memberships: [{ ...MILL, roles: [] }] }),
    ).toBeNull()
  })

  test.each<[string, Partial<MembershipFacts>]>([
    ['user-needs-account', { memberships: [] }],
    ['user-account-kinds-differ', { memberships: [MILL, place('HARBOR', 'partner', [role('portal')])] }],
    ['user-account-kinds-differ', { kind: 'partner' }],
    ['user-home-account-fixed', { memberships: [place('B', 'producer', [])], homeAccounts: ['A'] }],
    ['user-accounts-above-each-other', { above: [{ above: 'MILL', below: 'EAST' }] }],
    ['user-needs-role', { memberships: [{ ...MILL, roles: [] }] }],
    ['role-kind-differs', { memberships: [{ ...MILL, roles: [role('producer')] }] }],
    ['role-inactive', { memberships: [{ ...MILL, roles: [role('portal', false)] }] }],
    ['permission-not-held', { holds: () => false }],
  ])('[USR-02] %s', (code, change) => {
    expect(canHoldMemberships({ ...fine, ...change })).toMatchObject({ code })
  })
})
