import { scopeOfUser, userById, type Subscriber } from '@tallystick/accounts/services.ts'
import { expiringLineItems, type ExpiringLineItem } from '@tallystick/entitlements/services.ts'
import { listExpiringLineItems } from '@tallystick/entitlements/operations/list-expiring-line-items.contract.ts'
import { expiringType } from '@tallystick/entitlements/rules/expiring.ts'
import { csvHeading, csvRow } from '@tallystick/kernel/list/csv.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { Scope } from '@tallystick/kernel/operation/principal.ts'
import type { MailAttachment } from './model.ts'
import { queueMail } from './queue-mail.ts'
import { mailLanguageOf } from './rules/language.ts'
import {
  expiredCause,
  expiringCause,
  isReason,
  isTurn,
  lookBack,
  type EndingItem,
  type ReminderRules,
  type ReminderTurns,
} from './rules/reminders.ts'
import { noteTold, takeTurn, toldOf, type ReminderCause } from './store/reminders.ts'
import { endingLine } from './templates/line-item-lines.ts'

/** Line items that one statement reads or notes. */
const PAGE = 1000

/** Line items of a kind that a mail lists; when there are more, all of them go along as a file. */
const LISTED_MAX = 50

/** A mail that was written for somebody, or would be. */
export interface Reminder {
  readonly user: string
  readonly email: string
  readonly expiring: number
  readonly expired: number
}

/** How a run reminds. `isDryRun` writes nothing and only answers what it would write. */
export interface ReminderRun {
  readonly rules: ReminderRules
  readonly publicUrl: string
  readonly isDryRun: boolean
}

/**
 * Reminds one person in the running transaction: turn, what the person was told of, and the mail stand or fall
 * together. Null when there is nothing to tell, or it is not the turn, or another run was faster.
 */
export async function remind(
  ctx: QueryContext,
  { userId }: Pick<Subscriber, 'userId'>,
  turns: ReminderTurns,
  run: ReminderRun,
): Promise<Reminder | null> {
  const today = ctx.now.toZonedDateTimeISO('UTC').toPlainDate().toString()
  const rights = await scopeOfUser(ctx.tx, ctx.tenantId, userId, today)
  if (!rights?.permissions.has('expiring-entitlements.view')) return null
  const user = await userById(ctx, userId)
  if (!user) return null
  const reader = { userId, scope: rights.ownScope, turns, today, run }
  const expiring = await dueExpiring(ctx, reader)
  const expired = await dueExpired(ctx, reader)
  if (expiring.length + expired.length === 0) return null
  const reminder = {
    user: user.displayName,
    email: user.email,
    expiring: expiring.length,
    expired: expired.length,
  }
  if (run.isDryRun) return reminder
  const language = mailLanguageOf(user.locale)
  const lines = (items: readonly ExpiringLineItem[]) =>
    items
      .slice(0, LISTED_MAX)
      .map((item) => endingLine(language, { ...item, isMaintenance: item.kind === 'maintenance' }))
  const files =
    Math.max(expiring.length, expired.length) > LISTED_MAX ? [fileOf([...expired, ...expiring])] : []
  await queueMail(ctx, {
    eventId: causeOfRun(today, reminder),
    readerId: userId,
    template: 'renewal-reminder',
    language,
    to: [user.email],
    values: {
      name: user.displayName,
      lookAhead: expiring.length > 0 ? String(run.rules.lookAhead) : '',
      expiring: lines(expiring),
      expiredCount: expired.length > 0 ? String(expired.length) : '',
      expired: lines(expired.toReversed()),
      file: files.map(({ fileName }) => fileName).join(', '),
      page: `${run.publicUrl}/portal/expiring-entitlements`,
      profile: `${run.publicUrl}/portal/profile`,
    },
    attachments: files,
  })
  return reminder
}

/** Each kind has one turn a day at most, so a day has one mail with both, or one of each. */
function causeOfRun(today: string, { expiring, expired }: Reminder): string {
  return ['reminder', today, expiring > 0 && 'expiring', expired > 0 && 'expired'].filter(Boolean).join(' ')
}

/** One person on one day: what was told so far, what the person may see, and how this run reminds. */
interface Reader {
  readonly userId: string
  readonly scope: Scope
  readonly turns: ReminderTurns
  readonly today: string
  readonly run: ReminderRun
}

/** What is expiring, if something ends within the window and it is the turn. */
async function dueExpiring(ctx: QueryContext, reader: Reader): Promise<readonly ExpiringLineItem[]> {
  const { scope, turns, today, run } = reader
  const { rules } = run
  if (!isTurn(turns.expiring, rules.expiringEvery, today)) return []
  const items = await allItems(ctx, scope, 0, Math.max(rules.lookAhead, rules.window))
  const listed = items.filter(({ daysRemaining }) => daysRemaining <= rules.lookAhead)
  if (!isReason(items, rules)) return []
  return tellInTurn(ctx, reader, 'expiring', listed, (item) => expiringCause(item, today))
}

/** What has expired and was not told of yet, if it is the turn. */
async function dueExpired(ctx: QueryContext, reader: Reader): Promise<readonly ExpiringLineItem[]> {
  const { userId, scope, turns, today, run } = reader
  const { expiredEvery } = run.rules
  if (!isTurn(turns.expired, expiredEvery, today)) return []
  const since = lookBack(turns.expired, expiredEvery, today)
  const items: ExpiringLineItem[] = []
  for (const page of pagesOf(await allItems(ctx, scope, -since, -1))) {
    const told = await toldOf(ctx, userId, causesOf(page, expiredCause))
    items.push(...page.filter(({ id }) => !told.has(id)))
  }
  return tellInTurn(ctx, reader, 'expired', items, expiredCause)
}

/** Takes the turn and notes what is told of; what another run has told of meanwhile is left out. */
async function tellInTurn(
  ctx: QueryContext,
  { userId, today, run }: Reader,
  kind: keyof ReminderTurns,
  items: readonly ExpiringLineItem[],
  cause: (item: EndingItem) => string,
): Promise<readonly ExpiringLineItem[]> {
  if (items.length === 0 || run.isDryRun) return items
  if (!(await takeTurn(ctx, userId, kind, today, run.rules[`${kind}Every`]))) return []
  const told: ExpiringLineItem[] = []
  for (const page of pagesOf(items)) {
    const news = await noteTold(ctx, userId, causesOf(page, cause), today)
    told.push(...page.filter(({ id }) => news.has(id)))
  }
  return told
}

function causesOf(items: readonly EndingItem[], cause: (item: EndingItem) => string): ReminderCause[] {
  return items.map((item) => ({ lineItemId: item.id, cause: cause(item) }))
}

/** All that a person sees whose days remaining lie between two numbers, read in pages, without what is replaced. */
async function allItems(
  ctx: QueryContext,
  scope: Scope,
  from: number,
  to: number,
): Promise<readonly ExpiringLineItem[]> {
  const all: ExpiringLineItem[] = []
  for (;;) {
    const choice = { from, to, unreplaced: true }
    const page = await expiringLineItems(ctx, scope, choice, { after: all.at(-1), limit: PAGE })
    all.push(...page)
    if (page.length < PAGE) return all
  }
}

function pagesOf<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / PAGE) }, (_page, at) =>
    items.slice(at * PAGE, (at + 1) * PAGE),
  )
}

const FILE_COLUMNS = [
  'product',
  'daysRemaining',
  'expiration',
  'type',
  'accountName',
  'accountId',
  'activationId',
  'entitlementId',
  'quantity',
] as const

/** The same file as the export of the page. */
function fileOf(items: readonly ExpiringLineItem[]): MailAttachment {
  const rows = items.map((item) =>
    csvRow(
      {
        ...item,
        expiration: item.endsOn,
        type: expiringType(item.kind),
        entitlementId: item.entitlementCode,
        quantity: item.copies,
      },
      FILE_COLUMNS,
    ),
  )
  const text = csvHeading(listExpiringLineItems.columns, FILE_COLUMNS) + rows.join('')
  return {
    fileName: `${listExpiringLineItems.fileName}.csv`,
    mediaType: 'text/csv',
    bytes: new TextEncoder().encode(text),
  }
}
