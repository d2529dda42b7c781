import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contractRefusals } from '../testing/contract-refusals.ts'
import { entitlementsRefusals } from '../refusals.ts'
import { accountsRefusals } from '@tallystick/accounts/contracts.ts'
import { catalogRefusals } from '@tallystick/catalog/contracts.ts'
import { pipelineRefusals } from '@tallystick/kernel/operation/refusals.ts'
import { settingsRefusals } from '@tallystick/settings/contracts.ts'
import { changedFields } from './edits.ts'
import { ownCopies } from '../model.ts'
import { copiesRefusal, copiesRemaining, figuresOf } from './figures.ts'
import { forbiddenIdCharacters, idRefusal } from './ids.ts'
import { planParties } from './parties.ts'
import { datesRefusal, endInstant, endsOn, isExpired, termText } from './terms.ts'

describe('IDs', () => {
  test.each(Array.from(',"&%^()#@!~/<>`}{=|.'))('[PRD-02] refuses %s in an ID and names it', (sign) => {
    expect(idRefusal('entitlement-id', `A${sign}B`)).toMatchObject({
      code: 'entitlement-id-characters',
      data: { characters: sign },
    })
  })

  test('[PRD-02] refuses what cannot be seen, and what is too long', () => {
    for (const id of ['A\nB', ' A', 'A ', 'A\u200bB', 'x'.repeat(256), '']) {
      expect(idRefusal('activation-id', id)).toMatchObject({
        code: 'activation-id-characters',
      })
    }
  })

  test('[PRD-02] takes every other printable text', () => {
    const allowed = Array.from('ABCxyz0189-_:;$*+?[] \u00e4\u00f1\u6f22').filter(
      (sign) => !forbiddenIdCharacters.includes(sign),
    )
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...allowed), { minLength: 1, maxLength: 255 }), (signs) => {
        const id = signs.join('')
        expect(idRefusal('entitlement-id', id) === null).toBe(id === id.trim())
      }),
    )
  })
})

describe('terms', () => {
  test('[PRD-02] months and years are those of the calendar', () => {
    const month = { kind: 'duration', amount: 1, unit: 'months' } as const
    expect(endsOn(month, '2026-01-31')).toBe('2026-02-28')
    expect(endsOn(month, '2028-01-31')).toBe('2028-02-29')
    expect(endsOn({ kind: 'duration', amount: 1, unit: 'years' }, '2028-02-29')).toBe('2029-02-28')
    expect(endsOn(month, null)).toBeNull()
    expect(termText(month, null)).toBe('1 months')
  })

  test('[ENT-01] the last day is good until midnight where the line item counts its days', () => {
    expect(String(endInstant('2026-03-28', 'Europe/Berlin'))).toBe('2026-03-28T23:00:00Z')
    expect(String(endInstant('2026-03-28', null))).toBe('2026-03-29T00:00:00Z')
    const at = (text: string) => isExpired('2026-03-28', 'Europe/Berlin', Temporal.Instant.from(text))
    expect(at('2026-03-28T22:59:59.999Z')).toBe(false)
    expect(at('2026-03-28T23:00:00Z')).toBe(true)
    expect(isExpired(null, null, Temporal.Instant.from('9999-01-01T00:00:00Z'))).toBe(false)
  })

  const dates = {
    startOption: 'specify-now',
    startsOn: '2026-01-01',
    term: { kind: 'permanent' },
    versionDateOption: null,
    versionDate: null,
    versionDuration: null,
    timeZone: null,
  } as const
  test.each([
    [{ startsOn: null }, 'start-date-missing'],
    [{ startOption: 'specify-at-first-activation' }, 'start-date-not-asked'],
    [{ term: { kind: 'date', expiresOn: '2025-12-31' } }, 'start-after-expiration'],
    [{ term: { kind: 'duration', amount: 9000, unit: 'years' } }, 'expiration-out-of-range'],
    [{ term: { kind: 'duration', amount: 100_000, unit: 'years' } }, 'expiration-out-of-range'],
    [{ versionDateOption: 'specify-now' }, 'version-date-missing'],
    [{ versionDateOption: 'use-start-date', versionDate: '2026-01-01' }, 'version-date-not-asked'],
    [{ versionDuration: { amount: 1, unit: 'years' } }, 'version-duration-not-used'],
    [
      { versionDateOption: 'specify-version-date-later', versionDuration: { amount: 1, unit: 'days' } },
      'version-duration-not-used',
    ],
    [{ timeZone: '+01:00' }, 'time-zone-unknown'],
  ] as const)('[PRD-02] dates %j are refused with %s', (change, code) => {
    expect(datesRefusal({ ...dates, ...change } as never)).toMatchObject({ code })
  })

  test('[PRD-02] the same day is a term of one day', () => {
    expect(
      datesRefusal({ ...dates, term: { kind: 'date', expiresOn: '2026-01-01' }, timeZone: 'Asia/Kolkata' }),
    ).toBeNull()
  })
})

describe('figures', () => {
  const counts = fc
    .record({
      copiesTotal: fc.nat(1000),
      extraActivationsMax: fc.nat(100),
      overdraftMax: fc.nat(100),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ part, ...rest }) => ({
      ...ownCopies,
      ...rest,
      copiesTaken: Math.floor((rest.copiesTotal + rest.extraActivationsMax) * part),
      overdraftTaken: Math.floor(rest.overdraftMax * part),
    }))

  test('[ENT-01] what is taken and what remains are always all there is', () => {
    fc.assert(
      fc.property(counts, (one) => {
        expect(one.copiesTaken + copiesRemaining(one)).toBe(one.copiesTotal + one.extraActivationsMax)
        expect(copiesRefusal(one, copiesRemaining(one))).toBeNull()
        expect(copiesRefusal(one, copiesRemaining(one) + 1)).toMatchObject({ code: 'insufficient-copies' })
        for (const { value } of figuresOf(one)) expect(value).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('[ENT-01] each figure tells how it comes about', () => {
    const why = (taken: number, key: string) =>
      figuresOf({
        ...ownCopies,
        copiesTotal: 10,
        copiesTaken: taken,
        extraActivationsMax: 3,
        overdraftMax: 0,
        overdraftTaken: 0,
      }).find((one) => one.key === key)?.why
    expect(why(4, 'available')).toBe('10 total - 4 fulfilled = 6.')
    expect(why(12, 'available')).toBe('All sold copies are fulfilled, and 2 extra activations besides.')
    expect(why(12, 'extraActivationsAvailable')).toBe('3 allowed - 2 used beyond the sold copies = 1.')
    expect(why(4, 'unfulfilled')).toBeUndefined()
  })

  test('[ACT-06] [BEY-03] a replacing line item tells what it can still fulfill beside what is available', () => {
    const figures = figuresOf({
      ...ownCopies,
      copiesTotal: 9,
      copiesTaken: 2,
      copiesBrought: 2,
      copiesToBring: 0,
      extraActivationsMax: 0,
      overdraftMax: 0,
      overdraftTaken: 0,
    })

    expect(figures.find(({ key }) => key === 'available')?.value).toBe(0)
    expect(figures.find(({ key }) => key === 'unfulfilled')).toMatchObject({
      value: 7,
      why: expect.stringMatching(
        /^9 total - 2 fulfilled = 7: .* active licenses that this line item replaces\.$/,
      ),
    })
  })
})

describe('parties', () => {
  const account = (code: string) => ({ id: code, code, name: code, isActive: true })
  const party = (tier: 'distributor' | 'reseller' | 'end-customer', more: object = {}) => ({
    tier,
    account: account(tier),
    contact: null,
    isOwner: false,
    isKept: false,
    ...more,
  })

  test('[PRD-02] the party nearest to the user owns a regular entitlement, nobody a bulk one', () => {
    const both = [party('distributor'), party('end-customer')]

    expect(planParties('regular', both)).toMatchObject({
      soldToAccountId: 'end-customer',
      parties: [{ isOwner: false }, { isOwner: true }],
    })
    expect(planParties('bulk', both)).toMatchObject({ parties: [{ isOwner: false }, { isOwner: false }] })
    expect(planParties('regular', [])).toEqual({ parties: [], soldToAccountId: null, soldToLabel: '' })
  })

  test('[PRD-02] one account per tier and one owner', () => {
    expect(planParties('regular', [party('reseller'), party('reseller')])).toMatchObject({
      code: 'tier-given-twice',
    })
    const owners = [party('reseller', { isOwner: true }), party('end-customer', { isOwner: true })]
    expect(planParties('regular', owners)).toMatchObject({ code: 'several-owners' })
  })
})

describe('contracts', () => {
  test('[PRD-02] every refusal that a contract names has its sentence', () => {
    const texts = {
      ...pipelineRefusals,
      ...settingsRefusals,
      ...accountsRefusals,
      ...catalogRefusals,
      ...entitlementsRefusals,
    }
    expect(contractRefusals().filter((code) => !texts[code]?.say)).toEqual([])
  })

  test('[PRD-02] the order of keys is no change, and missing is the same as null', () => {
    expect(changedFields({ a: { x: 1, y: 2 }, b: null }, { a: { y: 2, x: 1 }, b: undefined, c: 3 })).toEqual([
      'c',
    ])
  })
})
