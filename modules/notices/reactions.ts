import { MAILED_EVENTS } from '@tallystick/fulfillments/model.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { DeliveredEvent, Reaction } from '@tallystick/kernel/outbox/deliver.ts'
import { z } from 'zod'
import type { MailTemplate } from './model.ts'
import { lineItemReactions } from './line-item-mails.ts'
import { mailLicenses, type LicenseTemplate } from './mail-licenses.ts'
import { mailRefused } from './mail-refused.ts'
import type { HelpPurpose, NoticeParts, PasswordHelp } from './parts.ts'
import { causeOf, queueMail } from './queue-mail.ts'
import { readAddresses } from './rules/addresses.ts'
import { mailLanguageOf, readableInstant } from './rules/language.ts'
import { SECRET_PLACE } from './rules/secret.ts'
import { isMailed } from './store/mails.ts'
import { transferReactions } from './transfer-mails.ts'

/** Turns events of other rooms into mails. */
export function noticeReactions(parts: NoticeParts): readonly Reaction[] {
  return [
    { to: ['user.created'], react: (ctx, event) => helpWithPassword(parts, ctx, event, 'welcome') },
    {
      to: ['password-link.requested'],
      react: (ctx, event) => helpWithPassword(parts, ctx, event, 'reset-password'),
    },
    { to: ['user.locked'], react: (ctx, event) => tellLocked(parts, ctx, event) },
    { to: ['user.reactivated'], react: (ctx, event) => tellReactivated(parts, ctx, event) },
    {
      to: MAILED_EVENTS.issued,
      react: (ctx, event) => mailToShipTo(parts, ctx, event, 'license-activated'),
    },
    {
      to: MAILED_EVENTS.replacing,
      react: (ctx, event) => mailToShipTo(parts, ctx, event, 'license-replaced'),
    },
    {
      to: MAILED_EVENTS.beside,
      react: (ctx, event) => mailToShipTo(parts, ctx, event, 'license-beside'),
    },
    { to: ['license.rejected'], react: (ctx, event) => mailRefused(parts, ctx, event) },
    { to: ['host.released'], react: (ctx, event) => tellReleased(parts, ctx, event) },
    {
      to: MAILED_EVENTS.asked,
      react: (ctx, event) => mailOnRequest(parts, ctx, event),
    },
    ...lineItemReactions(parts),
    ...transferReactions(parts),
  ]
}

const UserEvent = z.object({ userId: z.string(), maySignIn: z.boolean().default(true) })

async function helpWithPassword(
  parts: NoticeParts,
  ctx: QueryContext,
  event: DeliveredEvent,
  purpose: HelpPurpose,
): Promise<void> {
  const { userId, maySignIn } = UserEvent.parse(event.payload)
  if (!maySignIn || (await isHelped(ctx, event.eventId))) return
  const help = await parts.passwordHelp(ctx, userId, purpose)
  if (help === null) return
  const language = mailLanguageOf(help.locale)
  const portal = `${parts.publicUrl}/${help.portal === 'producer' ? 'producer' : 'portal'}/`
  const until = readableInstant(Temporal.Instant.from(help.expiresAt), language, help.timeZone)
  const shown =
    help.kind === 'link' ? { link: `${portal}welcome?token=${SECRET_PLACE}` } : { password: SECRET_PLACE }
  await queueMail(ctx, {
    eventId: event.eventId,
    template: HELP_TEMPLATES[purpose][help.kind],
    language,
    to: [help.email],
    values: { name: help.displayName, userName: help.userName, until, portal, ...shown },
    secret: help.secret,
  })
}

const HELP_TEMPLATES: Readonly<Record<HelpPurpose, Readonly<Record<PasswordHelp['kind'], MailTemplate>>>> = {
  welcome: { link: 'welcome', password: 'welcome-password' },
  'reset-password': { link: 'password-link', password: 'temporary-password' },
}

/** A second delivery must not make a second link, which would end the one that was mailed. */
function isHelped(ctx: QueryContext, eventId: string): Promise<boolean> {
  const templates = Object.values(HELP_TEMPLATES).flatMap((by) => Object.values(by))
  return isMailed(
    ctx,
    templates.map((template) => causeOf(eventId, template)),
  )
}

const AccessEvent = z.object({
  userId: z.string(),
  userName: z.string(),
  name: z.string(),
  email: z.string(),
  locale: z.string().nullish(),
  isShared: z.boolean().default(false),
})

/** Whoever typed the wrong passwords, the owner of the name has to know. Shared users are never locked. [LOG-10] */
async function tellLocked(parts: NoticeParts, ctx: QueryContext, event: DeliveredEvent): Promise<void> {
  await tellUser(parts, ctx, event, 'user-locked')
}

/** The user is told; for a shared one, whose address may be nobody's, those who manage it are. [LOG-10] */
async function tellReactivated(parts: NoticeParts, ctx: QueryContext, event: DeliveredEvent): Promise<void> {
  const { userId, userName, name: sharedName, isShared } = AccessEvent.parse(event.payload)
  if (!isShared) return tellUser(parts, ctx, event, 'user-reactivated')
  for (const { id, name, email, locale } of await parts.administratorsOf(ctx, userId)) {
    await queueMail(ctx, {
      eventId: event.eventId,
      template: 'shared-user-reactivated',
      language: mailLanguageOf(locale),
      to: [email],
      readerId: id,
      values: { name, userName, sharedName, portal: `${parts.publicUrl}/` },
    })
  }
}

async function tellUser(
  parts: NoticeParts,
  ctx: QueryContext,
  event: DeliveredEvent,
  template: 'user-locked' | 'user-reactivated',
): Promise<void> {
  const { userName, name, email, locale } = AccessEvent.parse(event.payload)
  await queueMail(ctx, {
    eventId: event.eventId,
    template,
    language: mailLanguageOf(locale),
    to: [email],
    values: { name, userName, portal: `${parts.publicUrl}/` },
  })
}

const ActivatedEvent = z.object({
  fulfillmentIds: z.array(z.string()),
  consolidatedIds: z.array(z.string()).default([]),
  shipToEmail: z.string().nullish(),
  language: z.string().nullish(),
})

/** New licenses go to whom the act was told to send them; without addresses nobody gets a mail. */
async function mailToShipTo(
  parts: NoticeParts,
  ctx: QueryContext,
  event: DeliveredEvent,
  template: LicenseTemplate,
): Promise<void> {
  const { shipToEmail, language, ...licenses } = ActivatedEvent.parse(event.payload)
  const to = readAddresses(shipToEmail ?? '')
  if (to.length === 0) return
  await mailLicenses(parts, ctx, event, template, { ...licenses, to, language, message: '' })
}

const ReleasedEvent = z.object({
  accountId: z.string(),
  hostLabel: z.string(),
  by: z.string(),
  reason: z.string(),
  licenses: z.array(z.object({ fulfillmentCode: z.string(), products: z.string(), copies: z.int() })),
})

/** Those who manage an account learn what somebody gave up without asking them. [BEY-15] */
async function tellReleased(parts: NoticeParts, ctx: QueryContext, event: DeliveredEvent): Promise<void> {
  const { accountId, hostLabel, by, reason, licenses } = ReleasedEvent.parse(event.payload)
  for (const { id, name, email, locale } of await parts.administratorsOfAccount(ctx, accountId)) {
    await queueMail(ctx, {
      eventId: event.eventId,
      template: 'host-released',
      language: mailLanguageOf(locale),
      to: [email],
      readerId: id,
      values: {
        name,
        host: hostLabel,
        by,
        reason,
        licenses: licenses.map((one) => `${one.products} (${one.fulfillmentCode}): ${one.copies}`),
        portal: `${parts.publicUrl}/portal/`,
      },
    })
  }
}

const EmailedEvent = z.object({
  fulfillmentIds: z.array(z.string()).default([]),
  consolidatedIds: z.array(z.string()).default([]),
  to: z.array(z.string()),
  language: z.string().nullish(),
  message: z.string().default(''),
})

async function mailOnRequest(parts: NoticeParts, ctx: QueryContext, event: DeliveredEvent): Promise<void> {
  const asked = EmailedEvent.parse(event.payload)
  await mailLicenses(parts, ctx, event, 'license-emailed', { ...asked, to: readAddresses(asked.to) })
}
