import { reminderHouse, type ReminderHouse } from '../../modules/notices/testing/reminder-house.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dailyReminders, queueDaily } from './daily.ts'

let house: ReminderHouse
beforeAll(async () => {
  house = await reminderHouse()
})
afterAll(() => house.close())

const jobs = async () =>
  (await house.owner.query<{ actor_name: string }>('SELECT actor_name FROM job ORDER BY created_at')).rows

test('[ENT-12] reminders are one job a day, however often and from however many processes it is looked', async () => {
  const look = () => queueDaily(house.pipeline, house.tenantId, [dailyReminders])
  await look()
  expect(await jobs()).toEqual([])

  const mill = await house.account('Mill')
  await house.lineItem('M-1', mill, 5)
  await house.person('ada@mill.example', [mill])
  await Promise.all([look(), look(), look()])
  await look()
  expect(await jobs()).toEqual([{ actor_name: 'Schedule' }])
  await house.work()
  expect(await house.mails()).toHaveLength(1)

  house.now = house.now.add({ hours: 24 })
  await look()
  expect(await jobs()).toHaveLength(2)
  await house.owner.query(
    `INSERT INTO setting (tenant_id, name, value, updated_at, updated_by)
     VALUES ($1, 'renewals.sends-reminders', 'false', now(), '')`,
    [house.tenantId],
  )
  house.now = house.now.add({ hours: 24 })
  await look()
  expect(await jobs()).toHaveLength(2)
})
