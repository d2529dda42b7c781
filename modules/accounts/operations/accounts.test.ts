import { person, testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountsOperations } from '../operations.ts'

interface View {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly rowVersion: number
  readonly state: string
  readonly commands: Record<string, { allowed: boolean; code?: string }>
  readonly relatedAccounts: { id: string | null; name: string }[]
}

let house: TestPipeline
let mill: View
beforeAll(async () => {
  house = await testPipeline(accountsOperations)
  mill = await add('MILL', 'customer')
})
afterAll(() => house.close())

async function add(code: string, kind: string, more: object = {}): Promise<View> {
  const { id } = (await house.run('create-account', { code, name: `${code} works`, kind, ...more })) as View
  return (await house.run('get-account', { account: id })) as View
}

describe('accounts', () => {
  test('[USR-04] an account without an ID gets one that can be read aloud', async () => {
    const made = (await house.run('create-account', { name: 'Harbor Supply', kind: 'partner' })) as View

    expect(made.code).toMatch(/^ACC-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  })

  test('[USR-04] one account ID exists once, also when two ask at the same time', async () => {
    const outcomes = await Promise.allSettled(
      ['twin', 'TWIN', 'Twin'].map((code) =>
        house.run('create-account', { code, name: 'Twin', kind: 'customer' }),
      ),
    )

    const refused = outcomes.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(2)
    expect(refused[0]).toMatchObject({ reason: { refusal: { code: 'account-code-taken' } } })
  })

  test('[USR-04] a new name reaches the others by an event; an old version is refused', async () => {
    const account = await add('RENAMED', 'customer')

    await house.run('update-account', { account: 'RENAMED', rowVersion: 1, name: 'New name' })

    const { rows } = await house.owner.query(`SELECT payload FROM outbox WHERE type = 'account.renamed'`)
    expect(rows).toEqual([{ payload: { accountId: account.id, label: 'RENAMED (New name)' } }])
    await expect(
      house.run('update-account', { account: 'RENAMED', rowVersion: 1, name: 'Other' }),
    ).rejects.toMatchObject({ refusal: { code: 'changed-meanwhile' } })
  })

  test('[USR-04] a colon in the name and a lower-case country are shown at their fields', async () => {
    const wrong = house.run('create-account', { name: 'a:b', kind: 'customer', country: 'de' })

    await expect(wrong).rejects.toMatchObject({ fields: [{ path: 'name' }, { path: 'country' }] })
  })

  test('[USR-04] an account is set inactive and active again, once each', async () => {
    await add('RESTING', 'customer')

    await house.run('deactivate-account', { account: 'RESTING' })

    const view = (await house.run('get-account', { account: 'RESTING' })) as View
    expect(view).toMatchObject({ state: 'inactive', commands: { 'reactivate-account': { allowed: true } } })
    await expect(house.run('deactivate-account', { account: 'RESTING' })).rejects.toMatchObject({
      refusal: { code: 'account-already-inactive' },
    })
  })

  test('[USR-04] a hidden partner is withheld from other partners and shown to the producer', async () => {
    const harbor = await add('HARBOR', 'partner')
    const quiet = await add('QUIET', 'partner', { isVisibleToPartners: false })
    const client = await add('CLIENT', 'customer', { relatedAccounts: ['HARBOR', 'QUIET'] })
    const partner = person(house.tenantId, { permissions: ['accounts.view'], own: [harbor.id] })

    const seen = (await house.as(partner, 'get-account', { account: 'CLIENT' })) as View

    expect(seen.relatedAccounts.map(({ id, name }) => [id, name])).toEqual([
      [harbor.id, 'HARBOR works'],
      [null, 'Name Withheld'],
    ])
    expect(JSON.stringify(seen)).not.toContain('QUIET')
    expect(client.relatedAccounts.map(({ id }) => id)).toContain(quiet.id)
    expect(seen.commands).toEqual({})
  })

  test('[USR-04] only a partner and a customer are related', async () => {
    await expect(
      house.run('relate-accounts', { account: 'MILL', relatedAccount: 'MILL' }),
    ).rejects.toMatchObject({
      refusal: { code: 'account-relation-kinds' },
    })
  })

  test('[USR-05] portal users see the own account, those below only with the child permission, others never', async () => {
    const below = await add('MILL-2', 'customer', { parents: ['MILL'] })
    const other = await add('OTHER', 'customer')
    const fields = { own: [mill.id], children: [below.id] }
    const plain = person(house.tenantId, { permissions: ['accounts.view'], ...fields })
    const wide = person(house.tenantId, { permissions: ['accounts.view', 'child-accounts.view'], ...fields })
    const list = async (who: typeof plain) =>
      ((await house.as(who, 'list-accounts', { sort: 'code' })) as { rows: View[] }).rows.map(
        ({ code }) => code,
      )

    expect(await list(plain)).toEqual(['MILL'])
    expect(await list(wide)).toEqual(['MILL', 'MILL-2'])
    for (const account of [below.id, other.id, 'OTHER']) {
      await expect(house.as(plain, 'get-account', { account })).rejects.toMatchObject({ kind: 'account' })
    }
  })

  test('[USR-04] portal administrators add accounts below their own; partners add customers of their own', async () => {
    const harbor = await add('HARBOR-2', 'partner')
    const manage = ['accounts.manage', 'accounts.view']
    const customer = person(house.tenantId, { permissions: manage, own: [mill.id] })
    const partner = person(house.tenantId, { permissions: manage, own: [harbor.id] })
    const input = (code: string, kind: string, parents: string[] = []) => ({
      code,
      name: code,
      kind,
      parents,
    })

    await house.as(customer, 'create-account', input('MILL-3', 'customer', ['MILL']))
    await house.as(partner, 'create-account', input('NEW-CLIENT', 'customer'))

    expect(await house.as(partner, 'get-account', { account: 'NEW-CLIENT' })).toMatchObject({
      code: 'NEW-CLIENT',
    })
    await expect(house.as(customer, 'create-account', input('X', 'customer'))).rejects.toMatchObject({
      refusal: { code: 'parent-account-required' },
    })
    await expect(house.as(customer, 'create-account', input('X', 'partner'))).rejects.toMatchObject({
      refusal: { code: 'account-kind-not-allowed' },
    })
    await expect(house.as(partner, 'create-account', input('X', 'customer', ['MILL']))).rejects.toMatchObject(
      {
        kind: 'account',
      },
    )
  })
})
