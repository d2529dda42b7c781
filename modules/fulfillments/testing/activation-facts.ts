import { ownCopies } from '@tallystick/entitlements/model.ts'
import type { ActivationFacts } from '../rules/activation-facts.ts'

/** A feature of the product below, with two counts. */
export const feature = { name: 'editor', version: '2026.0', count: 2 }
/** A plain product with that feature. */
export const product = {
  name: 'Editor Pro',
  version: '2026',
  state: 'deployed',
  quantityPerCopy: 1,
  features: [feature],
  package: null,
} as const

/**
 * A line item of a floating counted model: six of ten copies are left, one extra activation, two of three overdraft;
 * it starts at its first activation and lasts a year.
 */
export const facts: ActivationFacts = {
  entitlement: { state: 'deployed', isBulk: false },
  lineItem: {
    activationId: 'ACT-1',
    state: 'deployed',
    counts: {
      ...ownCopies,
      copiesTotal: 10,
      copiesTaken: 4,
      extraActivationsMax: 1,
      overdraftMax: 3,
      overdraftTaken: 1,
    },
    start: { option: 'specify-at-first-activation', startsOn: null },
    term: { kind: 'duration', amount: 1, unit: 'years' },
    version: { option: 'use-start-date', versionDate: null, duration: null },
    attributes: {},
  },
  products: [product],
  model: {
    name: 'Floating',
    state: 'deployed',
    kind: 'floating-counted',
    attributes: {
      overdraft: { when: 'now', value: { copies: 3, perFulfillmentMax: 2 } },
      notice: { when: 'at-fulfillment' },
    },
    serverHostTypes: ['ethernet', 'hostname', 'flexid'],
    nodeHostTypes: null,
  },
  today: '2026-03-10',
  mayActivateTest: false,
  replacing: null,
  mayOverridePolicies: false,
}
