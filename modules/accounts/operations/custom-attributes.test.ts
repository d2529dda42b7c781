import { InvalidInput, NotFound } from '@tallystick/kernel/errors/problems.ts'
import { person, testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { settingsOperations } from '@tallystick/settings/operations.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountsOperations } from '../operations.ts'

interface View {
  readonly id: string
  readonly rowVersion: number
  readonly customAttributes: Readonly<Record<string, unknown>>
}

let house: TestPipeline
beforeAll(async () => {
  house = await testPipeline([...accountsOperations, ...settingsOperations])
})
afterAll(() => house.close())

function define(recordKind: string, name: string, type: string, more: object = {}) {
  const input = { recordKind, name, label: `The ${name}`, type, ...more }
  return house.run('create-custom-attribute', input) as Promise<{ id: string }>
}

async function addAccount(code: string, customAttributes: object): Promise<View> {
  const input = { code, name: code, kind: 'customer', customAttributes }
  const { id } = (await house.run('create-account', input)) as View
  return house.run('get-account', { account: id }) as Promise<View>
}

const refused = (code: string, data: object = {}) => ({ refusal: { code, data } })

describe('custom attributes of accounts and users', () => {
  test('[USR-04] before any is defined, a producer writes what they like; later those values may stay', async () => {
    const early = await addAccount('EARLY', { colour: 'red', size: 3 })
    expect(early.customAttributes).toEqual({ colour: 'red', size: 3 })

    await define('account', 'industry', 'choice', {
      choices: ['Mills', 'Docks'],
      isVisibleInPortal: true,
      isEditableInPortal: true,
    })
    await define('account', 'founded', 'date')
    const { id: account, rowVersion } = early
    const customAttributes = { ...early.customAttributes, industry: 'Docks' }
    await house.run('update-account', { account, rowVersion, customAttributes })
    expect(await house.run('get-account', { account })).toMatchObject({ customAttributes })
    await expect(
      house.run('update-account', { account, rowVersion: 2, customAttributes: { colour: 'blue' } }),
    ).rejects.toMatchObject(
      refused('custom-attribute-unknown', { attribute: 'colour', known: ['founded', 'industry'] }),
    )
  })

  test('[USR-04] a wrong value is refused, names the attribute, and nothing is written', async () => {
    const wrong = addAccount('WRONG', { industry: 'Farms' })

    await expect(wrong).rejects.toMatchObject(
      refused('custom-attribute-value', { attribute: 'industry', label: 'The industry', value: 'Farms' }),
    )
    await expect(house.run('get-account', { account: 'WRONG' })).rejects.toBeInstanceOf(NotFound)
  })

  test('[USR-04] an edit that says nothing of them leaves them alone, also when one became required', async () => {
    const before = await addAccount('PATIENT', { industry: 'Mills' })
    const { id } = await define('account', 'region', 'text', { isRequired: true })
    const account = before.id

    await house.run('update-account', { account, rowVersion: 1, city: 'Rockford' })
    await expect(
      house.run('update-account', { account, rowVersion: 2, customAttributes: { industry: 'Docks' } }),
    ).rejects.toMatchObject(refused('custom-attribute-missing', { attribute: 'region' }))
    await expect(addAccount('NEW', {})).rejects.toMatchObject(refused('custom-attribute-missing'))
    await house.run('obsolete-custom-attribute', { id })
    expect((await addAccount('NEW', {})).customAttributes).toEqual({})
  })

  test('[USR-04] in the portal only what is shown there is seen, searched and changed', async () => {
    const { id } = await addAccount('SEEN', { industry: 'Mills', founded: '1911-05-01' })
    const permissions = ['accounts.view', 'accounts.manage']
    const customer = person(house.tenantId, { permissions, own: [id] })
    const view = () => house.as(customer, 'get-account', { account: id }) as Promise<View>
    const found = async (where: string) =>
      ((await house.as(customer, 'list-accounts', { where })) as { rows: unknown[] }).rows.length

    expect((await view()).customAttributes).toEqual({ industry: 'Mills' })
    expect(await found('attribute:industry.equals:Mills')).toBe(1)
    expect(await found('attribute:founded.before:1920-01-01')).toBe(0)
    const edit = (customAttributes: object, rowVersion: number) =>
      house.as(customer, 'update-account', { account: id, rowVersion, customAttributes })
    await expect(edit({ founded: '1912-05-01' }, 1)).rejects.toMatchObject(refused('custom-attribute-fixed'))
    await edit({ industry: 'Docks' }, 1)
    expect(await house.run('get-account', { account: id })).toMatchObject({
      customAttributes: { industry: 'Docks', founded: '1911-05-01' },
    })
  })

  test('[NAV-02] days and numbers are searched as such', async () => {
    await define('account', 'machines', 'number')
    await addAccount('SMALL', { machines: 9, founded: '2001-02-03' })
    await addAccount('LARGE', { machines: 120.5, founded: '2010-02-03' })
    const found = async (...where: string[]) => {
      const { rows } = (await house.run('list-accounts', { where })) as { rows: { code: string }[] }
      return rows.map(({ code }) => code).toSorted()
    }

    expect(await found('attribute:machines.atLeast:10')).toEqual(['LARGE'])
    expect(await found('attribute:machines.atMost:120.5')).toEqual(['LARGE', 'SMALL'])
    expect(await found('attribute:founded.after:2001-02-02', 'attribute:founded.before:2002-01-01')).toEqual([
      'SMALL',
    ])
    expect(await found('attribute:founded.on:2010-02-03')).toEqual(['LARGE'])
    await expect(found('attribute:machines.atLeast:many')).rejects.toBeInstanceOf(InvalidInput)
    await expect(found('attribute:founded.on:tomorrow')).rejects.toBeInstanceOf(InvalidInput)
  })

  test('[USR-02] users have their own, with defaults', async () => {
    await define('user', 'badge', 'number', { isRequired: true, defaultValue: 0 })
    const account = await addAccount('PEOPLE', {})
    const input = {
      firstName: 'Ada',
      lastName: 'Miller',
      email: 'ada@people.example',
      maySignIn: false,
      memberships: [{ account: account.id }],
    }
    const { id: user } = (await house.run('create-user', input)) as View

    expect(await house.run('get-user', { user })).toMatchObject({ customAttributes: { badge: 0 } })
    await house.run('update-user', { user, rowVersion: 1, customAttributes: { badge: 7 } })
    expect(await house.run('get-user', { user })).toMatchObject({ customAttributes: { badge: 7 } })
    await expect(
      house.run('update-user', { user, rowVersion: 2, customAttributes: { industry: 'Mills' } }),
    ).rejects.toMatchObject(refused('custom-attribute-unknown'))
    const page = (await house.run('list-users', { where: 'attribute:badge.equals:7' })) as { rows: unknown[] }
    expect(page.rows).toHaveLength(1)
  })
})
