import { PERMISSIONS } from '@tallystick/accounts/permissions.ts'
import { describe, expect, test } from 'vitest'
import { areas } from './areas.ts'

describe('pages that are of no use without a permission', () => {
  const needs = areas.flatMap((area) =>
    Object.entries(area.needs ?? {}).map(([path, permissions]) => ({ area, path, permissions })),
  )

  test.each(needs)('[USR-05] $path is a page of its area', ({ area, path }) => {
    expect(area.pages.map((page) => page.path)).toContain(path)
  })

  test.each(needs)('[USR-05] $path asks for permissions that there are', ({ permissions }) => {
    const known = new Set(Object.keys(PERMISSIONS))
    expect(permissions.filter((one) => !known.has(one))).toEqual([])
    expect(permissions.length).toBeGreaterThan(0)
  })

  test('[USR-05] every form for something new says first who may not make it', () => {
    const forms = areas.flatMap((area) => area.pages).filter(({ path }) => path.endsWith('/new'))
    expect(forms.map(({ path }) => path).filter((path) => !needs.some((one) => one.path === path))).toEqual(
      [],
    )
  })
})
