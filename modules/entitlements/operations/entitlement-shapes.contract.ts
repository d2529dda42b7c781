import { Commands, refTo } from '@tallystick/kernel/operation/define.ts'
import { AttributeValuesField } from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { recordStates, tiers } from '../model.ts'
import { LineItemSummary } from './line-item-shapes.contract.ts'

/** The account of a tier, with a contact there. */
export const PartyFields = z.object({
  tier: z.enum(tiers).meta({ label: 'Tier' }),
  account: refTo('account'),
  contact: refTo('contact').nullable().optional(),
  isOwner: z.boolean().optional().meta({ label: 'Current owner' }),
})

/** A party as somebody wants it. */
export type PartyWish = z.infer<typeof PartyFields>

/** Fields of an entitlement besides its line items; left out means default, or unchanged in an edit. */
export const EntitlementFields = z.object({
  parties: z.array(PartyFields).max(3).optional().meta({ label: 'Accounts' }),
  description: z.string().max(2000).optional().meta({ label: 'Description', multiline: true }),
  shipToEmail: z.string().max(1000).optional().meta({ label: 'Ship-to email', help: 'Several with commas.' }),
  shipToAddress: z.string().max(1000).optional().meta({ label: 'Ship-to address', multiline: true }),
  allowsPortalSignIn: z.boolean().optional().meta({ label: 'Allow portal sign-in with the entitlement ID' }),
  customAttributes: AttributeValuesField.optional(),
})

/** An entitlement's own fields as somebody wants them. */
export type EntitlementWish = z.infer<typeof EntitlementFields>

/** The ID of an entitlement; generated when it is left out. */
export const EntitlementIdField = z.string().min(1).max(255).optional().meta({
  label: 'Entitlement ID',
  help: 'Leave empty to have one generated.',
})

const AccountRef = z.object({ id: z.string(), accountId: z.string(), name: z.string() })

/** Everything that is known of an entitlement, with its line items as far as the caller may see them. */
export const EntitlementView = z.object({
  id: z.string(),
  entitlementId: z.string(),
  kind: z.enum(['regular', 'bulk']),
  state: z.enum(recordStates),
  description: z.string(),
  shipToEmail: z.string(),
  shipToAddress: z.string(),
  allowsPortalSignIn: z.boolean(),
  customAttributes: z.record(z.string(), z.unknown()),
  soldTo: z.string(),
  parentBulk: z.string().nullable(),
  bulkChangeKind: z.enum(['upgrade', 'upsell', 'renewal']).nullable(),
  parties: z.array(
    z.object({
      tier: z.enum(tiers),
      account: AccountRef,
      contact: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
      isOwner: z.boolean(),
    }),
  ),
  lineItemCount: z.int(),
  lineItems: z.array(LineItemSummary),
  figures: z.object({
    copiesTotal: z.int(),
    copiesTaken: z.int(),
    copiesAvailable: z.int(),
  }),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  rowVersion: z.int(),
  commands: Commands,
})
