import { describe, expect, test } from 'vitest'
import { canUsePassword } from './passwords.ts'
import { canSignIn, canTryPassword, type SignInFacts } from './sign-in.ts'

const NOW = Temporal.Instant.from('2026-03-01T09:00:00Z')
const fine: SignInFacts = {
  passwordFits: true,
  isContact: false,
  isActive: true,
  isProducer: false,
  portal: 'end-user',
  temporaryUntil: null,
}

describe('sign in', () => {
  // In precedence order: each row still has the faults of the rows below it.
  test.each<[string, Partial<SignInFacts>]>([
    ['wrong-credentials', { passwordFits: false, isActive: false, temporaryUntil: NOW, portal: 'producer' }],
    ['wrong-credentials', { isContact: true, isActive: false, temporaryUntil: NOW, portal: 'producer' }],
    ['user-inactive', { isActive: false, temporaryUntil: NOW, portal: 'producer' }],
    ['temporary-password-expired', { temporaryUntil: NOW, portal: 'producer' }],
    ['wrong-portal', { portal: 'producer' }],
    ['wrong-portal', { isProducer: true }],
  ])('[LOG-01] %s', (code, change) => {
    expect(canSignIn({ ...fine, ...change }, NOW)).toMatchObject({ code })
  })

  test('[LOG-01] everybody who is allowed gets into the own portal and the API', () => {
    expect(canSignIn(fine, NOW)).toBeNull()
    expect(canSignIn({ ...fine, portal: 'api' }, NOW)).toBeNull()
    expect(canSignIn({ ...fine, isProducer: true, portal: 'producer' }, NOW)).toBeNull()
  })

  test('[LOG-10] the window opens again to the second, and is not moved by further failures', () => {
    const failures = { count: 10, windowStartedAt: NOW }
    const rules = { failuresMax: 10, windowMinutes: 15 }
    const at = (seconds: number) => canTryPassword([{ failures, max: 10 }], rules, NOW.add({ seconds }))

    expect(at(899)).toMatchObject({ code: 'sign-in-throttled', data: { retryAfterSeconds: 1 } })
    expect(at(900)).toBeNull()
    expect(canTryPassword([{ failures: { ...failures, count: 9 }, max: 10 }], rules, NOW)).toBeNull()
  })
})

describe('passwords', () => {
  test('[LOG-06] everything that is missing is named at once', () => {
    const rules = { lengthMin: 8, needsUpper: true, needsDigit: true }

    expect(canUsePassword('kai', 'KAI', rules)).toMatchObject({
      code: 'password-too-weak',
      data: {
        missing: [
          'at least 8 characters',
          'an upper-case letter',
          'a digit',
          'another text than the user name',
        ],
      },
    })
    expect(canUsePassword('Zwölf Mühlen 12', 'kai', rules)).toBeNull()
    expect(
      canUsePassword('x'.repeat(201), 'kai', { ...rules, needsUpper: false, needsDigit: false }),
    ).not.toBeNull()
  })
})
