import { Forbidden, Unauthenticated } from '@tallystick/kernel/errors/problems.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { person, testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountsOperations } from '../operations.ts'

let house: TestPipeline
const userId = newId()
beforeAll(async () => {
  house = await testPipeline(accountsOperations)
  await house.owner.query(
    `INSERT INTO app_user (tenant_id, user_id, user_name, kind, first_name, last_name, display_name, email)
     VALUES ($1, $2, 'grace', 'customer', 'Grace', 'Hill', 'Grace Hill', 'grace@mill.example')`,
    [house.tenantId, userId],
  )
})
afterAll(() => house.close())

const grace = (permissions = ['expiring-entitlements.view']) => ({
  ...person(house.tenantId, { permissions, own: [newId()] }),
  actorId: userId,
})
const wants = async () =>
  (await house.owner.query('SELECT wants_expiring_mail AS wants, row_version FROM app_user'))
    .rows[0] as object
const audits = async () =>
  (
    await house.owner.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM audit_entry WHERE outcome = 'done'`,
    )
  ).rows[0]?.count

test('[ENT-12] people subscribe and end the subscription themselves, with one line in the history each', async () => {
  expect(await house.as(grace(), 'get-own-subscriptions', {})).toEqual({ expiringMail: false })
  expect(await house.as(grace(), 'update-own-subscriptions', { expiringMail: true })).toEqual({
    expiringMail: true,
  })
  expect(await house.as(grace(), 'get-own-subscriptions', {})).toEqual({ expiringMail: true })
  expect(await wants()).toEqual({ wants: true, row_version: 2 })
  await house.as(grace(), 'update-own-subscriptions', { expiringMail: true })
  expect(await wants()).toEqual({ wants: true, row_version: 2 })
  expect(await audits()).toBe(1)
  await house.as(grace(), 'update-own-subscriptions', { expiringMail: false })
  expect(await wants()).toEqual({ wants: false, row_version: 3 })
})

test('[ENT-12] nobody subscribes without the permission, or where the producer has switched it off', async () => {
  const subscribe = { expiringMail: true }
  await expect(
    house.as(grace(['entitlements.view']), 'update-own-subscriptions', subscribe),
  ).rejects.toBeInstanceOf(Forbidden)
  await expect(
    house.as({ ...grace(), actorId: newId() }, 'update-own-subscriptions', subscribe),
  ).rejects.toBeInstanceOf(Unauthenticated)
  await house.owner.query(
    `INSERT INTO setting (tenant_id, name, value, updated_at, updated_by)
     VALUES ($1, 'renewals.shows-expiring', 'false', now(), '')`,
    [house.tenantId],
  )
  await expect(house.as(grace(), 'update-own-subscriptions', subscribe)).rejects.toBeInstanceOf(Forbidden)
  await expect(house.as(grace(), 'get-own-subscriptions', {})).rejects.toBeInstanceOf(Forbidden)
  expect(await wants()).toMatchObject({ wants: false })
})
