import { describe, expect, test } from 'vitest'
import { problemOfValue } from './setting-rules.ts'

describe('problemOfValue', () => {
  test('[PRD-07] says what the server would say', () => {
    expect(problemOfValue('branding.accent-colour', 'blue')).toBe('A colour reads #rrggbb.')
    expect(problemOfValue('display.page-size', 4)).toMatch(/5/)
    expect(problemOfValue('display.page-size', null)).not.toBeNull()
  })

  test('[PRD-07] lets fit values pass, and leaves settings of a newer server to that server', () => {
    expect(problemOfValue('display.page-size', 50)).toBeNull()
    expect(problemOfValue('licenses.server-port', null)).toBeNull()
    expect(problemOfValue('of.another-day', 'x')).toBeNull()
  })
})
