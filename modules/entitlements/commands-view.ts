import { offersSplit } from '@tallystick/accounts/services.ts'
import type { CommandsView } from '@tallystick/kernel/operation/define.ts'
import { fillText, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { allowsObsolete } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import type { RecordState } from './model.ts'
import { entitlementsRefusals } from './refusals.ts'
import type { EntitlementFacts } from './rules/lifecycle.ts'

/** What the rules need to know of an entitlement, and what this caller is offered to do with its line items. */
export interface ShownEntitlementFacts extends EntitlementFacts {
  readonly offersSplit: boolean
}

/** What the rules need to know of an entitlement. */
export async function entitlementFacts(
  ctx: QueryContext,
  entitlement: { readonly code: string; readonly state: RecordState },
): Promise<ShownEntitlementFacts> {
  return {
    code: entitlement.code,
    state: entitlement.state,
    mayBecomeObsolete: await settingOf(ctx, allowsObsolete),
    offersSplit: await offersSplit(ctx),
  }
}

/** Commands by name: left out without the permission, else allowed or refused with the sentence. */
export function commandsOf(
  ctx: QueryContext,
  commands: readonly (readonly [name: string, permission: string, refusal: Refusal | null])[],
): CommandsView {
  return Object.fromEntries(
    commands
      .filter(([, permission]) => ctx.may(permission))
      .map(([name, , refusal]) => [name, refusal ? refusedCommand(refusal) : { allowed: true }]),
  )
}

/** The refusal of a rule that otherwise says the next state. */
export function refusalOnly(outcome: string | Refusal): Refusal | null {
  return typeof outcome === 'string' ? null : outcome
}

function refusedCommand({ code, data }: Refusal) {
  return { allowed: false, code, reason: fillText(entitlementsRefusals[code]?.say ?? code, data) }
}
