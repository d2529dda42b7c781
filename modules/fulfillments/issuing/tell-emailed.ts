import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'

/** What is mailed on request: the license or file whose text goes, its event, and the keys that the event names. */
export interface EmailedText {
  readonly event: 'license.emailed' | 'consolidated-license.emailed'
  readonly subject: { readonly kind: string; readonly id: string; readonly label: string }
  readonly keys:
    | { readonly fulfillmentIds: readonly string[] }
    | { readonly consolidatedIds: readonly string[] }
}

/** One audit entry with the receivers, and the event out of which the mail is written. Answers the receivers. */
export function tellEmailed(
  ctx: CommandContext,
  { event, subject, keys }: EmailedText,
  addresses: readonly string[],
  { language, message }: { readonly language: string; readonly message: string },
): { to: string[] } {
  const to = [...addresses]
  ctx.audit({ subjects: [subject], details: { to } })
  ctx.emit(event, subject, { ...keys, to, by: ctx.principal.actorName, language, message })
  return { to }
}
