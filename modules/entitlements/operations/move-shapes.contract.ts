import { z } from 'zod'
import { recordStates } from '../model.ts'
import { entitlementStateCodes, lineItemStateCodes } from '../rules/lifecycle.ts'

/** An account that copies could go to, with people there who could be told. */
export const MoveTargetShape = z.object({
  id: z.string(),
  accountId: z.string(),
  name: z.string(),
  kind: z.string(),
  contacts: z.array(z.object({ id: z.string(), name: z.string(), email: z.string() })),
})

/** What was typed to find an account: three characters at least, so that nobody reads the whole list. */
export const TargetText = z.string().trim().min(3).max(100).meta({ label: 'Part of the name or account ID' })

/** What went from one line item to another. */
export const MoveOutcome = z.object({
  copies: z.int(),
  /** Extra activations and overdraft that went along. */
  extraActivations: z.int(),
  overdraft: z.int(),
  /** Copies that a replacing line item drew from what it replaces, to own them. */
  drawn: z.int(),
  isNew: z.boolean(),
  from: z.object({
    id: z.string(),
    activationId: z.string(),
    state: z.enum(recordStates),
    copiesTotal: z.int(),
    copiesAvailable: z.int(),
  }),
  to: z.object({
    id: z.string(),
    activationId: z.string(),
    entitlementId: z.string(),
    state: z.enum(recordStates),
    soldTo: z.string(),
    copiesTotal: z.int(),
  }),
  maintenance: z.array(z.object({ from: z.string(), to: z.string(), copies: z.int() })),
})

/** What forbids a move of any kind, in precedence order. */
export const moveRefusalCodes: readonly string[] = [
  ...lineItemStateCodes,
  ...entitlementStateCodes,
  'move-only-licensed',
  'move-of-bulk',
]

/** What can be wrong with the account that copies are to go to. */
export const moveTargetCodes: readonly string[] = [
  'not-current-owner',
  'move-to-owner',
  'account-inactive',
  'contact-not-of-account',
]
