import { Commands } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

/** States of a consolidated license, with the words that pages show. */
export const CONSOLIDATED_STATES = { active: 'Active', inactive: 'Inactive' } as const

/** A consolidated license as the answer of what made it shows it. */
export const MadeConsolidated = z.object({
  id: z.string(),
  consolidatedCode: z.string(),
  /** The host IDs that its licenses share. */
  criteria: z.string(),
  members: z.int(),
  licenseText: z.string(),
})

/** What was consolidated, what stays alone, and where the newest file was followed. */
export const ConsolidationOutcome = z.object({
  consolidated: z.array(MadeConsolidated),
  /** Licenses that share their host with no other one: they keep their own files. */
  alone: z.array(z.object({ id: z.string(), fulfillmentCode: z.string(), host: z.string() })),
  warnings: z.array(z.string()),
  /** Files that a generator is asked for: they are there when it has answered. */
  asked: z.array(z.object({ technology: z.string(), criteria: z.string(), members: z.int() })),
})

/** What was consolidated, as data. */
export type ConsolidationOutcome = z.infer<typeof ConsolidationOutcome>

/** A consolidated license in full. */
export const ConsolidatedView = z.object({
  id: z.string(),
  consolidatedCode: z.string(),
  accountId: z.string().nullable(),
  soldTo: z.string(),
  technology: z.string(),
  criteria: z.string(),
  state: z.enum(['active', 'inactive']),
  licenseText: z.string(),
  members: z.int(),
  consolidatedBy: z.string(),
  consolidatedAt: z.string(),
  closedAt: z.string().nullable(),
  closedBy: z.string(),
  /** Why it is not good any more, in a sentence; null while it is. */
  closedReason: z.string().nullable(),
  commands: Commands,
})

/** Refusals of consolidating licenses. */
export const CONSOLIDATION_REFUSALS: readonly string[] = [
  'license-not-active',
  'license-on-hold',
  'license-beside',
  'consolidation-accounts-differ',
  'consolidation-technology',
  'consolidation-nothing',
]
