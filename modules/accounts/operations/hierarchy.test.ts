import { testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountsOperations } from '../operations.ts'

let house: TestPipeline
beforeAll(async () => {
  house = await testPipeline(accountsOperations)
})
afterAll(() => house.close())

async function add(code: string, kind = 'customer', parents: string[] = []): Promise<string> {
  const { id } = (await house.run('create-account', { code, name: `Mill ${code}`, kind, parents })) as {
    id: string
  }
  return id
}

const link = (account: string, subAccount: string) => house.run('link-sub-account', { account, subAccount })
const unlink = (account: string, subAccount: string) =>
  house.run('unlink-sub-account', { account, subAccount })

async function closure(ids: readonly string[]): Promise<string[]> {
  const { rows } = await house.owner.query<{ pair: string }>(
    `SELECT ancestor_id || ' ' || descendant_id AS pair FROM account_descendant WHERE ancestor_id = ANY($1)`,
    [ids],
  )
  return rows.map(({ pair }) => pair).toSorted()
}

/** The closure as anybody would write it down: follow every link as far as it goes. */
function naiveClosure(links: ReadonlySet<string>): string[] {
  const pairs = new Set(links)
  for (let grew = true; grew;) {
    grew = false
    for (const one of [...pairs]) {
      for (const other of links) {
        const [top, middle] = one.split(' ')
        const [from, down] = other.split(' ')
        if (middle === from && !pairs.has(`${top} ${down}`)) {
          pairs.add(`${top} ${down}`)
          grew = true
        }
      }
    }
  }
  return [...pairs].toSorted()
}

describe('account hierarchy', () => {
  test('[USR-04] an account has several parents and is shown with all that is above and below', async () => {
    await add('NW')
    await add('NW-EU', 'customer', ['NW'])
    await add('NW-MIL', 'customer', ['NW'])
    await add('NW-SE', 'customer', ['NW-EU', 'NW-MIL'])

    const top = (await house.run('get-account', { account: 'nw' })) as { subAccounts: { code: string }[] }
    const low = (await house.run('get-account', { account: 'NW-SE' })) as { parents: { code: string }[] }

    expect(top.subAccounts.map(({ code }) => code)).toEqual(['NW-EU', 'NW-MIL', 'NW-SE'])
    expect(low.parents.map(({ code }) => code)).toEqual(['NW', 'NW-EU', 'NW-MIL'])
  })

  test('[USR-04] a link that closes a circle is refused and names the way', async () => {
    await add('C1')
    await add('C2', 'customer', ['C1'])
    await add('C3', 'customer', ['C2'])

    const circle = link('C3', 'C1')

    await expect(circle).rejects.toMatchObject({
      refusal: { code: 'account-hierarchy-cycle', data: { path: 'C3 > C1 > C2 > C3' } },
    })
    await expect(link('C1', 'C1')).rejects.toMatchObject({ refusal: { code: 'account-hierarchy-cycle' } })
    const { rows } = await house.owner.query(
      `SELECT 1 FROM account_link l JOIN account a ON a.account_id = l.child_account_id WHERE a.account_code = 'C1'`,
    )
    expect(rows).toHaveLength(0)
  })

  test('[USR-04] of two links at once that would close a circle together, one is refused', async () => {
    await add('R1')
    await add('R2')

    const outcomes = await Promise.allSettled([link('R1', 'R2'), link('R2', 'R1')])

    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('[USR-04] accounts of different kinds are not put below each other', async () => {
    await add('K-CUSTOMER')
    await add('K-PARTNER', 'partner')

    await expect(link('K-PARTNER', 'K-CUSTOMER')).rejects.toMatchObject({
      refusal: { code: 'account-kinds-differ' },
    })
    await expect(unlink('K-PARTNER', 'K-CUSTOMER')).rejects.toMatchObject({
      refusal: { code: 'accounts-not-linked' },
    })
  })

  test('[USR-04] the kept closure equals the naive one after any links and unlinks', async () => {
    const ids: string[] = []
    for (let i = 0; i < 7; i += 1) ids.push(await add(`P${i}`))
    const links = new Set<string>()
    const step = fc.record({ up: fc.nat(6), down: fc.nat(6), adds: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 12 }), async (steps) => {
        for (const { up, down, adds } of steps) {
          const pair = `${ids[up]} ${ids[down]}`
          const isCircle = up === down || naiveClosure(links).includes(`${ids[down]} ${ids[up]}`)
          const done = await (
            adds
              ? link(ids[up] as string, ids[down] as string)
              : unlink(ids[up] as string, ids[down] as string)
          ).then(
            () => true,
            () => false,
          )
          expect(done).toBe(adds ? !isCircle : links.has(pair))
          if (done && adds) links.add(pair)
          if (done && !adds) links.delete(pair)
        }
        expect(await closure(ids)).toEqual(naiveClosure(links))
      }),
      { numRuns: 15 },
    )
  })

  test('[USR-04] links made at once leave an exact closure', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, (_, i) => add(`Q${i}`)))
    const wanted = ids.slice(1).map((id, i) => [ids[i] as string, id] as const)

    await Promise.all(wanted.toReversed().map(([up, down]) => link(up, down)))

    expect(await closure(ids)).toEqual(naiveClosure(new Set(wanted.map(([up, down]) => `${up} ${down}`))))
  })

  test('[USR-04] an account is deleted alone or with its subtree, and never when something names it', async () => {
    await add('D1')
    await add('D2', 'customer', ['D1'])

    await expect(house.run('delete-account', { account: 'D1' })).rejects.toMatchObject({
      refusal: { code: 'account-has-sub-accounts', data: { count: 1 } },
    })
    const gone = (await house.run('delete-account', { account: 'D1', subtree: true })) as {
      deleted: string[]
    }

    expect(gone.deleted).toHaveLength(2)
    await expect(house.run('get-account', { account: 'D2' })).rejects.toMatchObject({ kind: 'account' })
  })
})
