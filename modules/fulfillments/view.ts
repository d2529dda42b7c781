import type { CommandsView } from '@tallystick/kernel/operation/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { fillText } from '@tallystick/kernel/errors/refusal.ts'
import { fulfillmentRefusals } from './refusals.ts'
import type { Fulfillment } from './resources.ts'
import { emailRefusal } from './rules/email.ts'

/** A license as the API shows it, with what its reader may do with it now. */
export function viewLicense(ctx: QueryContext, fulfillment: Fulfillment) {
  return {
    ...fulfillment,
    attributes: { ...fulfillment.attributes },
    commands: commandsOf(ctx, fulfillment),
  } as {
    readonly [K in keyof Fulfillment]: Fulfillment[K] extends readonly string[] ? string[] : Fulfillment[K]
  } & { attributes: Record<string, unknown>; commands: CommandsView }
}

function commandsOf(ctx: QueryContext, fulfillment: Fulfillment): CommandsView {
  if (!ctx.may('licenses.email')) return {}
  const refusal = emailRefusal(fulfillment)
  if (!refusal) return { 'email-license': { allowed: true } }
  const text = fulfillmentRefusals[refusal.code]
  return {
    'email-license': {
      allowed: false,
      code: refusal.code,
      reason: text ? fillText(text.say, refusal.data) : '',
    },
  }
}
