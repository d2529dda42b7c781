import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { noticeHouse, type NoticeHouse } from '../testing/notice-house.ts'

let house: NoticeHouse
beforeAll(async () => {
  house = await noticeHouse()
})
afterAll(() => house.close())
beforeEach(async () => {
  await house.owner.query('TRUNCATE mail, mail_attachment, outbox')
})

const moved = {
  products: 'Mill 5.0',
  copies: 4,
  fromLabel: 'NORTH (Northwind)',
  toLabel: 'SAW (Sawmill)',
  tellGiver: ['ada@northwind.example'],
  tellTaker: ['ben@sawmill.example', 'cy@sawmill.example'],
}
const mails = async () =>
  (
    await house.owner.query(
      'SELECT to_addresses AS "to", subject, body_text FROM mail ORDER BY cardinality(to_addresses)',
    )
  ).rows

describe('mails about splits and transfers', () => {
  test('[ENT-06] each side is told apart, once, with the reason', async () => {
    await house.announce('line-item-transfer.rejected', { ...moved, reason: 'Wrong account' })
    await house.deliver()
    await house.forgetDelivery()
    await house.deliver()

    const [giver, taker, more] = await mails()
    expect(more).toBeUndefined()
    expect(giver).toMatchObject({
      to: ['ada@northwind.example'],
      subject: 'The transfer of Mill 5.0 is rejected',
    })
    expect(taker).toMatchObject({ to: ['ben@sawmill.example', 'cy@sawmill.example'] })
    expect(giver.body_text).toContain('They are back with NORTH (Northwind).')
    expect(giver.body_text).toContain('Wrong account')
  })

  test('[ENT-04] a side without addresses gets none', async () => {
    await house.announce('line-item.split', { ...moved, tellGiver: [], language: 'de' })
    await house.deliver()

    expect(await mails()).toMatchObject([{ subject: 'Kopien von Mill 5.0 gingen an SAW (Sawmill)' }])
  })
})
