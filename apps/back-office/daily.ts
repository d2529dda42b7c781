import { expiringSubscriberCount } from '@tallystick/accounts/services.ts'
import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import { loop, type Worker } from '@tallystick/kernel/jobs/worker.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import type { Pipeline } from '@tallystick/kernel/operation/run.ts'
import { sendsReminders, showsExpiring } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'

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

/** Queues the work of the day for a tenant, unless it is queued already or there is nothing to do. */
export async function queueDaily(pipeline: Pipeline, tenantId: string): Promise<void> {
  const { pool, clock } = pipeline.parts
  const isWanted = await inTransaction(
    pool,
    tenantId,
    async (tx) => {
      const reader = { tx, tenantId }
      const isOn = (await settingOf(reader, sendsReminders)) && (await settingOf(reader, showsExpiring))
      return isOn && (await expiringSubscriberCount(reader)) > 0
    },
    { readOnly: true },
  )
  if (!isWanted) return
  const day = clock().toZonedDateTimeISO('UTC').toPlainDate().toString()
  await pipeline.run(
    'send-renewal-reminders',
    { dryRun: false },
    { tenantId, caller: { principal: systemPrincipal(tenantId, ACTOR) }, key: `reminders of ${day}` },
  )
}
