import { unusedAttributes } from '@tallystick/catalog/rules/model-attributes.ts'
import { describe, expect, test } from 'vitest'
import { planBeside, type BesideFacts } from './license-beside.ts'

const facts = (change: Partial<BesideFacts> = {}): BesideFacts =>
  ({
    license: { fulfillmentCode: 'FID-1', state: 'active', supportAction: 'master', takesCopies: true },
    lineItem: { activationId: 'A-1', state: 'deployed', attributes: {} },
    products: [],
    model: { name: 'Floating', kind: 'floating-counted', attributes: {} },
    today: '2026-06-10',
    settings: { starts: '2026-01-01', expires: null, versionDate: null, attributes: unusedAttributes },
    hosts: { servers: null, nodeHosts: [] },
    mayOverridePolicies: false,
    mayOverrideLength: false,
    fulfilledOn: '2026-05-01',
    longest: { amount: 10, unit: 'days' },
    ...change,
  }) as unknown as BesideFacts

describe('licenses beside others', () => {
  test('[LIFE-01] an emergency begins with its original; its length counts from today', () => {
    expect(planBeside('emergency', facts(), { duration: { amount: 10, unit: 'days' } })).toMatchObject({
      dates: { starts: '2026-05-01', expires: '2026-06-20' },
      overridesLength: false,
    })
  })

  test('[LIFE-01] with a start in the future it counts from there', () => {
    expect(
      planBeside('emergency', facts(), { startDate: '2026-07-01', expiresOn: '2026-07-12' }),
    ).toMatchObject({ code: 'beside-too-long', data: { latest: '2026-07-11', longest: '10 days' } })
  })

  test('[LIFE-06] who may override makes it longer, and it is said', () => {
    const helper = facts({ mayOverrideLength: true })

    expect(planBeside('emergency', helper, { expiresOn: '2027-01-01' })).toMatchObject({
      overridesLength: true,
      dates: { expires: '2027-01-01' },
    })
  })

  test('[LIFE-01] the last day of a license is a day of use: only the next one is expired', () => {
    const ends = (expires: string) =>
      facts({ settings: { ...facts().settings, expires }, today: '2026-06-10' })
    const end = { expiresOn: '2026-06-15' }

    expect(planBeside('stop-gap', ends('2026-06-10'), end)).toMatchObject({ code: 'license-not-expired' })
    expect(planBeside('stop-gap', ends('2026-06-09'), end)).toMatchObject({
      dates: { starts: '2026-06-10', expires: '2026-06-15' },
    })
    expect(planBeside('emergency', ends('2026-06-09'), end)).toMatchObject({ code: 'license-expired' })
  })

  test.each([
    ['obsolete', 'line-item-obsolete'],
    ['on-hold', 'line-item-on-hold'],
    ['inactive', 'line-item-inactive'],
  ])('[LIFE-01] an %s line item issues nothing more', (state, code) => {
    const closed = facts({ lineItem: { ...facts().lineItem, state } as BesideFacts['lineItem'] })

    expect(planBeside('emergency', closed, { expiresOn: '2026-06-12' })).toMatchObject({ code })
  })
})
