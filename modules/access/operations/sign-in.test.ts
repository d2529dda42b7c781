import { accountsOperations } from '@tallystick/accounts/operations.ts'
import { prepareGearwright } from '@tallystick/accounts/testing/gearwright.ts'
import { inTransaction, openAppPool } from '@tallystick/kernel/db/transaction.ts'
import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import { buildPipeline, type Pipeline } from '@tallystick/kernel/operation/run.ts'
import { testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { settingsOperations } from '@tallystick/settings/operations.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { credentialResolver, tenantOfToken } from '../credential.ts'
import { accessOperations } from '../operations.ts'
import { passwordHelp, setPassword } from '../services.ts'
import { newToken } from '../token.ts'

const PASSWORD = 'correct horse'
const operations: readonly Operation[] = [...accountsOperations, ...settingsOperations, ...accessOperations]

let house: TestPipeline
let pipeline: Pipeline
let touches: Promise<unknown>[] = []
beforeAll(async () => {
  house = await testPipeline(operations)
  pipeline = buildPipeline({
    ...house.pipeline.parts,
    resolve: credentialResolver((tenantId, write) => {
      touches.push(inTransaction(house.pool, tenantId, write))
    }),
  })
  await prepareGearwright(house, (ctx, userId) => setPassword(ctx, userId, PASSWORD))
  await house.run('create-account', { code: 'MILL', name: 'Northwind Mill', kind: 'customer' })
  await house.run('create-account', { code: 'MILL-EAST', name: 'East', kind: 'customer', parents: ['MILL'] })
})
afterAll(() => house.close())
afterEach(async () => {
  await Promise.all(touches)
  touches = []
  house.now = Temporal.Instant.from('2026-03-01T09:00:00Z')
  await house.owner.query('DELETE FROM sign_in_failure; DELETE FROM setting')
})

interface Started {
  readonly token: string
  readonly sessionId: string
  readonly mustChangePassword: boolean
}

const anonymously = (name: string, input: object, more: object = {}) =>
  pipeline.run(name, input, { tenantId: house.tenantId, caller: { credential: null }, ...more })
const withToken = (token: string, name: string, input: object = {}) =>
  pipeline.run(name, input, { tenantId: house.tenantId, caller: { credential: token } })
const signIn = (userName: string, password = PASSWORD, more: object = {}) =>
  anonymously('sign-in', { userName, password, portal: 'api', ...more }) as Promise<Started>
const refused = (code: string) => ({ refusal: { code } })

/** A customer's user with a password. */
async function someone(userName: string, more: object = {}): Promise<string> {
  const memberships = [{ account: 'MILL', roles: ['Portal User'] }]
  const email = `${userName}@example.com`
  const input = { userName, email, firstName: 'Grete', lastName: 'Holm', memberships, ...more }
  const { id } = (await house.run('create-user', input)) as { id: string }
  await inContext((ctx) => setPassword(ctx, id, PASSWORD))
  return id
}

async function inContext<T>(work: (ctx: Parameters<typeof setPassword>[0]) => Promise<T>): Promise<T> {
  return inTransaction(house.pool, house.tenantId, (tx) =>
    work({ tx, tenantId: house.tenantId, now: house.now } as Parameters<typeof setPassword>[0]),
  )
}

const help = (userId: string) => inContext((ctx) => passwordHelp(ctx, userId, 'reset-password'))
const count = async (statement: string, values: unknown[] = []) =>
  (await house.owner.query(statement, values)).rowCount

describe('sign in', () => {
  test('[LOG-01] a user signs in and acts with the rights of the own accounts', async () => {
    await someone('grete')

    const { token } = await signIn('GRETE')

    const me = await withToken(token, 'who-am-i')
    expect(me).toMatchObject({
      user: { userName: 'grete', kind: 'customer' },
      accounts: [{ code: 'MILL' }],
      seesAllAccounts: false,
      portal: 'api',
      mustChangePassword: false,
    })
    const list = (await withToken(token, 'list-accounts')) as { rows: { code: string }[] }
    expect(list.rows.map(({ code }) => code)).toEqual(['MILL'])
    await expect(withToken(token, 'list-settings')).rejects.toMatchObject({ permission: 'settings.view' })
  })

  test('[USR-05] the child permission of the role opens the accounts below', async () => {
    await someone('head', { memberships: [{ account: 'MILL', roles: ['Portal Administrative User'] }] })

    const { token } = await signIn('head')

    const list = (await withToken(token, 'list-accounts', { sort: 'code' })) as { rows: { code: string }[] }
    expect(list.rows.map(({ code }) => code)).toEqual(['MILL', 'MILL-EAST'])
  })

  test('[LOG-01] the token is kept only as a hash, and names its tenant', async () => {
    const { token } = await signIn('admin')

    expect(tenantOfToken(token)).toBe(house.tenantId)
    const { rows } = await house.owner.query('SELECT row_to_json(s)::text AS text FROM session s')
    expect(rows.map(({ text }) => text as string).join()).not.toContain(token)
    await expect(withToken(newToken('session', house.tenantId), 'who-am-i')).rejects.toMatchObject({
      code: 'unauthenticated',
    })
    await expect(
      pipeline.run('who-am-i', {}, { tenantId: newId(), caller: { credential: token } }),
    ).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('[LOG-01] each portal lets in its own users only, told after the right password', async () => {
    await someone('kai')

    await expect(signIn('kai', PASSWORD, { portal: 'producer' })).rejects.toMatchObject(
      refused('wrong-portal'),
    )
    await expect(signIn('admin', PASSWORD, { portal: 'end-user' })).rejects.toMatchObject(
      refused('wrong-portal'),
    )
    await expect(signIn('kai', 'wrong', { portal: 'producer' })).rejects.toMatchObject(
      refused('wrong-credentials'),
    )
    expect(await signIn('kai', PASSWORD, { portal: 'end-user' })).toMatchObject({ mustChangePassword: false })
  })

  test('[LOG-01] an unknown name, a contact and a wrong password are answered alike', async () => {
    await someone('contact', { maySignIn: false })

    for (const [name, password] of [
      ['nobody', PASSWORD],
      ['contact', PASSWORD],
      ['admin', 'wrong'],
    ] as const) {
      await expect(signIn(name, password)).rejects.toMatchObject({
        refusal: { code: 'wrong-credentials', data: {} },
      })
    }
  })

  test('[LOG-01] a repeat key of a sign-in keeps neither its token nor its password', async () => {
    const call = { key: 'same-key' }
    const input = { userName: 'admin', password: PASSWORD, portal: 'api' }

    const one = (await anonymously('sign-in', input, call)) as Started
    const two = (await anonymously('sign-in', input, call)) as Started

    expect(one.token).not.toBe(two.token)
    expect(await count('SELECT 1 FROM idempotency')).toBe(0)
  })
})

describe('sessions', () => {
  test('[LOG-01] a session ends when idle, at its end, at sign-out and with its user', async () => {
    await someone('idle')
    const { token } = await signIn('idle')
    house.now = house.now.add({ hours: 7 })
    await withToken(token, 'who-am-i')
    await Promise.all(touches)
    house.now = house.now.add({ hours: 7 })
    expect(await withToken(token, 'who-am-i')).toMatchObject({ user: { userName: 'idle' } })
    house.now = house.now.add({ hours: 9 })
    await expect(withToken(token, 'who-am-i')).rejects.toMatchObject({ code: 'unauthenticated' })

    const second = await signIn('idle')
    expect(await withToken(second.token, 'sign-out')).toEqual({ ended: true })
    await expect(withToken(second.token, 'who-am-i')).rejects.toMatchObject({ code: 'unauthenticated' })

    const third = await signIn('idle')
    await house.run('deactivate-user', { user: 'idle' })
    await expect(withToken(third.token, 'who-am-i')).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('[LOG-08] own sessions are listed and ended, those of others are not found', async () => {
    await someone('lister')
    const one = await signIn('lister', PASSWORD, { userAgent: 'Firefox', address: '10.0.0.1' })
    const two = await signIn('lister')
    const admin = await signIn('admin')

    const { rows } = (await withToken(one.token, 'list-own-sessions')) as {
      rows: { id: string; isThisOne: boolean }[]
    }
    expect(rows.map(({ id }) => id).toSorted()).toEqual([one.sessionId, two.sessionId].toSorted())
    expect(rows.filter(({ isThisOne }) => isThisOne).map(({ id }) => id)).toEqual([one.sessionId])
    await expect(withToken(one.token, 'end-session', { session: admin.sessionId })).rejects.toMatchObject({
      kind: 'session',
    })
    await withToken(one.token, 'end-session', { session: two.sessionId })
    await expect(withToken(two.token, 'who-am-i')).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('[USR-03] one session of another person is ended, and the others stay', async () => {
    const userId = await someone('guest')
    const [first, second] = [await signIn('guest'), await signIn('guest')]
    const admin = await signIn('admin')

    const end = (user: string, session: string) =>
      withToken(admin.token, 'end-user-session', { user, session })
    expect(await end('guest', first.sessionId)).toEqual({ ended: true })

    await expect(withToken(first.token, 'who-am-i')).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(await withToken(second.token, 'who-am-i')).toHaveProperty('user')
    await expect(end('guest', first.sessionId)).rejects.toMatchObject({ kind: 'session' })
    await expect(end('guest', admin.sessionId)).rejects.toMatchObject({ kind: 'session' })
    expect(await withToken(admin.token, 'who-am-i')).toHaveProperty('user')
    const { rows } = await house.owner.query(
      `SELECT e.actor_name FROM audit_entry e JOIN audit_subject s USING (tenant_id, audit_entry_id)
       WHERE e.operation = 'end-user-session' AND e.outcome = 'done' AND s.kind = 'user' AND s.subject_id = $1`,
      [userId],
    )
    expect(rows).toEqual([{ actor_name: 'Ada Miller' }])
  })

  test('[USR-05] who may not manage a person cannot end a session either', async () => {
    await someone('lead', { memberships: [{ account: 'MILL', roles: ['Portal Administrative User'] }] })
    await someone('plain')
    const lead = await signIn('lead')
    const plain = await signIn('plain')
    const admin = await signIn('admin')

    const end = (token: string, user: string, session: string) =>
      withToken(token, 'end-user-session', { user, session })
    await expect(end(plain.token, 'lead', lead.sessionId)).rejects.toMatchObject({
      permission: 'users.manage',
    })
    await expect(end(lead.token, 'admin', admin.sessionId)).rejects.toMatchObject({ kind: 'user' })
    expect(await end(lead.token, 'plain', plain.sessionId)).toEqual({ ended: true })
    expect(await withToken(lead.token, 'who-am-i')).toHaveProperty('user')
  })

  test('[LOG-08] all own sessions but the one that asks are ended at once', async () => {
    await someone('traveller')
    const here = await signIn('traveller')
    const there = [await signIn('traveller'), await signIn('traveller')]
    const admin = await signIn('admin')

    expect(await withToken(here.token, 'end-other-sessions')).toEqual({ ended: 2 })
    expect(await withToken(here.token, 'end-other-sessions')).toEqual({ ended: 0 })

    for (const { token } of there) {
      await expect(withToken(token, 'who-am-i')).rejects.toMatchObject({ code: 'unauthenticated' })
    }
    for (const { token } of [here, admin]) {
      expect(await withToken(token, 'who-am-i')).toHaveProperty('user')
    }
  })
})

describe('throttle and lock', () => {
  test('[LOG-10] ten wrong passwords deactivate the user, and the right one then helps no more', async () => {
    await someone('unlucky')

    for (let i = 0; i < 10; i += 1) {
      await expect(signIn('unlucky', 'wrong')).rejects.toMatchObject(refused('wrong-credentials'))
    }

    await expect(signIn('unlucky')).rejects.toMatchObject(refused('sign-in-throttled'))
    house.now = house.now.add({ minutes: 16 })
    await expect(signIn('unlucky')).rejects.toMatchObject(refused('user-inactive'))
    const { rows: told } = await house.owner.query(`SELECT payload FROM outbox WHERE type = 'user.locked'`)
    expect(told).toMatchObject([
      { payload: { userName: 'unlucky', email: 'unlucky@example.com', name: 'Grete Holm', isShared: false } },
    ])
    await house.run('reactivate-user', { user: 'unlucky' })
    expect(await signIn('unlucky')).toMatchObject({ mustChangePassword: false })
  })

  test('[LOG-10] a verification counts like any other try', async () => {
    await someone('verified')

    for (let i = 0; i < 10; i += 1) {
      const input = { userName: 'verified', password: 'wrong' }
      await expect(anonymously('sign-in', input, { verify: true })).rejects.toMatchObject(
        refused('wrong-credentials'),
      )
    }

    await expect(signIn('verified')).rejects.toMatchObject(refused('sign-in-throttled'))
  })

  test('[LOG-10] shared users and the last administrator are only held up for the window', async () => {
    await someone('shared', { isShared: true })
    for (const name of ['shared', 'admin']) {
      for (let i = 0; i < 10; i += 1) await signIn(name, 'wrong').catch(() => undefined)
      await expect(signIn(name)).rejects.toMatchObject(refused('sign-in-throttled'))
    }

    house.now = house.now.add({ minutes: 16 })

    expect(await signIn('shared')).toMatchObject({ mustChangePassword: false })
    expect(await signIn('admin')).toMatchObject({ mustChangePassword: false })
  })

  test('[LOG-10] one address that tries many names is held up too', async () => {
    const from = { address: '203.0.113.9' }
    for (let i = 0; i < 50; i += 1) await signIn(`guess-${i}`, 'wrong', from).catch(() => undefined)

    await expect(signIn('admin', PASSWORD, from)).rejects.toMatchObject(refused('sign-in-throttled'))
    expect(await signIn('admin', PASSWORD, { address: '203.0.113.10' })).toMatchObject({
      mustChangePassword: false,
    })
  })
})

describe('passwords', () => {
  test('[LOG-06] a mailed link works once, and ends all sessions', async () => {
    const id = await someone('linked')
    const before = await signIn('linked')
    const mail = await help(id)
    const use = () => anonymously('use-password-link', { token: mail?.secret, newPassword: 'a new long one' })

    const outcomes = await Promise.allSettled([use(), use(), use()])

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(use()).rejects.toMatchObject(refused('link-not-valid'))
    await expect(withToken(before.token, 'who-am-i')).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(signIn('linked')).rejects.toMatchObject(refused('wrong-credentials'))
    expect(await signIn('linked', 'a new long one')).toMatchObject({ mustChangePassword: false })
  })

  test('[LOG-06] a link ends with its time and with the next one', async () => {
    const id = await someone('late')
    const [first, second] = [await help(id), await help(id)]
    const use = (token?: string) => anonymously('use-password-link', { token, newPassword: 'a new long one' })

    await expect(use(first?.secret)).rejects.toMatchObject(refused('link-not-valid'))
    house.now = house.now.add({ minutes: 241 })
    await expect(use(second?.secret)).rejects.toMatchObject(refused('link-not-valid'))
  })

  test('[LOG-06] a temporary password lets in only to choose another one', async () => {
    const id = await someone('temporary')
    await house.run('set-setting', { name: 'passwords.temporary-by-mail', value: true })
    expect(await house.run('set-temporary-password', { user: 'temporary' })).toMatchObject({
      mailed: 'temporary-password',
    })
    const mail = await help(id)
    expect(mail?.kind).toBe('password')

    const { token, mustChangePassword } = await signIn('temporary', mail?.secret)

    expect(mustChangePassword).toBe(true)
    await expect(withToken(token, 'list-accounts')).rejects.toMatchObject({
      code: 'password-change-required',
    })
    await withToken(token, 'change-own-password', { password: mail?.secret, newPassword: 'my own words' })
    expect(await withToken(token, 'list-accounts')).toMatchObject({ rows: [{ code: 'MILL' }] })
  })

  test('[LOG-06] a stranger who asks for help takes nobody a password away', async () => {
    const id = await someone('victim')
    await house.run('set-setting', { name: 'passwords.temporary-by-mail', value: true })

    await anonymously('request-password-link', { userName: 'victim' })

    expect((await help(id))?.kind).toBe('link')
    expect(await signIn('victim')).toMatchObject({ mustChangePassword: false })
  })

  test('[LOG-06] weak, unchanged and unproven passwords are refused and nothing changes', async () => {
    await someone('chooser')
    const { token } = await signIn('chooser')
    const change = (newPassword: string, password = PASSWORD) =>
      withToken(token, 'change-own-password', { password, newPassword })

    await expect(change('short')).rejects.toMatchObject({
      refusal: { code: 'password-too-weak', data: { missing: ['at least 8 characters'] } },
    })
    await expect(change(PASSWORD)).rejects.toMatchObject(refused('password-unchanged'))
    await expect(change('long enough', 'wrong')).rejects.toMatchObject(refused('password-wrong'))
    expect(await signIn('chooser')).toMatchObject({ mustChangePassword: false })
  })

  test('[LOG-07] the answer of a forgotten password tells nobody who exists', async () => {
    await someone('forgetful')
    const events = () =>
      count(`SELECT 1 FROM outbox WHERE type = 'password-link.requested' AND subject_id IN
      (SELECT user_id::text FROM app_user WHERE user_name = 'forgetful')`)

    const known = await anonymously('request-password-link', { userName: 'Forgetful' })
    const unknown = await anonymously('request-password-link', { userName: 'nobody at all' })
    for (let i = 0; i < 5; i += 1) await anonymously('request-password-link', { userName: 'forgetful' })

    expect(known).toEqual(unknown)
    expect(await events()).toBe(3)
  })

  test('[LOG-07] the secret question helps whoever knows the answer, when the producer wants it', async () => {
    await someone('asked')
    const ask = (userName: string) => anonymously('show-secret-question', { userName })
    await expect(ask('asked')).rejects.toMatchObject(refused('secret-question-off'))
    await house.run('set-setting', { name: 'passwords.secret-question', value: true })
    const { token } = await signIn('asked')
    const change = { password: PASSWORD, newPassword: 'another one' }
    await expect(withToken(token, 'change-own-password', change)).rejects.toMatchObject(
      refused('secret-question-required'),
    )
    const secretQuestion = 'What was your first job?'
    await withToken(token, 'change-own-password', { ...change, secretQuestion, secretAnswer: ' Miller ' })

    expect(await ask('asked')).toEqual({ question: secretQuestion })
    expect(await ask('nobody')).toEqual(await ask('nobody'))
    const answer = (text: string) =>
      anonymously('answer-secret-question', { userName: 'asked', answer: text })
    await expect(answer('baker')).rejects.toMatchObject(refused('secret-answer-wrong'))
    expect(await answer('MILLER')).toEqual({ requested: true })
  })
})

describe('tenants', () => {
  test('[BEY-17] a token of one tenant opens nothing through the connection of another', async () => {
    const { token } = await signIn('admin')
    const other = newId()
    await house.owner.query('INSERT INTO tenant (tenant_id, slug, name) VALUES ($1, $2, $3)', [
      other,
      'other',
      'Other',
    ])
    const pool = openAppPool(house.pool.options.connectionString as string, 1)
    const client = await pool.connect()

    await client.query(`BEGIN; SET LOCAL tallystick.tenant_id = '${other}'`)
    const { rows } = await client.query('SELECT 1 FROM session UNION ALL SELECT 1 FROM password')
    await client.query('ROLLBACK')
    client.release()
    await pool.end()

    expect(rows).toHaveLength(0)
    await expect(
      pipeline.run('who-am-i', {}, { tenantId: other, caller: { credential: token } }),
    ).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})
