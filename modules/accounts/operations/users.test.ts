import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { person, testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureTenant } from '../first-tenant.ts'
import { accountsOperations } from '../operations.ts'
import { PERMISSIONS } from '../permissions.ts'
import { administratorsOfUser, userByName } from '../services.ts'
import { prepareGearwright } from '../testing/gearwright.ts'

let house: TestPipeline
let mill = ''
let millEast = ''
let administratorId = ''
beforeAll(async () => {
  house = await testPipeline(accountsOperations)
  const made = await Promise.all([1, 2, 3].map(() => prepareGearwright(house)))
  administratorId = made.map((one) => one.administratorId).find((id) => id !== null) as string
  mill = await account('MILL', 'customer')
  millEast = await account('MILL-EAST', 'customer', ['MILL'])
  await account('HARBOR', 'partner')
})
afterAll(() => house.close())

async function account(code: string, kind: string, parents: string[] = []): Promise<string> {
  return ((await house.run('create-account', { code, name: code, kind, parents })) as { id: string }).id
}

const someone = (userName: string, more: object = {}) => ({
  userName,
  firstName: 'Grete',
  lastName: 'Holm',
  email: `${userName}@example.com`,
  memberships: [{ account: 'MILL', roles: ['Portal User'] }],
  ...more,
})

const refused = (code: string) => ({ refusal: { code } })
const rowsOf = async (userName: string) =>
  (await house.owner.query('SELECT 1 FROM app_user WHERE user_name = $1', [userName])).rowCount

describe('first start', () => {
  test('[LOG-01] several processes make one home account, one administrator and the roles once', async () => {
    const again = await prepareGearwright(house)

    expect(again.administratorId).toBeNull()
    const { rows } = await house.owner.query(`SELECT
      (SELECT count(*)::int FROM account WHERE is_system) AS homes,
      (SELECT count(*)::int FROM app_user WHERE user_name = 'admin') AS administrators,
      (SELECT count(*)::int FROM role WHERE is_system) AS roles,
      (SELECT count(*)::int FROM audit_entry WHERE action = 'tenant.prepared') AS entries`)
    expect(rows).toEqual([{ homes: 1, administrators: 1, roles: 9, entries: 1 }])
  })

  test('[BEY-17] a tenant of the same name is found again, not made twice', async () => {
    const tenant = { slug: 'milling', name: 'Milling' }

    const ids = await Promise.all([1, 2, 3].map(() => ensureTenant(house.owner, tenant)))

    expect(new Set(ids).size).toBe(1)
  })

  test('[USR-04] the home account stays active', async () => {
    await expect(house.run('deactivate-account', { account: 'MYORG' })).rejects.toMatchObject(
      refused('account-is-home'),
    )
  })
})

describe('users', () => {
  test('[USR-02] a new user is announced for the welcome mail, a contact is not', async () => {
    const made = (await house.run('create-user', someone('grete'))) as { id: string; displayName: string }
    await house.run(
      'create-user',
      someone('', { userName: undefined, email: 'c@example.com', maySignIn: false }),
    )

    const { rows } = await house.owner.query(`SELECT payload FROM outbox WHERE type = 'user.created'`)
    expect(rows).toMatchObject([
      { payload: { userId: made.id, email: 'grete@example.com', name: 'Grete Holm' } },
    ])
    expect(await house.run('get-user', { user: 'grete' })).toMatchObject({
      kind: 'customer',
      memberships: [{ account: { code: 'MILL' }, roles: [{ name: 'Portal User' }], expiresOn: null }],
    })
  })

  test('[USR-02] the email is the user name when none is given', async () => {
    const made = await house.run(
      'create-user',
      someone('x', { userName: undefined, email: 'kai@example.com' }),
    )

    expect(made).toMatchObject({ userName: 'kai@example.com' })
  })

  test.each([
    [
      'user-account-kinds-differ',
      [
        { account: 'MILL', roles: ['Portal User'] },
        { account: 'HARBOR', roles: ['Portal User'] },
      ],
    ],
    [
      'user-accounts-above-each-other',
      [
        { account: 'MILL', roles: ['Portal User'] },
        { account: 'MILL-EAST', roles: ['Portal User'] },
      ],
    ],
    ['user-needs-role', [{ account: 'MILL' }]],
    ['role-kind-differs', [{ account: 'MILL', roles: ['Executive'] }]],
    ['role-kind-differs', [{ account: 'MYORG', roles: ['Portal User'] }]],
  ])('[USR-02] %s: the user is not added', async (code, memberships) => {
    await expect(house.run('create-user', someone('nobody', { memberships }))).rejects.toMatchObject(
      refused(code),
    )
    expect(await rowsOf('nobody')).toBe(0)
  })

  test('[USR-02] one user name exists once', async () => {
    await house.run('create-user', someone('twin'))

    await expect(house.run('create-user', someone('TWIN'))).rejects.toMatchObject(refused('user-name-taken'))
  })

  test('[USR-02] a product line that does not exist is refused', async () => {
    const unknown = house.run('create-user', someone('lines', { productLines: [newId()] }))

    await expect(unknown).rejects.toMatchObject(refused('product-line-unknown'))
    expect(await rowsOf('lines')).toBe(0)
  })

  test('[USR-04] two accounts of one user are not put below each other', async () => {
    await account('LEFT', 'customer')
    await account('RIGHT', 'customer')
    const memberships = ['LEFT', 'RIGHT'].map((code) => ({ account: code, roles: ['Portal User'] }))
    await house.run('create-user', someone('both', { memberships }))

    const link = house.run('link-sub-account', { account: 'LEFT', subAccount: 'RIGHT' })

    await expect(link).rejects.toMatchObject(refused('account-link-joins-user'))
  })

  test('[USR-02] an edit keeps what it does not name; roles change the rights', async () => {
    await house.run('create-user', someone('edited'))
    const memberships = [{ account: 'MILL', roles: ['Portal Administrative User'], expiresOn: '2027-01-01' }]

    await house.run('update-user', { user: 'edited', rowVersion: 1, phone: '+49 1', memberships })

    expect(await house.run('get-user', { user: 'edited' })).toMatchObject({
      firstName: 'Grete',
      phone: '+49 1',
      rowVersion: 2,
      memberships: [{ roles: [{ name: 'Portal Administrative User' }], expiresOn: '2027-01-01' }],
    })
    await expect(
      house.run('update-user', { user: 'edited', rowVersion: 1, phone: '' }),
    ).rejects.toMatchObject(refused('changed-meanwhile'))
    const same = { user: 'edited', rowVersion: 2, phone: '+49 1', memberships }
    expect(await house.run('update-user', same)).toMatchObject({ rowVersion: 2 })
  })

  test('[USR-03] a user with a history stays, one without is deleted', async () => {
    const { id } = (await house.run('create-user', someone('fresh'))) as { id: string }
    const acting = { ...person(house.tenantId, { permissions: ['accounts.manage'] }), actorId: id }
    await house.as(acting, 'create-account', { name: 'By fresh', kind: 'customer' })

    await expect(house.run('delete-user', { user: 'fresh' })).rejects.toMatchObject(
      refused('user-has-history'),
    )
    const view = (await house.run('get-user', { user: 'fresh' })) as { commands: Record<string, unknown> }
    expect(view.commands['delete-user']).toMatchObject({ allowed: false, code: 'user-has-history' })

    await house.run('create-user', someone('unused'))
    await house.run('delete-user', { user: 'unused' })
    expect(await rowsOf('unused')).toBe(0)
  })

  test('[USR-03] the last administrator can be neither deactivated nor stripped of the role', async () => {
    const memberships = [{ account: 'MYORG', roles: ['Executive'] }]

    await expect(house.run('deactivate-user', { user: 'admin' })).rejects.toMatchObject(
      refused('last-administrator'),
    )
    const strip = house.run('update-user', { user: administratorId, rowVersion: 1, memberships })
    await expect(strip).rejects.toMatchObject(refused('last-administrator'))
  })

  test('[USR-03] deactivating is told to the others, and reactivating undoes it', async () => {
    await house.run('create-user', someone('resting'))

    await house.run('deactivate-user', { user: 'resting' })
    await house.run('reactivate-user', { user: 'resting' })

    expect(await house.run('get-user', { user: 'resting' })).toMatchObject({ isActive: true })
    await expect(house.run('reactivate-user', { user: 'resting' })).rejects.toMatchObject(
      refused('user-already-active'),
    )
  })
})

describe('who may grant what', () => {
  test('[USR-05] nobody gives or manages more than they hold', async () => {
    const clerk = person(house.tenantId, { permissions: ['users.manage', 'users.view'] })
    const memberships = [{ account: 'MYORG', roles: ['System Administrator'] }]

    const grant = house.as(clerk, 'create-user', someone('climber', { memberships }))
    const edit = house.as(clerk, 'update-user', { user: 'admin', rowVersion: 1, phone: '1' })

    await expect(grant).rejects.toMatchObject(refused('permission-not-held'))
    await expect(edit).rejects.toMatchObject(refused('permission-not-held'))
    expect(await rowsOf('climber')).toBe(0)
  })

  test('[USR-05] own roles hold what their maker holds; predefined ones are fixed', async () => {
    const maker = person(house.tenantId, { permissions: ['roles.manage', 'roles.view', 'entitlements.view'] })
    const role = {
      name: 'Reader',
      kind: 'producer',
      permissions: ['entitlements.view', 'child-line-items.view'],
    }

    await house.as(maker, 'create-role', role)

    await expect(
      house.as(maker, 'update-role', { role: 'Reader', rowVersion: 1, permissions: ['products.view'] }),
    ).rejects.toMatchObject(refused('permission-not-held'))
    await expect(
      house.as(maker, 'create-role', { ...role, name: 'R2', permissions: ['fly'] }),
    ).rejects.toMatchObject(refused('permission-unknown'))
    await expect(house.as(maker, 'create-role', role)).rejects.toMatchObject(refused('role-name-taken'))
    const fixed = house.run('update-role', { role: 'Executive', rowVersion: 1, permissions: [] })
    await expect(fixed).rejects.toMatchObject(refused('role-is-system'))
    const everything = (await house.run('get-role', { role: 'System Administrator' })) as {
      permissions: string[]
    }
    expect(everything.permissions).toHaveLength(Object.keys(PERMISSIONS).length)
  })

  test('[USR-05] portal administrators see and manage users of their accounts only', async () => {
    await house.run(
      'create-user',
      someone('east', { memberships: [{ account: 'MILL-EAST', roles: ['Portal User'] }] }),
    )
    const permissions = ['users.view', 'users.manage']
    const own = person(house.tenantId, { permissions, own: [mill], children: [millEast] })
    const wide = person(house.tenantId, {
      permissions: [...permissions, 'child-users.view', 'child-users.manage'],
      own: [mill],
      children: [millEast],
    })

    await expect(house.as(own, 'get-user', { user: 'east' })).rejects.toMatchObject({ kind: 'user' })
    await expect(house.as(own, 'get-user', { user: 'admin' })).rejects.toMatchObject({ kind: 'user' })
    expect(await house.as(wide, 'get-user', { user: 'east' })).toMatchObject({ userName: 'east' })
    const elsewhere = house.as(
      wide,
      'create-user',
      someone('e', { memberships: [{ account: 'HARBOR', roles: ['Portal User'] }] }),
    )
    await expect(elsewhere).rejects.toMatchObject({ kind: 'account' })
  })
})

describe('tenants', () => {
  test('[BEY-17] the application role sees nothing of another tenant, whatever it asks', async () => {
    const client = await house.pool.connect()
    try {
      await client.query(`BEGIN; SET LOCAL tallystick.tenant_id = '${newId()}'`)
      for (const table of [
        'account',
        'app_user',
        'role',
        'membership',
        'account_link',
        'account_descendant',
      ]) {
        const { rows } = await client.query(`SELECT 1 FROM ${table} WHERE tenant_id = $1 OR true`, [
          house.tenantId,
        ])
        expect(rows).toHaveLength(0)
      }
      const update = await client.query('UPDATE account SET name = $1', ['taken over'])
      expect(update.rowCount).toBe(0)
      await expect(
        client.query(
          `INSERT INTO account (tenant_id, account_id, account_code, name, kind)
          VALUES ($1, $2, 'SPY', 'Spy', 'customer')`,
          [house.tenantId, newId()],
        ),
      ).rejects.toMatchObject({ code: '42501' })
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  })
})

describe('who manages a user', () => {
  const administrators = async (userName: string) =>
    inTransaction(house.pool, house.tenantId, async (tx) => {
      const principal = systemPrincipal(house.tenantId)
      const ctx = { principal, tenantId: house.tenantId, now: house.now, tx, scope: principal.ownScope }
      const all = { ...ctx, may: () => true, refuse: () => expect.unreachable() }
      const user = await userByName(all, userName)
      return (await administratorsOfUser(all, user?.id ?? '')).map(({ email }) => email)
    })
  const lead = (userName: string, account: string, more: object = {}) =>
    someone(userName, { memberships: [{ account, roles: ['Portal Administrative User'] }], ...more })

  test('[LOG-10] are the administrators of the own accounts, and without any those of the producer', async () => {
    await house.run('create-account', { code: 'DOCK', name: 'Dock', kind: 'customer' })
    await house.run('create-account', { code: 'PIER', name: 'Pier', kind: 'customer' })
    const memberships = ['DOCK', 'PIER'].map((account) => ({ account, roles: ['Portal User'] }))
    await house.run('create-user', someone('counter', { memberships, isShared: true }))

    const producers = await administrators('counter')
    expect(producers).toContain('admin@gearwright.example')

    await house.run('create-user', lead('dock-lead', 'DOCK'))
    await house.run('create-user', lead('pier-lead', 'PIER'))
    await house.run('create-user', lead('pier-desk', 'PIER', { isShared: true }))
    await house.run('create-user', lead('elsewhere', 'MILL'))
    await house.run('create-user', someone('dock-user', { memberships: memberships.slice(0, 1) }))
    expect(await administrators('counter')).toEqual(['dock-lead@example.com', 'pier-lead@example.com'])

    await house.run('deactivate-user', { user: 'pier-lead' })
    expect(await administrators('counter')).toEqual(['dock-lead@example.com'])
    expect(await administrators('dock-lead')).toEqual(producers)
  })
})
