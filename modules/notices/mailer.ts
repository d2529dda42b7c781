import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import type { Tx } from '@tallystick/kernel/db/pool.ts'
import { loop, type Worker } from '@tallystick/kernel/jobs/worker.ts'
import type { Pipeline } from '@tallystick/kernel/operation/run.ts'
import { mailFromAddress } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { createTransport } from 'nodemailer'
import { senderNameOf } from './queue-mail.ts'
import { withSecret } from './rules/secret.ts'
import { nextTryAt } from './rules/tries.ts'
import {
  failAbandoned,
  filesOfMail,
  keepWaiting,
  markSent,
  markTried,
  takeDueMails,
} from './store/sending.ts'
import type { TakenMail } from './store/sending.ts'

/** What the sender needs of its app. */
export interface MailerOptions {
  readonly pipeline: Pipeline
  /** `smtp://user:password@host:port` or `smtps://…`; null: there is no mail server, and mails are kept. */
  readonly smtpUrl: string | null
  readonly tenants: () => Promise<readonly string[]>
  readonly failed: (mailId: string | null, error: unknown) => void
  /** Milliseconds between two looks when nobody nudges. */
  readonly beatMs?: number
}

/** Mails taken at once; they are sent side by side over at most `CONNECTIONS_MAX` connections. */
const BATCH = 10
const CONNECTIONS_MAX = 3

/** Milliseconds without a word of the mail server after which a try is given up. */
const SILENCE_MS = 30_000

/**
 * Sends waiting mails, each at least once.
 *
 * A mail is taken in one short transaction and marked in another; between them there is none, because a mail
 * server may take its time. Killed in between, the mail is sent again with the same Message-ID.
 */
export function startMailer(options: MailerOptions): Worker {
  const transport = options.smtpUrl === null ? null : openTransport(options.smtpUrl)
  const worker = loop(options.beatMs ?? 1000, async (isStopped) => {
    let isMore = false
    for (const tenantId of await options.tenants()) {
      if (isStopped()) break
      const look = transport ? sendDue(options, transport, tenantId) : keepAll(options, tenantId)
      isMore = (await look.catch((error: unknown) => (options.failed(null, error), false))) || isMore
    }
    return isMore
  })
  const stop = async () => {
    await worker.stop()
    transport?.close()
  }
  return { ...worker, stop }
}

type Transport = ReturnType<typeof openTransport>

function openTransport(url: string) {
  return createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
  })
}

async function keepAll(options: MailerOptions, tenantId: string): Promise<boolean> {
  await inTransaction(options.pipeline.parts.pool, tenantId, (tx) => keepWaiting(tx, tenantId))
  return false
}

interface Sender {
  readonly name: string
  readonly address: string
}

async function sendDue(options: MailerOptions, transport: Transport, tenantId: string): Promise<boolean> {
  const { pool, clock } = options.pipeline.parts
  const { taken, sender } = await inTransaction(pool, tenantId, async (tx) => {
    await failAbandoned(tx, tenantId, clock())
    const mails = await takeDueMails(tx, tenantId, clock(), BATCH)
    return { taken: mails, sender: mails.length > 0 ? await senderOf(tx, tenantId) : null }
  })
  if (sender === null) return false
  await Promise.all(taken.map((mail) => sendOne(options, transport, tenantId, mail, sender)))
  return taken.length === BATCH
}

async function senderOf(tx: Tx, tenantId: string): Promise<Sender> {
  const reader = { tx, tenantId }
  return { name: await senderNameOf(reader), address: await settingOf(reader, mailFromAddress) }
}

async function sendOne(
  options: MailerOptions,
  transport: Transport,
  tenantId: string,
  mail: TakenMail,
  sender: Sender,
): Promise<void> {
  const { pool, clock } = options.pipeline.parts
  const mark = (write: (tx: Tx) => Promise<void>) => inTransaction(pool, tenantId, write)
  try {
    const problem = await handOver(options, transport, tenantId, mail, sender)
    await mark((tx) => markSent(tx, tenantId, mail, clock(), problem))
  } catch (error) {
    options.failed(mail.mailId, error)
    const problem = `Try ${mail.attempts}: ${(error as Error).message}`.slice(0, 1000)
    await mark((tx) => markTried(tx, tenantId, mail, nextTryAt(clock(), mail.attempts), problem))
  }
}

/** Gives a mail to the mail server. Answers with the addresses that it did not take, as a sentence, or null. */
async function handOver(
  options: MailerOptions,
  transport: Transport,
  tenantId: string,
  mail: TakenMail,
  sender: Sender,
): Promise<string | null> {
  const files = await inTransaction(options.pipeline.parts.pool, tenantId, (tx) =>
    filesOfMail(tx, tenantId, mail.mailId),
  )
  const { rejected } = await transport.sendMail({
    messageId: messageIdOf(mail, sender.address),
    from: { name: sender.name, address: sender.address },
    to: mail.to.map((address) => ({ name: '', address })),
    subject: mail.subject,
    text: withSecret(mail.bodyText, mail.secret),
    html: withSecret(mail.bodyHtml, mail.secret),
    attachments: files.map((file) => ({
      filename: file.fileName,
      contentType: file.mediaType,
      contentTransferEncoding: 'base64',
      content: file.bytes,
    })),
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return rejected.length === 0 ? null : `The mail server did not take: ${rejected.join(', ')}.`
}

/** The same at every try of a sending, so that receivers can drop a mail that reaches them twice. */
function messageIdOf(mail: TakenMail, address: string): string {
  return `<${mail.mailId}.${mail.sendings}@${address.split('@')[1] ?? 'localhost'}>`
}
