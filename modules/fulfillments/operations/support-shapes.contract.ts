import { hostRefusals } from '@tallystick/hosts/contracts.ts'
import { refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { activationRefusalTexts } from '../rules/activation-texts.ts'
import { SUPPORT_ACTIONS, type SupportAction } from '../model.ts'
import { IssuedLicense } from './activate-line-items.contract.ts'

/** What every support act on one license may be given. */
export const SupportInput = z.object({
  fulfillment: refTo('fulfillment'),
  shipToEmail: z.string().max(2000).optional().meta({
    label: 'Ship to email',
    help: 'Several with commas. Leave out to keep that of the license.',
  }),
  shipToAddress: z.string().max(2000).optional().meta({ label: 'Ship to address', multiline: true }),
  language: z.string().max(20).optional().meta({ label: 'Language of the mail' }),
})

/** A part of a license; left out, all of it is meant. */
export const PartFields = {
  copies: z.unknown().optional().meta({
    label: 'Count',
    type: 'integer',
    help: 'Leave empty for all copies of the license.',
  }),
  overdraft: z.unknown().optional().meta({
    label: 'Overdraft',
    type: 'integer',
    help: 'Leave empty for all of it, or for none when only some copies are meant.',
  }),
}

/** What a support act ended and what it issued instead. */
export const SupportOutcome = z.object({
  closed: z.array(
    z.object({
      id: z.string(),
      fulfillmentCode: z.string(),
      became: z.enum(Object.keys(SUPPORT_ACTIONS) as [SupportAction, ...SupportAction[]]),
    }),
  ),
  /** Copies and overdraft that line items have available again. */
  copiesReturned: z.int(),
  overdraftReturned: z.int(),
  licenses: z.array(IssuedLicense),
  /** Policies that were exceeded by the right to do so; the history marks them. */
  policiesOverridden: z.array(z.string()),
})

/** The answer of a support act. */
export type SupportOutcome = z.infer<typeof SupportOutcome>

/** Refusals that every support act shares: the license, its line item, where the new license goes. */
export const LIVE_REFUSALS = ['ship-to-email', 'license-not-active', 'license-on-hold', 'license-beside']

/** Refusals of an act that issues a license anew: it must be live, then its line item, its text and its counts. */
export const REISSUE_REFUSALS: readonly string[] = [
  ...LIVE_REFUSALS,
  'line-item-draft',
  'line-item-inactive',
  'line-item-obsolete',
  'line-item-on-hold',
  ...Object.keys(activationRefusalTexts).filter((code) => code.startsWith('substitution-')),
  'package-counts-differ',
  'count-out-of-range',
  'count-not-a-whole-number',
]

/** Refusals of a part of a license. */
export const PART_REFUSALS: readonly string[] = [
  'part-too-large',
  'part-nothing',
  'part-not-divisible',
  'part-overdraft-alone',
]

/** Refusals of hosts that a person gives. */
export const HOST_REFUSALS: readonly string[] = [
  'host-attributes-missing',
  'host-attributes-unknown',
  ...Object.keys(activationRefusalTexts).filter((code) => /^(hosts?|server|node)-/.test(code)),
  ...Object.keys(hostRefusals),
]
