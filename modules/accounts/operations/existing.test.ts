import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountsOperations } from '../operations.ts'
import { findExistingAccount, findExistingAccountLink, findExistingUser } from '../existing.ts'
import { scopeOfUser } from '../services.ts'

let house: TestPipeline
beforeAll(async () => {
  house = await testPipeline(accountsOperations)
})
afterAll(() => house.close())

const read = <T>(work: (ctx: QueryContext) => Promise<T>) =>
  inTransaction(house.pool, house.tenantId, (tx) =>
    work({ tx, tenantId: house.tenantId, now: house.now } as QueryContext),
  )

describe('what an import compares', () => {
  test('[USR-04] an account is found with the very fields that made it', async () => {
    await house.run('create-account', { code: 'TOP', name: 'Top', kind: 'customer' })
    await house.run('create-account', { code: 'HARBOR', name: 'Harbor', kind: 'partner' })
    const input = {
      code: 'LOW',
      name: 'Low',
      kind: 'customer',
      country: 'DE',
      customAttributes: { tier: 'A' },
      parents: ['TOP'],
      relatedAccounts: ['HARBOR'],
    }
    await house.run('create-account', input)

    expect(await read((ctx) => findExistingAccount(ctx, 'low'))).toMatchObject({
      rowVersion: 1,
      fields: input,
    })
    expect(await read((ctx) => findExistingAccountLink(ctx, 'TOP', 'LOW'))).toMatchObject({ isLinked: true })
    expect(await read((ctx) => findExistingAccountLink(ctx, 'LOW', 'TOP'))).toMatchObject({ isLinked: false })
    expect(await read((ctx) => findExistingAccountLink(ctx, 'TOP', 'NONE'))).toBeNull()
  })

  test('[USR-02] a user is found with accounts and roles by their names', async () => {
    await house.run('create-role', { name: 'Reader', kind: 'portal', permissions: ['entitlements.view'] })
    const input = {
      userName: 'grete',
      firstName: 'Grete',
      lastName: 'Holm',
      email: 'grete@example.com',
      memberships: [{ account: 'TOP', roles: ['Reader'], expiresOn: '2026-06-01' }],
    }
    const { id } = (await house.run('create-user', input)) as { id: string }

    expect(await read((ctx) => findExistingUser(ctx, 'Grete'))).toMatchObject({
      rowVersion: 1,
      fields: input,
    })
    const on = (day: string) => read((ctx) => scopeOfUser(ctx.tx, ctx.tenantId, id, day))
    expect([...((await on('2026-05-31'))?.permissions ?? [])]).toEqual(['entitlements.view'])
    expect((await on('2026-06-01'))?.ownScope).toMatchObject({ owners: [] })
    expect([...((await on('2026-06-01'))?.permissions ?? [])]).toEqual([])
  })
})
