import { describe, expect, test } from 'vitest'
import {
  hostAttributesRefusal,
  isGoodAgain,
  technologyChangeRefusal,
  type ReplacedOrHeld,
} from './held-licenses.ts'

const before: ReplacedOrHeld = {
  id: 'one',
  lineItemId: 'item',
  supportAction: 'rehost',
  state: 'obsolete',
  parentId: null,
  chainId: 'one',
  copies: 4,
  overdraft: 1,
}
const held: ReplacedOrHeld = {
  ...before,
  id: 'two',
  supportAction: 'master',
  state: 'on-hold',
  parentId: 'one',
}

describe('a license before one that is refused', () => {
  test.each(['repair', 'rehost', 'publisher-error', 'transfer'] as const)(
    '[CERT-05] is good again when it ended as %s and was replaced whole',
    (supportAction) => {
      expect(isGoodAgain(held, { ...before, supportAction })).toBe(true)
    },
  )

  test.each([
    ['copies of it moved', {}, { supportAction: 'upgrade' }],
    ['a part of it was returned', {}, { supportAction: 'return' }],
    ['it is good, and the refused one stood beside it', {}, { state: 'active', supportAction: 'master' }],
    ['only a part took its place', { copies: 3 }, {}],
    ['overdraft stayed elsewhere', { overdraft: 0 }, {}],
    ['the copies went to another line item', { lineItemId: 'other' }, {}],
    ['the refused one begins a chain', { chainId: 'two' }, {}],
    ['it is not the one before', { parentId: 'zero' }, {}],
    ['the one in its place is good', { state: 'active' }, {}],
  ] as const)('[CERT-05] stays ended when %s', (_why, ofHeld, ofBefore) => {
    expect(isGoodAgain({ ...held, ...ofHeld }, { ...before, ...ofBefore })).toBe(false)
  })
})

test('[CERT-05] [LIFE-05] a license stays in its technology', () => {
  const license = { fulfillmentCode: 'FID-1', technology: 'Dongle' }
  expect(technologyChangeRefusal(license, { activationId: 'A', technology: 'Dongle' })).toBeNull()
  expect(technologyChangeRefusal(license, { activationId: 'A', technology: 'certificate' })).toMatchObject({
    code: 'upgrade-other-technology',
    data: { technology: 'Dongle', other: 'certificates' },
  })
})

test('[CERT-05] host attributes are all that are asked and nothing else', () => {
  const technology = { name: 'Dongle', hostAttributes: ['Number'] }
  expect(hostAttributesRefusal(technology, { Number: '7' })).toBeNull()
  expect(hostAttributesRefusal(technology, { Number: ' ' })).toMatchObject({
    code: 'host-attributes-missing',
  })
  expect(hostAttributesRefusal(technology, { Number: '7', Color: 'red' })).toMatchObject({
    code: 'host-attributes-unknown',
    data: { unknown: ['Color'] },
  })
})
