import { upgradeLicense } from '@tallystick/fulfillments/operations/upgrade-license.contract.ts'
import { describe, expect, test } from 'vitest'
import { newDraft } from '../activation/draft.ts'
import { sampleForm } from '../activation/sample-form.ts'
import {
  choiceProblems,
  newUpgrade,
  settingsProblems,
  upgradeRequest,
  type UpgradeChoice,
  type UpgradeChoices,
} from './upgrade-draft.ts'

const choice = (id: string, more: Partial<UpgradeChoice> = {}): UpgradeChoice => ({
  id,
  activationId: id,
  entitlementCode: 'ENT-1',
  changeKind: 'upgrade',
  products: 'P 3',
  licenseModel: 'Floating',
  expiresOn: null,
  isPermanent: true,
  total: 10,
  remaining: 3,
  refusal: null,
  ...more,
})
const asleep = { code: 'line-item-expired', reason: 'It expired.', cure: 'Renew it.' }
const choices = (...lineItems: UpgradeChoice[]): UpgradeChoices => ({
  copies: 5,
  isDivisible: true,
  lineItems,
})

describe('where a license goes', () => {
  test('[LIFE-05] the only possible choice is made already, several are asked for', () => {
    expect(newUpgrade(choices(choice('A'), choice('B', { refusal: asleep })), 'k').lineItem).toBe('A')
    const open = newUpgrade(choices(choice('A'), choice('B')), 'k')
    expect(open.lineItem).toBeNull()
    expect(choiceProblems(open, choices(choice('A'), choice('B')))).toMatchObject([{ field: 'line-item' }])
  })

  test.each([
    ['the whole of more than the line item takes', { isWhole: true }, 'line-item', '3 of 10'],
    ['a part of more than the line item takes', { copies: 4 }, 'part-copies', '3 of 10'],
    ['more than the license has', { copies: 6 }, 'part-copies', '5 copies'],
    ['nothing', { copies: 0 }, 'part-copies', 'between 1'],
    ['no count', { copies: null }, 'part-copies', 'how many'],
  ])('[LIFE-05] refuses %s at its field', (_what, said, field, words) => {
    const all = choices(choice('A'))
    const draft = { ...newUpgrade(all, 'k'), isWhole: false, ...said }

    const [problem] = choiceProblems(draft, all)

    expect(problem?.field).toBe(field)
    expect(problem?.message).toContain(words)
  })

  test('[LIFE-05] the request has the part, and what the new license model asks', () => {
    const form = sampleForm('floating-counted', { startDate: true })
    const settings = { ...newDraft(form, 'k'), startDate: '2026-05-01', shipToEmail: 'ann@mill.example' }
    const draft = { ...newUpgrade(choices(choice('A')), 'k'), isWhole: false, copies: 2 }

    expect(settingsProblems(draft, form, newDraft(form, 'k'))).toMatchObject([{ field: 'start-date' }])
    expect(settingsProblems(draft, form, settings)).toEqual([])
    const request = upgradeRequest('FID-1', draft, form, settings)
    expect(upgradeLicense.input.safeParse(request).success).toBe(true)
    expect(request).toEqual({
      fulfillment: 'FID-1',
      lineItem: 'A',
      copies: 2,
      startDate: '2026-05-01',
      shipToEmail: 'ann@mill.example',
      shipToAddress: '',
    })
  })
})
