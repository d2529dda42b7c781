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

/**
 * Events whose licenses are mailed, by whoever caused them: to whom an act was told to send what it issued, or to whom
 * somebody asked to mail what is there. LIFE-07.
 */
export const MAILED_EVENTS = {
  issued: ['license.activated', 'license.supplied'],
  replacing: [
    'license.returned',
    'license.repaired',
    'license.rehosted',
    'license.upgraded',
    'license.corrected',
    'license.transferred',
    'license.redistributed',
  ],
  beside: ['license.emergency-issued', 'license.stop-gap-issued'],
  asked: ['license.emailed', 'consolidated-license.emailed'],
} as const

/** A support action. */
export type SupportAction = keyof typeof SUPPORT_ACTIONS

/** A state of a fulfillment. */
export type LicenseState = keyof typeof LICENSE_STATES
