import { expiringSubscriberCount } from '@tallystick/accounts/services.ts'
import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import { loop, type Worker } from '@tallystick/kernel/jobs/worker.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import type { Pipeline } from '@tallystick/kernel/operation/run.ts'
import { sendsReminders, showsExpiring } from '@tallystick/settings/definitions.ts'
import { settingOf, type SettingReader } from '@tallystick/settings/services.ts'

/** How often is looked whether the day's work was queued, in milliseconds. */
const HOUR_MS = 3_600_000

/** The name that history shows for what nobody started. */
const ACTOR = 'Schedule'

/**
 * Queues what runs once a day, as jobs that everybody can look at. The day is the one in UTC; its repeat key makes one
 * job of it, however many processes look and however often they are started.
 */
export function startDaily(options: {
  readonly pipeline: Pipeline
  readonly tenants: () => Promise<readonly string[]>
  readonly failed: (what: unknown, error: unknown) => void
}): Worker {
  return loop(HOUR_MS, async (isStopped) => {
    for (const tenantId of await options.tenants()) {
      if (isStopped()) break
      await queueDaily(options.pipeline, tenantId).catch((error: unknown) => options.failed('daily', error))
    }
    return false
  })
}

/** A job of the day: what is run, the name in its repeat key, and whether there is anything to do. */
export interface DailyWork {
  readonly operation: string
  readonly input: object
  readonly keyName: string
  readonly isWanted: (reader: SettingReader) => Promise<boolean>
}

/** Mails to those who subscribed to reminders of expiring entitlements. ENT-12. */
export const dailyReminders: DailyWork = {
  operation: 'send-renewal-reminders',
  input: { dryRun: false },
  keyName: 'reminders',
  isWanted: async (reader) => {
    const isOn = (await settingOf(reader, sendsReminders)) && (await settingOf(reader, showsExpiring))
    return isOn && (await expiringSubscriberCount(reader)) > 0
  },
}

/** The counts of every line item against its licenses. BEY-01. */
export const dailyAudit: DailyWork = {
  operation: 'audit-copies',
  input: {},
  keyName: 'copies audit',
  isWanted: () => Promise.resolve(true),
}

/** Queues the work of the day for a tenant, unless it is queued already or there is nothing to do. */
export async function queueDaily(
  pipeline: Pipeline,
  tenantId: string,
  works: readonly DailyWork[] = [dailyReminders, dailyAudit],
): Promise<void> {
  const { pool, clock } = pipeline.parts
  const day = clock().toZonedDateTimeISO('UTC').toPlainDate().toString()
  for (const { operation, input, keyName, isWanted } of works) {
    const look = { readOnly: true }
    if (!(await inTransaction(pool, tenantId, (tx) => isWanted({ tx, tenantId }), look))) continue
    await pipeline.run(operation, input, {
      tenantId,
      caller: { principal: systemPrincipal(tenantId, ACTOR) },
      key: `${keyName} of ${day}`,
    })
  }
}
