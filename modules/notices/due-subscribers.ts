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
  const known = page.map((subscriber) => {
    const last = turns.get(subscriber.userId) ?? NEVER
    return {
      subscriber,
      turns: last,
      isForExpiring: isTurn(last.expiring, rules.expiringEvery, today),
      isForExpired: isTurn(last.expired, rules.expiredEvery, today),
    }
  })
  const accountsOf = (of: readonly { readonly subscriber: Subscriber }[]) => [
    ...new Set(of.flatMap(({ subscriber }) => subscriber.accountIds)),
  ]
  const forExpired = known.filter((one) => one.isForExpired)
  const since = Math.max(
    1,
    ...forExpired.map((one) => lookBack(one.turns.expired, rules.expiredEvery, today)),
  )
  const expired = await accountsWithEnding(ctx, accountsOf(forExpired), { from: -since, to: -1 })
  const forExpiring = accountsOf(known.filter((one) => one.isForExpiring))
  const expiring = await accountsWithEnding(ctx, forExpiring, { from: 0, to: rules.window })
  return known.filter(
    ({ subscriber: { accountIds }, isForExpiring, isForExpired }) =>
      (isForExpiring && accountIds.some((id) => expiring.has(id))) ||
      (isForExpired && accountIds.some((id) => expired.has(id))),
  )
}
