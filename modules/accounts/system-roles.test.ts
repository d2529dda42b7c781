import { describe, expect, test } from 'vitest'
import { EVERY, expandPermissions, holdsPermission, PERMISSIONS } from './permissions.ts'
import { SYSTEM_ROLES } from './system-roles.ts'

describe('predefined roles', () => {
  test('[USR-05] every permission of a predefined role is one that there is', () => {
    const unknown = SYSTEM_ROLES.flatMap(({ permissions }) => permissions).filter(
      (one) => one !== EVERY && !(one in PERMISSIONS),
    )

    expect(unknown).toEqual([])
  })

  test('[USR-05] what a child permission widens is a permission too', () => {
    const widened = Object.values(PERMISSIONS).flatMap(({ widens }) => widens ?? [])

    expect(widened.filter((one) => !(one in PERMISSIONS))).toEqual([])
  })

  test('[USR-05] the administrator holds everything, the executive changes nothing', () => {
    const executive = SYSTEM_ROLES.find(({ name }) => name === 'Executive')?.permissions ?? []

    expect(expandPermissions([EVERY]).size).toBe(Object.keys(PERMISSIONS).length)
    expect(executive.filter((one) => !one.endsWith('.view'))).toEqual([])
  })

  test('[USR-05] child permissions are held by who sees everything and holds what they widen', () => {
    const held = new Set(['licenses.view'])

    expect(holdsPermission(held, true, 'child-licenses.view')).toBe(true)
    expect(holdsPermission(held, false, 'child-licenses.view')).toBe(false)
    expect(holdsPermission(held, true, 'child-line-items.view')).toBe(false)
  })
})
