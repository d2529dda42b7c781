import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { noticeHouse, type NoticeHouse } from '../testing/notice-house.ts'

interface Mail {
  readonly to: readonly string[]
  readonly template: string
  readonly subject: string
  readonly text: string
}

let house: NoticeHouse
beforeAll(async () => {
  house = await noticeHouse()
})
afterAll(() => house.close())
beforeEach(async () => {
  await house.owner.query('TRUNCATE mail, mail_attachment, outbox')
})

const mails = async () =>
  (
    await house.owner.query<Mail>(
      `SELECT to_addresses AS to, template, subject, body_text AS text FROM mail ORDER BY template`,
    )
  ).rows

describe('a request to renew', () => {
  const request = (locale: string) =>
    house.announce('renewal.requested', {
      to: 'sales@gearwright.example',
      requester: { name: 'Grace Hill', email: 'grace@mill.example', locale },
      lineItems: [
        {
          activationId: 'A-1',
          product: 'CAD 1',
          type: 'subscription',
          accountName: 'Northwind Mill',
          copies: 4,
          endsOn: '2026-03-11',
          daysRemaining: 10,
        },
        {
          activationId: 'A-2',
          product: 'Care 1',
          type: 'maintenance',
          accountName: 'Northwind Mill',
          copies: 1,
          endsOn: '2026-02-28',
          daysRemaining: -1,
        },
      ],
    })

  test('[ENT-09] reaches the producer, and in the same words who asked, once', async () => {
    await request('en')
    await house.deliver()
    await house.forgetDelivery()
    await house.deliver()

    const [first, copy, ...more] = await mails()
    expect(more).toEqual([])
    expect(first).toMatchObject({
      to: ['sales@gearwright.example'],
      template: 'renewal-requested',
      subject: 'Renewal asked for by Grace Hill',
    })
    expect(copy).toEqual({ ...first, to: ['grace@mill.example'], template: 'renewal-requested-copy' })
    expect(first?.text).toContain('Grace Hill (grace@mill.example) would like to renew this with Test:')
    expect(first?.text).toContain('- CAD 1, A-1, Northwind Mill: ends on 11 March 2026 (10 days left)')
    expect(first?.text).toContain(
      '- Care 1 (maintenance), A-2, Northwind Mill: ended on 28 February 2026 (1 day ago)',
    )
  })

  test('[ENT-09] is written in the language of who asked', async () => {
    await request('fr-CA')
    await house.deliver()

    expect((await mails())[0]?.text).toContain(
      'CAD 1, A-1, Northwind Mill: expire le 11 mars 2026 (encore 10\u00a0jours)',
    )
  })
})

describe('a line item by mail', () => {
  const send = (fields: object, lineItem: object = {}) =>
    house.announce('line-item.emailed', {
      to: ['lab@mill.example', 'yard@mill.example'],
      language: 'de',
      message: '',
      ...fields,
      lineItem: {
        id: 'key',
        activationId: 'A-1',
        entitlementCode: 'E-1',
        product: 'CAD 1',
        licenseModel: 'Floating',
        soldTo: 'MILL (Mill)',
        orderId: '',
        copies: 1200,
        term: { kind: 'permanent' },
        endsOn: null,
        maintenance: [],
        ...lineItem,
      },
    })

  test('[ENT-08] says what it gives and where to activate it, and leaves out what is not there', async () => {
    await send({})
    await house.deliver()

    const [mail] = await mails()
    expect(mail).toMatchObject({
      to: ['lab@mill.example', 'yard@mill.example'],
      subject: 'Ihr Nutzungsrecht für CAD 1',
    })
    expect(mail?.text).toContain('Die Aktivierungs-ID lautet A-1')
    expect(mail?.text).toContain(
      '- Anzahl: 1.200\n- Ablauf: unbefristet\n- Lizenzmodell: Floating\n- Verkauft an: MILL (Mill)\n',
    )
    expect(mail?.text).toContain('https://licenses.gearwright.example/portal/entitlements/key')
    expect(mail?.text).not.toContain('Auftrag')
  })

  test('[ENT-08] ends are told as days, or as a span where the start is still open', async () => {
    await send(
      { language: 'en', message: 'For you.' },
      { term: { kind: 'duration', amount: 12, unit: 'months' } },
    )
    await house.deliver()
    expect((await mails())[0]?.text).toContain('Hello,\n\nFor you.\n')
    expect((await mails())[0]?.text).toContain('- Expiration: 12 months from the start')
    await house.owner.query('TRUNCATE mail, mail_attachment, outbox')

    await send({ language: 'en' }, { term: { kind: 'date' }, endsOn: '2026-12-31', maintenance: ['Care 1'] })
    await house.deliver()
    expect((await mails())[0]?.text).toContain('- Expiration: 31 December 2026')
    expect((await mails())[0]?.text).toContain('- Maintenance: Care 1')
  })
})
