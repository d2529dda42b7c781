import type { Subscriber } from '@tallystick/accounts/services.ts'
import { accountsWithEnding } from '@tallystick/entitlements/services.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import * as settings from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { isTurn, lookBack, type ReminderRules, type ReminderTurns } from './rules/reminders.ts'
import { turnsOf } from './store/reminders.ts'

const NEVER: ReminderTurns = { expiring: null, expired: null }

/** How often people are reminded, and of what; null where the producer has no expiring entitlements for its customers. */
export async function reminderRules(ctx: QueryContext): Promise<ReminderRules | null> {
  if (!(await settingOf(ctx, settings.showsExpiring))) return null
  return {
    lookAhead: await settingOf(ctx, settings.renewalLookAhead),
    window: await settingOf(ctx, settings.expiringWindow),
    expiringEvery: await settingOf(ctx, settings.expiringMailDays),
    expiredEvery: await settingOf(ctx, settings.expiredMailDays),
  }
}

/** Those of a page whose turn it is for one of the kinds, and whose accounts have something that ends. */
export async function dueOf(
  ctx: QueryContext,
  page: readonly Subscriber[],
  rules: ReminderRules,
): Promise<{ readonly subscriber: Subscriber; readonly turns: ReminderTurns }[]> {
  const today = ctx.now.toZonedDateTimeISO('UTC').toPlainDate().toString()
  const turns = await turnsOf(
    ctx,
    page.map(({ userId }) => userId),
  )
  const due = page
    .map((subscriber) => ({ subscriber, turns: turns.get(subscriber.userId) ?? NEVER }))
    .filter(
      ({ turns: last }) =>
        isTurn(last.expiring, rules.expiringEvery, today) || isTurn(last.expired, rules.expiredEvery, today),
    )
  const since = Math.max(
    ...due.map(({ turns: last }) => lookBack(last.expired, rules.expiredEvery, today)),
    0,
  )
  const accounts = [...new Set(due.flatMap(({ subscriber }) => subscriber.accountIds))]
  const ending = await accountsWithEnding(ctx, accounts, { from: -since, to: rules.window })
  return due.filter(({ subscriber }) => subscriber.accountIds.some((id) => ending.has(id)))
}
