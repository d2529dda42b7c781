import { describe, expect, test } from 'vitest'
import { missingOfAccount, newAccountInput, newAccountWords, NO_ACCOUNT } from './new-account.ts'

const contact = { firstName: 'Ida', lastName: 'Stone', email: 'ida@quarry.example' }

describe('an account that is added with a split', () => {
  test('[ENT-04] needs a name; a contact is given whole or not at all', () => {
    const named = { ...NO_ACCOUNT, name: 'Quarry' }
    expect(missingOfAccount(NO_ACCOUNT)).toBe('Give the name of the new account.')
    expect(missingOfAccount(named)).toBeNull()
    expect(missingOfAccount({ ...named, firstName: 'Ida' })).toContain('or leave all three empty')
    expect(missingOfAccount({ ...named, ...contact, email: 'ida' })).toContain('no address')
    expect(missingOfAccount({ ...named, ...contact })).toBeNull()
  })

  test('[ENT-04] is sent and said as it was typed, without what was left empty', () => {
    expect(newAccountInput({ ...NO_ACCOUNT, name: ' Quarry ' })).toEqual({ name: 'Quarry' })
    const whole = { ...NO_ACCOUNT, ...contact, name: 'Quarry', code: 'QUARRY' }
    expect(newAccountInput(whole)).toEqual({ name: 'Quarry', code: 'QUARRY', contact })
    expect(newAccountWords(whole, 'end-customer', false)).toBe(
      'The customer account Quarry will be added with the ID QUARRY, with Ida Stone as contact, related to the present owner.',
    )
    expect(newAccountWords({ ...NO_ACCOUNT, name: 'Lakeside' }, 'reseller', true)).toBe(
      'The partner account Lakeside has been added with an ID that is made for it, related to the present owner.',
    )
  })
})
