import {
  expiringSubscriberCount,
  expiringSubscribers,
  type Subscriber,
} from '@tallystick/accounts/services.ts'
import {
  implementLong,
  type LongContext,
  type Operation,
  type QueryContext,
} from '@tallystick/kernel/operation/implement.ts'
import type { z } from 'zod'
import { dueOf, reminderRules } from '../due-subscribers.ts'
import { remind, type Reminder } from '../reminders.ts'
import { forgetTold } from '../store/reminders.ts'
import { sendRenewalReminders, type ReminderReport } from './send-renewal-reminders.contract.ts'

type Report = z.output<typeof ReminderReport>

/** People who are looked at in one statement. */
const PAGE = 500

/** Mails that the report names. */
const NAMED_MAX = 100

/** Days after which nothing that was told can be due again. */
const KEPT_DAYS = 800

/** The operation that reminds; `publicUrl` stands in the mails. */
export function sendRenewalRemindersAt(publicUrl: string): Operation {
  return implementLong(sendRenewalReminders, async (work, { dryRun }) => {
    const rules = await work.read(reminderRules)
    const total = await work.read(expiringSubscriberCount)
    const report: Report = {
      isDryRun: dryRun,
      subscribers: 0,
      mails: 0,
      expiring: 0,
      expired: 0,
      failed: 0,
      reminders: [],
    }
    if (rules === null) return report
    await work.progress(0, total)
    let after: string | null = null
    while (!work.isStopped()) {
      const page: readonly Subscriber[] = await work.read((ctx) => expiringSubscribers(ctx, after, PAGE))
      for (const { subscriber, turns } of await work.read((ctx) => dueOf(ctx, page, rules))) {
        if (work.isStopped()) return null
        const run = { rules, publicUrl, isDryRun: dryRun }
        const reminder = await work
          .note((ctx) => remind(ctx, subscriber, turns, run))
          .catch((): 'failed' => 'failed')
        count(report, reminder)
      }
      report.subscribers += page.length
      await work.progress(report.subscribers, Math.max(total, report.subscribers))
      after = page.at(-1)?.userId ?? null
      if (page.length < PAGE) break
    }
    if (!dryRun) await forget(work)
    return report
  })
}

function count(report: Report, reminder: Reminder | 'failed' | null): void {
  if (reminder === null) return
  if (reminder === 'failed') {
    report.failed += 1
    return
  }
  report.mails += 1
  report.expiring += reminder.expiring
  report.expired += reminder.expired
  if (report.reminders.length < NAMED_MAX) report.reminders.push(reminder)
}

async function forget(work: LongContext): Promise<void> {
  const before = ({ now }: QueryContext) =>
    now.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: KEPT_DAYS }).toString()
  while (!work.isStopped() && (await work.note((ctx) => forgetTold(ctx, before(ctx))))) {
    // One page after the other, each in its own transaction.
  }
}
