/** What became of a fulfillment record; a new record is MASTER, the one it replaces is relabelled. LIFE-02..05. */
export const SUPPORT_ACTIONS = {
  master: 'Master',
  return: 'Return',
  repair: 'Repair',
  rehost: 'Rehost',
  upgrade: 'Upgrade',
  upsell: 'Upsell',
  renew: 'Renew',
  transfer: 'Transfer',
  'stop-gap': 'Stop gap',
  emergency: 'Emergency',
  'publisher-error': 'Publisher error',
  reinstall: 'Reinstall',
  regenerate: 'Regenerate',
} as const

/** States of a fulfillment, with the words that pages show. */
export const LICENSE_STATES = { active: 'Active', obsolete: 'Obsolete', 'on-hold': 'On hold' } as const

/** A support action. */
export type SupportAction = keyof typeof SUPPORT_ACTIONS

/** A state of a fulfillment. */
export type LicenseState = keyof typeof LICENSE_STATES
