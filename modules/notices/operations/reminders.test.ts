import { Forbidden } from '@tallystick/kernel/errors/problems.ts'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { reminderHouse, type ReminderHouse } from '../testing/reminder-house.ts'

let house: ReminderHouse
beforeAll(async () => {
  house = await reminderHouse()
})
afterAll(() => house.close())
beforeEach(async () => {
  await house.owner.query(
    `TRUNCATE mail, mail_attachment, reminder, reminder_turn, job, setting, idempotency`,
  )
  await house.owner.query('DELETE FROM app_user')
  await house.owner.query('UPDATE line_item SET state = $1', ['obsolete'])
  house.now = Temporal.Instant.from('2026-03-01T09:00:00Z')
})

const later = (days: number) => {
  house.now = house.now.add({ hours: 24 * days })
}
const told = async () => (await house.owner.query('SELECT line_item_id, cause FROM reminder')).rows.length
const set = (name: string, value: unknown) =>
  house.owner.query(
    `INSERT INTO setting (tenant_id, name, value, updated_at, updated_by) VALUES ($1, $2, $3, now(), '')`,
    [house.tenantId, name, JSON.stringify(value)],
  )
let number = 0
/** An account with line items that end so many days from now; each named by the days. */
const accountWith = async (...days: number[]) => {
  number += 1
  const id = await house.account(`Mill${number}`)
  for (const one of days) await house.lineItem(`A${number}D${one}`, id, one)
  return { id, name: (of: number) => `A${number}D${of}`, number }
}

describe('reminders', () => {
  test('[ENT-12] a subscriber gets one mail with all line items of all accounts, expiring and expired', async () => {
    const mill = await accountWith(10, 80, 200, 201, -3)
    const yard = await accountWith(0, -40)
    await house.person('ada@mill.example', [mill.id, yard.id], { locale: 'de-AT' })

    const report = await house.remind()
    const mails = await house.mails()

    expect(report).toMatchObject({ subscribers: 1, mails: 1, expiring: 4, expired: 1, failed: 0 })
    expect(mails).toHaveLength(1)
    expect(mails[0]).toMatchObject({ to: 'ada@mill.example', language: 'de' })
    const { text = '', subject } = mails[0] ?? {}
    expect(subject).toBe('Was von Ihren Lizenzen von Test abläuft')
    expect(text).toContain(
      `Care 1 (Wartung), A${yard.number}D0, Mill${yard.number}: endet am 1. März 2026 (letzter Tag)`,
    )
    expect(text).toContain(`A${mill.number}D10, Mill${mill.number}: endet am 11. März 2026 (noch 10 Tage)`)
    expect(text).toContain(`A${mill.number}D200`)
    expect(text).not.toContain(`A${mill.number}D201`)
    expect(text).toContain(`A${mill.number}D-3, Mill${mill.number}: endete am 26. Februar 2026 (3 Tage her)`)
    expect(text).not.toContain(`A${yard.number}D-40`)
    expect(text).toContain('https://licenses.gearwright.example/portal/expiring-entitlements')
  })

  test('[ENT-12] only people who subscribed, may see it, can read mail and are active are reminded', async () => {
    const { id } = await accountWith(5)
    const asleep = await house.account('Asleep')
    await house.owner.query(`UPDATE account SET state = 'inactive' WHERE account_id = $1`, [asleep])
    await house.lineItem('ASLEEP', asleep, 5)
    await house.person('yes@mill.example', [id])
    await house.person('no@mill.example', [id], { wants_expiring_mail: false })
    await house.person('gone@mill.example', [id], { is_active: false })
    await house.person('contact@mill.example', [id], { may_sign_in: false })
    await house.person('unmay@mill.example', [id], {}, 'other')
    await house.person('producer@gearwright.example', [id], { kind: 'producer' })
    await house.person('elsewhere@mill.example', [asleep])
    const ended = await house.person('ended@mill.example', [id])
    await house.owner.query(`UPDATE membership SET expires_on = '2026-03-01' WHERE user_id = $1`, [ended])

    await house.remind()

    expect((await house.mails()).map(({ to }) => to)).toEqual(['yes@mill.example'])
  })

  test('[ENT-12] nothing inside the window makes no mail, however much lies within the look-ahead', async () => {
    const { id } = await accountWith(91, 150)
    await house.person('ada@mill.example', [id])
    expect(await house.remind()).toMatchObject({ mails: 0 })

    later(1)
    expect(await house.remind()).toMatchObject({ mails: 1, expiring: 2, expired: 0 })
  })

  test('[ENT-12] what was told is not told again before its time, and what has expired only once', async () => {
    const { id, name } = await accountWith(20, -1)
    await house.person('ada@mill.example', [id])
    expect(await house.remind()).toMatchObject({ mails: 1, expiring: 1, expired: 1 })
    for (const days of [0, 1, 28]) {
      later(days)
      expect(await house.remind()).toMatchObject({ mails: 0 })
    }
    later(1)
    expect(await house.remind()).toMatchObject({ mails: 1, expiring: 0, expired: 1 })
    const mails = await house.mails()
    expect(mails[1]?.text).toContain(name(20))
    expect(mails[1]?.text).not.toContain(name(-1))
    for (const days of [1, 40, 400]) {
      later(days)
      expect(await house.remind()).toMatchObject({ mails: 0 })
    }
  })

  test('[ENT-12] how far, how soon and how often is the producer’s to say', async () => {
    const { id } = await accountWith(4, 40)
    await house.person('ada@mill.example', [id])
    await set('renewals.look-ahead-days', 10)
    await set('renewals.expiring-window-days', 5)
    await set('renewals.expiring-mail-days', 2)
    expect(await house.remind()).toMatchObject({ mails: 1, expiring: 1 })
    later(2)
    expect(await house.remind()).toMatchObject({ mails: 1, expiring: 1 })

    await set('renewals.shows-expiring', false)
    later(2)
    expect(await house.remind()).toMatchObject({ mails: 0, subscribers: 0 })
  })

  test('[ENT-12] line items that a deployed one replaces are no reason and are not listed', async () => {
    const { id } = await accountWith()
    await house.lineItem(`R${id}`, id, 5, { has_successor: true })
    await house.person('ada@mill.example', [id])

    expect(await house.remind()).toMatchObject({ mails: 0 })
  })

  test('[ENT-12] a dry run says whom and how much, and writes nothing', async () => {
    const { id } = await accountWith(5, 6, -2)
    await house.person('ada@mill.example', [id])

    const dry = await house.remind(true)

    expect(dry).toMatchObject({ isDryRun: true, mails: 1, expiring: 2, expired: 1 })
    expect(dry.reminders).toEqual([{ user: 'ada', email: 'ada@mill.example', expiring: 2, expired: 1 }])
    expect(await house.mails()).toEqual([])
    expect(await told()).toBe(0)
    expect(await house.remind()).toMatchObject({ mails: 1, expiring: 2, expired: 1 })
  })

  test('[ENT-12] a long list goes along as the file of the page’s export', async () => {
    const { id } = await accountWith()
    await Promise.all(Array.from({ length: 51 }, (_one, at) => house.lineItem(`LONG-${id}-${at}`, id, at)))
    await house.person('ada@mill.example', [id])

    await house.remind()

    const [mail] = await house.mails()
    expect(mail?.text).toContain('the attached file ExpiringEntitlements.csv has all of it')
    expect(mail?.text.match(/LONG-/g)).toHaveLength(50)
    expect(mail?.files[0]?.split('\r\n')).toHaveLength(53)
    expect(mail?.files[0]).toMatch(/^Product,Days remaining,Expiration,Type,Account name/)
  })

  test('[ENT-12] workers at the same time, and one after the other, remind each person once', async () => {
    const { id } = await accountWith(5, -2)
    for (let at = 0; at < 12; at += 1) await house.person(`p${at}@mill.example`, [id])
    for (let at = 0; at < 4; at += 1) await house.run('send-renewal-reminders', {})

    await house.work(4)

    expect((await house.mails()).map(({ to }) => to)).toEqual(
      Array.from({ length: 12 }, (_one, at) => `p${at}@mill.example`).toSorted(),
    )
    expect(await told()).toBe(24)
  })

  test('[ENT-12] a mail that is cut off leaves no mark, and the next run writes it; nobody gets two', async () => {
    const { id } = await accountWith(5)
    for (let at = 0; at < 5; at += 1) await house.person(`p${at}@mill.example`, [id])
    await house.owner.query(`CREATE FUNCTION cut_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.to_addresses[1] = 'p3@mill.example' THEN RAISE 'The power fails.'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER cut_off BEFORE INSERT ON mail FOR EACH ROW EXECUTE FUNCTION cut_off()`)

    expect(await house.remind()).toMatchObject({ mails: 4, failed: 1 })
    expect(await told()).toBe(4)
    await house.owner.query('DROP TRIGGER cut_off ON mail')
    expect(await house.remind()).toMatchObject({ mails: 1, failed: 0 })

    expect(await house.mails()).toHaveLength(5)
  })

  test('[ENT-12] is started only by who may', async () => {
    const reader = person(house.tenantId, { permissions: ['mails.view', 'settings.manage'] })
    await expect(house.as(reader, 'send-renewal-reminders', { dryRun: true })).rejects.toBeInstanceOf(
      Forbidden,
    )
  })
})
