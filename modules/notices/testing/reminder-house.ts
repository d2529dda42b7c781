import { jobOperations } from '@tallystick/kernel/jobs/jobs.ts'
import { startWorker } from '@tallystick/kernel/jobs/worker.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { vi } from 'vitest'
import type { z } from 'zod'
import { noticesOperationsAt } from '../operations.ts'
import type { ReminderReport } from '../operations/send-renewal-reminders.contract.ts'

type Report = z.output<typeof ReminderReport>

/** A mail as these tests look at it. */
interface ReminderMail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly language: string
  readonly files: readonly string[]
}

/** Accounts with people and line items, and the job that reminds them. */
export interface ReminderHouse extends TestPipeline {
  account(name: string): Promise<string>
  /** A subscribed person of some accounts with a role that has the permission, unless fields say otherwise. */
  person(
    email: string,
    accountIds: readonly string[],
    fields?: Record<string, unknown>,
    role?: string,
  ): Promise<string>
  /** A maintenance line item that ends so many days after 1 March 2026. */
  lineItem(
    activationId: string,
    accountId: string,
    days: number,
    fields?: Record<string, unknown>,
  ): Promise<string>
  /** Queues the job and waits for its report. */
  remind(dryRun?: boolean): Promise<Report>
  /** Works off what is queued, by so many workers at once. */
  work(workers?: number): Promise<void>
  mails(): Promise<readonly ReminderMail[]>
}

/** Builds it. Call `close` in `afterAll`. */
export async function reminderHouse(): Promise<ReminderHouse> {
  const base = await testPipeline([
    ...noticesOperationsAt('https://licenses.gearwright.example'),
    ...jobOperations,
  ])
  const put = async (table: string, row: Record<string, unknown>) => {
    const entries = Object.entries({ tenant_id: base.tenantId, ...row })
    await base.owner.query(
      `INSERT INTO ${table} (${entries.map(([column]) => column).join()})
       VALUES (${entries.map((_entry, at) => `$${at + 1}`).join()})`,
      entries.map(([, value]) => value),
    )
  }
  const roles = { reader: newId(), other: newId() }
  await put('role', {
    role_id: roles.reader,
    name: 'Reader',
    kind: 'portal',
    permissions: ['entitlements.view', 'expiring-entitlements.view'],
  })
  await put('role', {
    role_id: roles.other,
    name: 'Other',
    kind: 'portal',
    permissions: ['entitlements.view'],
  })
  const entitlements = new Map<string, string>()
  const entitlementOf = async (accountId: string) => {
    const known = entitlements.get(accountId)
    if (known) return known
    const id = newId()
    entitlements.set(accountId, id)
    await put('entitlement', {
      entitlement_id: id,
      entitlement_code: `E-${id}`,
      state: 'deployed',
      sold_to_account_id: accountId,
    })
    await put('entitlement_party', {
      entitlement_id: id,
      tier: 'end-customer',
      account_id: accountId,
      is_owner: true,
    })
    return id
  }
  const work = async (workers = 1) => {
    const failed = (_job: unknown, error: unknown) => console.error(error)
    const started = Array.from({ length: workers }, () =>
      startWorker({
        pipeline: base.pipeline,
        tenants: () => Promise.resolve([base.tenantId]),
        failed,
        beatMs: 5,
      }),
    )
    await vi.waitUntil(
      async () => {
        const { rows } = await base.owner.query<{ open: number }>(
          `SELECT count(*)::int AS open FROM job WHERE state IN ('waiting', 'running')`,
        )
        return rows[0]?.open === 0
      },
      { timeout: 20_000, interval: 10 },
    )
    await Promise.all(started.map((one) => one.stop()))
  }
  return Object.assign(base, {
    account: async (name: string) => {
      const id = newId()
      await put('account', { account_id: id, account_code: name.toUpperCase(), name, kind: 'customer' })
      return id
    },
    person: async (
      email: string,
      accountIds: readonly string[],
      fields: Record<string, unknown> = {},
      role = 'reader',
    ) => {
      const id = newId()
      await put('app_user', {
        user_id: id,
        user_name: email,
        kind: 'customer',
        first_name: 'P',
        last_name: 'N',
        display_name: email.split('@')[0],
        email,
        wants_expiring_mail: true,
        ...fields,
      })
      for (const account_id of accountIds) {
        await put('membership', { user_id: id, account_id })
        await put('membership_role', {
          user_id: id,
          account_id,
          role_id: role === 'reader' ? roles.reader : roles.other,
        })
      }
      return id
    },
    lineItem: async (
      activationId: string,
      accountId: string,
      days: number,
      fields: Record<string, unknown> = {},
    ) => {
      const id = newId()
      const entitlementId = await entitlementOf(accountId)
      await put('line_item', {
        line_item_id: id,
        entitlement_id: entitlementId,
        entitlement_code: `E-${entitlementId}`,
        activation_id: activationId,
        kind: 'maintenance',
        state: 'deployed',
        copies_total: 1,
        term: 'date',
        expires_on: Temporal.PlainDate.from('2026-03-01').add({ days }).toString(),
        sold_to_account_id: accountId,
        products_label: 'Care 1',
        ...fields,
      })
      return id
    },
    work,
    remind: async (dryRun = false) => {
      const { jobId } = (await base.run('send-renewal-reminders', { dryRun })) as { jobId: string }
      await work()
      const job = (await base.run('get-job', { job: jobId })) as {
        state: string
        problem: string
        report: Report
      }
      if (job.state !== 'done') throw new Error(`The job has ${job.state}: ${job.problem}`)
      return job.report
    },
    mails: async () => {
      const { rows } = await base.owner.query<ReminderMail>(`SELECT to_addresses[1] AS to, subject,
          body_text AS text, language,
          ARRAY(SELECT convert_from(bytes, 'UTF8') FROM mail_attachment a WHERE a.mail_id = m.mail_id) AS files
        FROM mail m ORDER BY to_addresses, created_at`)
      return rows
    },
  })
}
