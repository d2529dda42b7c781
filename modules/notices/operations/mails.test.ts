import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { attachmentOf, headerOf, startMailServer, type TestMailServer } from '../testing/mail-server.ts'
import { noticeHouse, type NoticeHouse } from '../testing/notice-house.ts'

interface ShownMail {
  readonly id: string
  readonly to: readonly string[]
  readonly subject: string
  readonly state: string
  readonly attachments: number
  readonly problem: string | null
}

let house: NoticeHouse
let mailServer: TestMailServer

beforeAll(async () => {
  house = await noticeHouse()
  mailServer = await startMailServer()
})
afterAll(async () => {
  await house.close()
  await mailServer.close()
})
beforeEach(async () => {
  await house.owner.query('TRUNCATE mail, mail_attachment, outbox')
  mailServer.received.length = 0
  mailServer.refuseWith = null
  house.helpsMade = 0
  house.now = Temporal.Instant.from('2026-03-01T09:00:00Z')
})

// Long lines, tabs, a missing last line break and a leading dot are what mail programs like to change.
const LICENSE =
  'SERVER lic1 005056AB12CD\r\n.INCREMENT \\\n\tmill ' + 'x'.repeat(1200) + '\n# Fräsen für Müller \t \n\n'

const activate = (fields: object = {}) => {
  house.licenses.set('f1', { fulfillmentCode: 'FID-1', productsLabel: 'Mill 5.0', licenseText: LICENSE })
  house.licenses.set('f2', { fulfillmentCode: 'FID-2', productsLabel: 'Turn 2.0', licenseText: 'second' })
  const payload = { fulfillmentIds: ['f1'], shipToEmail: 'ada@northwind.example', language: 'en', ...fields }
  return house.announce('license.activated', payload)
}

const mails = async () => ((await house.run('list-mails', {})) as { rows: ShownMail[] }).rows

const onlyMail = async () => {
  const rows = await mails()
  expect(rows).toHaveLength(1)
  return rows[0] as ShownMail
}

describe('sending', () => {
  test('[ACT-08] the license of an activation arrives byte for byte, in a mail of the chosen language', async () => {
    await activate({ language: 'de-AT' })
    await house.deliver()
    await house.send(mailServer.url)

    const [mail] = mailServer.received
    expect(mailServer.received).toHaveLength(1)
    expect(mail && attachmentOf(mail, 'LicenseFile.lic')?.equals(Buffer.from(LICENSE))).toBe(true)
    expect(mail?.to).toEqual(['ada@northwind.example'])
    expect(mail && headerOf(mail, 'Subject')).toBe('=?UTF-8?Q?Ihre_Lizenzdatei_f=C3=BCr_Mill_5=2E0?=')
    expect(mail && headerOf(mail, 'From')).toBe('Test <licenses@localhost.localdomain>')
    expect(await onlyMail()).toMatchObject({ state: 'sent', attachments: 1, problem: null })
  })

  test('[ACT-08] several licenses travel in one mail, numbered, to every address of the list', async () => {
    await activate({
      fulfillmentIds: ['f1', 'f2'],
      shipToEmail: 'ada@northwind.example,lab@northwind.example',
    })
    await house.deliver()
    await house.send(mailServer.url)

    const [mail] = mailServer.received
    expect(mail && attachmentOf(mail, 'LicenseFile-1.lic')?.toString()).toBe(LICENSE)
    expect(mail && attachmentOf(mail, 'LicenseFile-2.lic')?.toString()).toBe('second')
    expect(mail?.to).toEqual(['ada@northwind.example', 'lab@northwind.example'])
  })

  test('[ACT-08] an activation without a ship-to address mails nothing', async () => {
    await activate({ shipToEmail: '' })
    await house.deliver()

    expect(await mails()).toEqual([])
  })

  test('[BEY-02] an event that is delivered twice, and a mail that two senders see, arrive once', async () => {
    await activate()
    await house.deliver()
    await house.forgetDelivery()
    await house.deliver()
    await Promise.all([house.send(mailServer.url), house.send(mailServer.url), house.send(mailServer.url)])

    expect(mailServer.received).toHaveLength(1)
    expect(await onlyMail()).toMatchObject({ state: 'sent' })
  })

  test('[BEY-02] a sender that is killed after sending leads to the same Message-ID, so receivers can tell', async () => {
    await activate()
    await house.deliver()
    await house.send(mailServer.url)
    await house.owner.query(`UPDATE mail SET state = 'waiting', sent_at = NULL`)
    await house.send(mailServer.url)
    expect(mailServer.received).toHaveLength(1)

    house.now = house.now.add({ minutes: 11 })
    await house.send(mailServer.url)

    const ids = mailServer.received.map((mail) => headerOf(mail, 'Message-ID'))
    expect(ids).toHaveLength(2)
    expect(ids[0]).toMatch(/^<[0-9a-f-]{36}\.1@localhost\.localdomain>$/)
    expect(ids[1]).toBe(ids[0])
  })

  test('[PRD-08] a mail server that is away is tried eight times with growing waits, then the mail has failed', async () => {
    mailServer.refuseWith = { code: 451, sentence: 'Try again later' }
    await activate()
    await house.deliver()

    const waits: number[] = []
    for (let tries = 1; tries <= 8; tries += 1) {
      await house.send(mailServer.url)
      const { rows } = await house.owner.query<{ attempts: number; state: string; next: string }>(
        'SELECT attempts, state, next_attempt_at AS next FROM mail',
      )
      const [row] = rows
      expect(row).toMatchObject({ attempts: tries, state: tries < 8 ? 'waiting' : 'failed' })
      const next = Temporal.Instant.from(row?.next ?? '')
      if (tries < 8) {
        waits.push(next.since(house.now).total('minutes'))
        house.now = next
      }
    }

    expect(waits).toEqual([1, 5, 15, 60, 180, 360, 840])
    expect((await onlyMail()).problem).toContain('Try 8: ')
    expect((await onlyMail()).problem).toContain('Try again later')
  })

  test('[ACT-08] an address that the mail server does not know is named, and the others get the mail', async () => {
    mailServer.unknown.add('gone@northwind.example')
    await activate({ shipToEmail: 'gone@northwind.example,ada@northwind.example' })
    await house.deliver()
    await house.send(mailServer.url)

    expect(mailServer.received.map((mail) => mail.to)).toEqual([['ada@northwind.example']])
    expect(await onlyMail()).toMatchObject({
      state: 'sent',
      problem: 'The mail server did not take: gone@northwind.example.',
    })
  })

  test('[ACT-08] an address with more in it than an address is never sent to, and holds up nobody else', async () => {
    await activate({ shipToEmail: 'ada@northwind.example\r\nBcc: all@northwind.example' })
    await activate()
    await house.deliver()
    await house.send(mailServer.url)

    const states = (await mails()).map((mail) => mail.state)
    expect(states.toSorted()).toEqual(['failed', 'sent'])
    expect(mailServer.received.map((mail) => mail.to)).toEqual([['ada@northwind.example']])
    expect((await mails()).find((mail) => mail.state === 'failed')?.problem).toContain('Not a mail address')
  })

  test('[ACT-08] a product name cannot add a header', async () => {
    await activate()
    house.licenses.set('f1', {
      fulfillmentCode: 'F',
      productsLabel: 'Mill\r\nBcc: all@x.example',
      licenseText: 'x',
    })
    await house.deliver()
    await house.send(mailServer.url)

    const [mail] = mailServer.received
    expect(mail && headerOf(mail, 'Bcc')).toBeNull()
    expect(mail && headerOf(mail, 'Subject')).toBe('Your license file for Mill Bcc: all@x.example')
  })
})

describe('without a mail server', () => {
  test('[ACT-08] the mail is kept and shown with its file, and can be sent when there is a server', async () => {
    await activate()
    await house.deliver()
    await house.send(null)

    const kept = await onlyMail()
    expect(kept).toMatchObject({ state: 'kept', attachments: 1, to: ['ada@northwind.example'] })
    const shown = (await house.run('get-mail', { mail: kept.id })) as {
      bodyHtml: string
      attachments: object[]
    }
    expect(shown.bodyHtml).toContain('Mill 5.0 (FID-1)')
    expect(shown.attachments).toMatchObject([{ number: 0, fileName: 'LicenseFile.lic' }])
    const file = (await house.run('get-mail-attachment', { mail: kept.id, number: 0 })) as {
      contentBase64: string
    }
    expect(Buffer.from(file.contentBase64, 'base64').toString()).toBe(LICENSE)

    await house.run('resend-mail', { mail: kept.id })
    await house.send(mailServer.url)
    expect(mailServer.received).toHaveLength(1)
    expect(await onlyMail()).toMatchObject({ state: 'sent' })
  })
})

describe('links and temporary passwords', () => {
  const ada = {
    kind: 'link' as const,
    userName: 'ada',
    displayName: 'Ada <Miller>',
    email: 'ada@northwind.example',
    locale: 'fr',
    timeZone: 'Europe/Paris',
    portal: 'end-user' as const,
  }

  test('[LOG-06] a new user gets one link by mail, which is forgotten here once it was sent', async () => {
    house.users.set('u1', ada)
    await house.announce('user.created', { userId: 'u1', email: ada.email })
    await house.deliver()
    await house.forgetDelivery()
    await house.deliver()
    await house.send(mailServer.url)

    expect(house.helpsMade).toBe(1)
    const raw = mailServer.received[0]?.raw.replaceAll('=\r\n', '').replaceAll('=3D', '=') ?? ''
    expect(raw).toContain('https://licenses.gearwright.example/portal/welcome?token=token-1')
    expect(raw).toContain('Ada &#60;Miller&#62;')
    const { rows } = await house.owner.query(`SELECT 1 FROM mail WHERE mail::text LIKE '%token-1%'`)
    expect(rows).toEqual([])
    const refused = house.run('resend-mail', { mail: (await onlyMail()).id })
    await expect(refused).rejects.toMatchObject({ refusal: { code: 'mail-secret-gone' } })
  })

  test('[LOG-06] a kept link is shown to those who manage users, and to nobody else who may see mails', async () => {
    house.users.set('u1', { ...ada, portal: 'producer' })
    await house.announce('password-link.requested', { userId: 'u1' })
    await house.deliver()
    await house.send(null)
    const { id } = await onlyMail()

    const manager = person(house.tenantId, { permissions: ['mails.view', 'users.manage'] })
    const reader = person(house.tenantId, { permissions: ['mails.view', 'mails.manage'] })
    const full = JSON.stringify(await house.as(manager, 'get-mail', { mail: id }))
    const hidden = JSON.stringify(await house.as(reader, 'get-mail', { mail: id }))
    expect(full).toContain('/producer/welcome?token=token-1')
    expect(hidden).toContain('/producer/welcome?token=…')
    expect(hidden).not.toContain('token-1')
  })

  test('[LOG-07] where the producer mails temporary passwords, the mail has one instead of a link', async () => {
    house.users.set('u1', { ...ada, kind: 'password', locale: 'en' })
    await house.announce('password-link.requested', { userId: 'u1' })
    await house.deliver()
    await house.send(mailServer.url)

    expect(mailServer.received[0]?.raw).toContain('Your temporary password is token-1')
    expect(mailServer.received[0]?.raw).not.toContain('welcome?token')
  })

  test('[LOG-06] a contact, and a user who may not sign in any more, get no mail', async () => {
    await house.announce('user.created', { userId: 'u9', maySignIn: false })
    await house.announce('password-link.requested', { userId: 'nobody' })
    await house.deliver()

    expect(await mails()).toEqual([])
  })
})

describe('users who are locked and reactivated', () => {
  const whole = (mail: ShownMail) =>
    house.run('get-mail', { mail: mail.id }) as Promise<{ to: string[]; language: string; bodyText: string }>
  const ada = { userId: 'u1', userName: 'ada', name: 'Ada', email: 'ada@northwind.example', locale: 'en' }
  const shop = {
    userId: 'u2',
    userName: 'shop',
    name: 'Shop floor',
    email: 'shop@northwind.example',
    isShared: true,
  }

  test('[LOG-10] a locked user is told so, in the own language, with who can help', async () => {
    await house.announce('user.locked', { ...ada, locale: 'de-AT' })
    await house.deliver()
    await house.forgetDelivery()
    await house.deliver()
    await house.send(mailServer.url)

    expect(mailServer.received).toHaveLength(1)
    expect(mailServer.received[0]?.to).toEqual([ada.email])
    expect(await whole(await onlyMail())).toMatchObject({
      template: 'user-locked',
      language: 'de',
      state: 'sent',
      bodyText: expect.stringContaining('Nur ein Administrator kann ihn wieder öffnen.'),
    })
  })

  test('[LOG-10] a reactivated user is told that the password is the old one', async () => {
    await house.announce('user.reactivated', { ...ada, isShared: false })
    await house.deliver()
    await house.send(mailServer.url)

    expect(mailServer.received).toHaveLength(1)
    expect(mailServer.received[0]?.raw).toContain('Your password has not changed.')
  })

  test('[LOG-10] for a shared user each administrator is told apart, and nobody else', async () => {
    house.administrators.set(shop.userId, [
      { id: 'a1', name: 'Ben', email: 'ben@northwind.example', locale: 'en' },
      { id: 'a2', name: 'Cléo', email: 'cleo@harbor.example', locale: 'fr' },
    ])
    await house.announce('user.reactivated', shop)
    await house.deliver()
    await house.forgetDelivery()
    await house.deliver()

    const written = await Promise.all((await mails()).map(whole))
    expect(written.toSorted((a, b) => a.language.localeCompare(b.language))).toMatchObject([
      {
        to: ['ben@northwind.example'],
        language: 'en',
        bodyText: expect.stringContaining('The access of Shop floor, which several people share'),
      },
      {
        to: ['cleo@harbor.example'],
        language: 'fr',
        bodyText: expect.stringContaining('L’accès de Shop floor, que plusieurs personnes utilisent'),
      },
    ])
  })
})

describe('sending again', () => {
  const resend = async () => house.run('resend-mail', { mail: (await onlyMail()).id })

  test('[ACT-08] a sent mail goes out again under a Message-ID of its own, and the history says who did it', async () => {
    await activate()
    await house.deliver()
    await house.send(mailServer.url)
    await resend()
    await house.send(mailServer.url)

    const ids = mailServer.received.map((mail) => headerOf(mail, 'Message-ID'))
    expect(new Set(ids).size).toBe(2)
    const { rows } = await house.owner.query(
      `SELECT actor_name, outcome FROM audit_entry WHERE action = 'mail.resent'`,
    )
    expect(rows).toContainEqual({ actor_name: 'system', outcome: 'done' })
  })

  test('[ACT-08] a mail that waits is not sent twice by asking again', async () => {
    await activate()
    await house.deliver()

    await expect(resend()).rejects.toMatchObject({ refusal: { code: 'mail-waiting' } })
    const { rows } = await house.owner.query('SELECT sendings, attempts FROM mail')
    expect(rows).toEqual([{ sendings: 1, attempts: 0 }])
  })

  test('[ACT-08] a mail with a wrong address stays failed', async () => {
    await activate({ shipToEmail: 'nobody' })
    await house.deliver()

    await expect(resend()).rejects.toMatchObject({ refusal: { code: 'mail-address-invalid' } })
    expect(await onlyMail()).toMatchObject({ state: 'failed' })
  })

  test('[USR-05] mails are seen with mails.view only, and sent again with mails.manage only', async () => {
    await activate()
    await house.deliver()
    const { id } = await onlyMail()
    const stranger = person(house.tenantId, { permissions: ['licenses.view'] })
    const reader = person(house.tenantId, { permissions: ['mails.view'] })

    for (const name of ['get-mail', 'resend-mail']) {
      await expect(house.as(stranger, name, { mail: id })).rejects.toMatchObject({
        permission: expect.any(String),
      })
    }
    await expect(house.as(reader, 'resend-mail', { mail: id })).rejects.toMatchObject({
      permission: 'mails.manage',
    })
    expect(await house.as(reader, 'get-mail', { mail: id })).toMatchObject({ commands: {} })
    await expect(house.run('get-mail', { mail: 'x' })).rejects.toMatchObject({ kind: 'mail' })
    const file = house.run('get-mail-attachment', { mail: id, number: 7 })
    await expect(file).rejects.toMatchObject({ kind: 'attachment' })
  })

  test('[NAV-01] the list finds mails by address and subject, newest first, whatever the page size', async () => {
    for (const name of ['a', 'b', 'c']) {
      house.now = house.now.add({ seconds: 1 })
      await activate({ shipToEmail: `${name}@northwind.example` })
    }
    await house.deliver()
    house.now = house.now.add({ seconds: 1 })

    type Pages = { rows: ShownMail[]; next: string | null }
    const first = (await house.run('list-mails', { limit: 2 })) as Pages
    const second = (await house.run('list-mails', { limit: 2, after: first.next })) as Pages
    expect([...first.rows, ...second.rows].map((row) => row.id)).toHaveLength(3)
    const found = (await house.run('list-mails', { where: 'to.contains:B@north' })) as Pages
    expect(found.rows.map((row) => row.to)).toEqual([['b@northwind.example']])
  })
})
