import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { noticeHouse, type NoticeHouse } from '../testing/notice-house.ts'

let house: NoticeHouse
beforeAll(async () => {
  house = await noticeHouse()
  house.licenses.set('f1', {
    fulfillmentCode: 'FID-1',
    productsLabel: 'Gear Mill',
    licenseText: 'INCREMENT mill\n',
  })
}, 60_000)
beforeEach(() => house.owner.query('DELETE FROM mail_attachment; DELETE FROM mail').then(() => undefined))
afterAll(() => house.close())

async function mails() {
  const { rows } = await house.owner.query<{ to: string[]; template: string; body: string; subject: string }>(
    'SELECT to_addresses AS "to", template, body_text AS body, subject FROM mail ORDER BY to_addresses',
  )
  return rows
}

describe('mails of acts on licenses', () => {
  test('[LIFE-04] the new license goes to whom the act was told to send it', async () => {
    await house.announce('license.rehosted', {
      fulfillmentIds: ['f1'],
      shipToEmail: 'ada@northwind.example',
      language: 'fr',
    })
    await house.deliver()

    const [mail] = await mails()
    expect(mail).toMatchObject({ to: ['ada@northwind.example'], template: 'license-replaced' })
    expect(mail?.body).toContain('Gear Mill (FID-1)')
    expect(mail?.subject).toBe('Votre nouveau fichier de licence pour Gear Mill')
  })

  test('[LIFE-02] nobody was named, or nothing was issued: no mail', async () => {
    await house.announce('license.rehosted', { fulfillmentIds: ['f1'], shipToEmail: '' })
    await house.announce('license.rehosted', { fulfillmentIds: [], shipToEmail: 'ada@northwind.example' })
    await house.deliver()

    expect(await mails()).toEqual([])
  })

  test('[LIFE-01] a temporary license says that it stands beside', async () => {
    await house.announce('license.emergency-issued', {
      fulfillmentIds: ['f1'],
      shipToEmail: 'ada@northwind.example',
    })
    await house.deliver()

    const [mail] = await mails()
    expect(mail?.body).toContain('It stands beside the license that you have')
  })

  test('[BEY-15] the administrators of the account learn of a released host, each in a mail', async () => {
    house.administrators.set('northwind', [
      { id: 'u1', name: 'Ada', email: 'ada@northwind.example', locale: 'en' },
      { id: 'u2', name: 'Bo', email: 'bo@northwind.example', locale: 'de' },
    ])
    await house.announce('host.released', {
      accountId: 'northwind',
      hostLabel: '02A000000001',
      by: 'Cai',
      reason: '',
      licenses: [{ fulfillmentCode: 'FID-9', products: 'Gear Mill', copies: 3 }],
    })
    await house.deliver()

    const [first, second] = await mails()
    expect(first).toMatchObject({ to: ['ada@northwind.example'], template: 'host-released' })
    expect(first?.subject).toBe('Cai released the host 02A000000001')
    expect(first?.body).toContain('Gear Mill (FID-9): 3')
    expect(first?.body).not.toContain('What happened')
    expect(second?.subject).toBe('Cai hat den Host 02A000000001 freigegeben')
  })

  test('[CERT-05] a refused license is told to whom it was to go: why, and what became of it', async () => {
    const one = { products: 'Lathe Key', shipToEmail: 'ada@northwind.example' }
    const [ended, changed] = [
      { ...one, fulfillmentCode: 'FID-1', copiesReturned: 3, goodAgain: null },
      { ...one, fulfillmentCode: 'FID-2', copiesReturned: 0, goodAgain: 'FID-0' },
    ]
    const nobody = { ...ended, shipToEmail: '' }
    const other = { ...ended, fulfillmentCode: 'FID-3', shipToEmail: 'bob@southwind.example' }
    await house.announce('license.rejected', {
      reason: 'The dongle is not known.',
      licenses: [ended, changed, nobody, other],
    })
    await house.deliver()

    const all = await mails()
    expect(all.map(({ to, template }) => [...to, template].join(' ')).toSorted()).toEqual([
      'ada@northwind.example license-good-again',
      'ada@northwind.example license-refused',
      'bob@southwind.example license-refused',
    ])
    const bodyOf = (template: string) => all.find((mail) => mail.template === template)?.body
    expect(bodyOf('license-refused')).toContain('The dongle is not known.')
    expect(bodyOf('license-refused')).toContain('Lathe Key (FID-1): 3')
    expect(bodyOf('license-refused')).not.toContain('FID-3')
    expect(bodyOf('license-good-again')).toContain('Lathe Key (FID-0)')
  })
})
