import { SMTPServer } from 'smtp-server'

/** A mail as a mail server got it. */
export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  /** Everything after DATA. */
  readonly raw: string
}

/** A mail server in this process, for tests. */
export interface TestMailServer {
  readonly url: string
  readonly received: ReceivedMail[]
  /** While set, every mail is answered with this instead of being taken. */
  refuseWith: { readonly code: number; readonly sentence: string } | null
  /** Recipients that are not known here. */
  readonly unknown: Set<string>
  close(): Promise<void>
}

/** Starts it on a free port of this machine. */
export async function startMailServer(): Promise<TestMailServer> {
  const received: ReceivedMail[] = []
  const unknown = new Set<string>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (address, _session, done) => {
      if (unknown.has(address.address)) done(problem(550, 'No such mailbox'))
      else done()
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { refuseWith } = mailServer
        if (refuseWith) return done(problem(refuseWith.code, refuseWith.sentence))
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('latin1'),
        })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  const port = await new Promise<number>((resolve) => {
    const listener = server.listen(0, '127.0.0.1', () =>
      resolve((listener.address() as { port: number }).port),
    )
  })
  const mailServer: TestMailServer = {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuseWith: null,
    unknown,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return mailServer
}

/** A header of a received mail, unfolded; null when it has none. */
export function headerOf(mail: ReceivedMail, name: string): string | null {
  const head = (mail.raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ')
  const line = head.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`))
  return line?.slice(name.length + 1).trim() ?? null
}

/** Bytes of an attached file; null when there is none of that name. */
export function attachmentOf(mail: ReceivedMail, fileName: string): Buffer | null {
  for (const part of mail.raw.split(/\r\n--[^\r\n]+\r\n/)) {
    const [head = '', ...body] = part.split('\r\n\r\n')
    if (head.includes(`filename=${fileName}`)) return Buffer.from(body.join(''), 'base64')
  }
  return null
}

function problem(code: number, sentence: string): Error {
  return Object.assign(new Error(sentence), { responseCode: code })
}
