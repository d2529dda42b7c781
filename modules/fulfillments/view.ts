import { lineItemFacts, type LineItemFacts } from '@tallystick/entitlements/services.ts'
import type { CommandsView } from '@tallystick/kernel/operation/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { fillText, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { actsOn } from './issuing/license-acts.ts'
import { upgradeState } from './issuing/replacing-choice.ts'
import { fulfillmentRefusals } from './refusals.ts'
import type { Fulfillment } from './resources.ts'
import { emailRefusal } from './rules/email.ts'
import { SUPPORT_ACTS } from './rules/support-acts.ts'

/** A license as the API shows it, with what its reader may do with it now. */
export async function viewLicense(ctx: QueryContext, fulfillment: Fulfillment) {
  return {
    ...fulfillment,
    attributes: { ...fulfillment.attributes },
    commands: await commandsOf(ctx, fulfillment),
  } as {
    readonly [K in keyof Fulfillment]: Fulfillment[K] extends readonly string[] ? string[] : Fulfillment[K]
  } & { attributes: Record<string, unknown>; commands: CommandsView }
}

async function commandsOf(ctx: QueryContext, fulfillment: Fulfillment): Promise<CommandsView> {
  const mail = ctx.may('licenses.email') ? { 'email-license': commandState(emailRefusal(fulfillment)) } : {}
  const item = await shownLineItem(ctx, fulfillment.lineItemId)
  if (!item) return mail
  const acts = await actsOn(ctx, fulfillment, item)
  const upgrade = await upgradeState(ctx, fulfillment, item)
  return {
    ...Object.fromEntries(
      acts.map(({ name, refusal }) => [SUPPORT_ACTS[name].operation, commandState(refusal)]),
    ),
    ...(upgrade === undefined ? {} : { 'upgrade-license': commandState(upgrade) }),
    ...mail,
  }
}

/** The line item of a license, for what it lets be done; null where the reader sees only the license. */
async function shownLineItem(ctx: QueryContext, id: string): Promise<LineItemFacts | null> {
  try {
    const [item] = await lineItemFacts(ctx, [id])
    return item ?? null
  } catch (problem) {
    if (problem instanceof NotFound) return null
    throw problem
  }
}

/** A command as a view shows it: possible, or not, and why. */
export function commandState(refusal: Refusal | null): CommandsView[string] {
  if (!refusal) return { allowed: true }
  const text = fulfillmentRefusals[refusal.code]
  return { allowed: false, code: refusal.code, reason: text ? fillText(text.say, refusal.data) : '' }
}
