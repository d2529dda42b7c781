import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { startDelivery } from '@tallystick/kernel/outbox/deliver.ts'
import { testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { vi } from 'vitest'
import { z } from 'zod'
import { startMailer } from '../mailer.ts'
import { noticesOperationsAt } from '../operations.ts'
import type { MailReader, NoticeParts, PasswordHelp } from '../parts.ts'
import { noticeReactions } from '../reactions.ts'

/** The room with a database of its own, and stand-ins for what the rooms to its left would answer. */
export interface NoticeHouse extends TestPipeline {
  /** Texts of licenses by fulfillment key. */
  readonly licenses: Map<string, { fulfillmentCode: string; productsLabel: string; licenseText: string }>
  /** Help with passwords by user key; counts how often it was made. */
  readonly users: Map<string, Omit<PasswordHelp, 'secret' | 'expiresAt'>>
  helpsMade: number
  /** Who manages a user or an account, by its key. */
  readonly administrators: Map<string, readonly MailReader[]>
  readonly parts: NoticeParts
  /** Stores an event, as an operation of another room would. */
  announce(type: string, payload: object): Promise<void>
  /** Delivers what is stored, and waits until it is. */
  deliver(): Promise<void>
  /** Forgets that events were delivered, as after a crash in a badly timed moment. */
  forgetDelivery(): Promise<void>
  /** Looks once through the mails that are due, with a mail server or without. */
  send(smtpUrl: string | null): Promise<void>
}

const announcement = defineCommand({
  name: 'announce',
  summary: 'Announce an event.',
  rows: ['BEY-02'],
  rest: { method: 'POST', path: '/v1/announcements' },
  permission: null,
  signedIn: true,
  input: z.object({ type: z.string(), payload: z.record(z.string(), z.unknown()) }),
  output: z.object({}),
  audit: { action: 'announced', subjects: ['event'] },
  emits: [
    'user.created',
    'password-link.requested',
    'user.locked',
    'user.reactivated',
    'license.activated',
    'license.emailed',
    'license.rehosted',
    'license.rejected',
    'license.emergency-issued',
    'host.released',
    'line-item.emailed',
    'line-item.split',
    'line-item-transfer.requested',
    'line-item-transfer.rejected',
    'renewal.requested',
  ],
})

const announce = implement(announcement, (ctx, input) => {
  const subject = { kind: 'event', id: 'test' }
  ctx.audit({ subjects: [subject] })
  ctx.emit(input.type, subject, input.payload)
  return Promise.resolve({})
})

/** Builds it. Call `close` in `afterAll`. */
export async function noticeHouse(): Promise<NoticeHouse> {
  const base = await testPipeline([...noticesOperationsAt('https://licenses.gearwright.example'), announce])
  const licenses: NoticeHouse['licenses'] = new Map()
  const users: NoticeHouse['users'] = new Map()
  const administrators: NoticeHouse['administrators'] = new Map()
  const tenants = () => Promise.resolve([base.tenantId])
  const parts: NoticeParts = {
    publicUrl: 'https://licenses.gearwright.example',
    licenseTexts: (_ctx, ids) => Promise.resolve(ids.flatMap((id) => licenses.get(id) ?? [])),
    administratorsOf: (_ctx, userId) => Promise.resolve(administrators.get(userId) ?? []),
    administratorsOfAccount: (_ctx, accountId) => Promise.resolve(administrators.get(accountId) ?? []),
    passwordHelp: (_ctx, userId) => {
      const user = users.get(userId)
      if (!user) return Promise.resolve(null)
      house.helpsMade += 1
      return Promise.resolve({
        ...user,
        secret: `token-${house.helpsMade}`,
        expiresAt: '2026-03-08T09:00:00Z',
      })
    },
  }
  const house: NoticeHouse = Object.assign(base, {
    licenses,
    users,
    administrators,
    helpsMade: 0,
    parts,
    announce: async (type: string, payload: object) => {
      await base.run('announce', { type, payload })
    },
    deliver: async () => {
      const worker = startDelivery({
        pipeline: base.pipeline,
        reactions: noticeReactions(parts),
        tenants,
        failed: (event, error) => console.error(event?.type, error),
        beatMs: 10,
      })
      await vi.waitUntil(async () => (await count(base, 'outbox WHERE delivered_at IS NULL')) === 0, {
        timeout: 5000,
      })
      await worker.stop()
    },
    forgetDelivery: async () => {
      await base.owner.query('UPDATE outbox SET delivered_at = NULL')
    },
    send: async (smtpUrl: string | null) => {
      let looks = 0
      const counted = () => ((looks += 1), tenants())
      const worker = startMailer({
        pipeline: base.pipeline,
        smtpUrl,
        tenants: counted,
        failed: () => undefined,
        beatMs: 5,
      })
      await vi.waitUntil(() => looks >= 2, { timeout: 5000, interval: 5 })
      await worker.stop()
    },
  })
  return house
}

async function count(house: TestPipeline, from: string): Promise<number> {
  const { rows } = await house.owner.query<{ count: number }>(`SELECT count(*) AS count FROM ${from}`)
  return rows[0]?.count ?? 0
}
