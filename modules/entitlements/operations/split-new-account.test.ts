import { Forbidden } from '@tallystick/kernel/errors/problems.ts'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, type Cast, type Sold } from '../testing/cast.ts'

interface Outcome {
  readonly to: { readonly id: string; readonly entitlementId: string; readonly soldTo: string }
}

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
})
afterAll(() => cast.house.close())

const SPLITS = ['entitlements.view', 'entitlements.split']
const CREATES = [...SPLITS, 'accounts.manage', 'users.manage']
const partner = (permissions: readonly string[] = CREATES) =>
  person(cast.house.tenantId, { permissions: [...permissions], own: [cast.accounts.harbor] })

const toHarbor = (more: object = {}): Promise<Sold> =>
  cast.house.run('create-entitlement', {
    autoDeploy: true,
    parties: [{ tier: 'distributor', account: 'HARBOR', isOwner: true }],
    lineItems: [
      { products: [{ product: 'CAD@1' }], licenseModel: 'Open', term: { kind: 'permanent' }, copies: 10 },
    ],
    ...more,
  })

const split = (sold: Sold, more: object, who = partner()) =>
  cast.house.as(who, 'split-line-item', {
    id: sold.lineItems[0].id,
    tier: 'end-customer',
    copies: 3,
    ...more,
  }) as Promise<Outcome>

const refusal = (code: string, data: object = {}) => ({ refusal: { code, data } })
const copiesLeft = async (sold: Sold) =>
  ((await cast.house.run('get-line-item', { id: sold.lineItems[0].id })) as { copiesTotal: number })
    .copiesTotal

const accountOf = async (code: string) => {
  const { rows } = await cast.house.owner.query(
    `SELECT a.account_id, a.name, a.kind,
      (SELECT string_agg(p.account_code, ' ') FROM account_relation r
        JOIN account p ON p.account_id = r.partner_account_id WHERE r.customer_account_id = a.account_id) AS partners,
      (SELECT string_agg(p.account_code, ' ') FROM account_link l
        JOIN account p ON p.account_id = l.parent_account_id WHERE l.child_account_id = a.account_id) AS parents
    FROM account a WHERE a.account_code = $1`,
    [code],
  )
  return rows[0] as Record<string, unknown> | undefined
}

describe('splitting to an account that is added on the way', () => {
  test('[ENT-04] a partner splits to a new customer, who is related to it and gets the mails', async () => {
    const sold = await toHarbor()
    const contact = { firstName: 'Ida', lastName: 'Stone', email: 'ida@quarry.example' }

    const made = await split(sold, { newAccount: { name: 'Quarry', code: 'QUARRY', contact } })

    expect(made.to.soldTo).toBe('QUARRY (Quarry)')
    expect(await accountOf('QUARRY')).toMatchObject({ kind: 'customer', partners: 'HARBOR', parents: null })
    expect(await cast.house.run('get-entitlement', { id: made.to.entitlementId })).toMatchObject({
      parties: [
        { tier: 'distributor', account: { accountId: 'HARBOR' }, isOwner: false },
        {
          tier: 'end-customer',
          account: { accountId: 'QUARRY' },
          isOwner: true,
          contact: { name: 'Ida Stone', email: 'ida@quarry.example' },
        },
      ],
    })
    expect(await copiesLeft(sold)).toBe(7)
    const { rows } = await cast.house.owner.query(
      `SELECT details, (SELECT array_agg(s.kind ORDER BY s.kind) FROM audit_subject s
          WHERE s.audit_entry_id = e.audit_entry_id) AS kinds
        FROM audit_entry e WHERE action = 'line-item.split' AND outcome = 'done'`,
    )
    expect(rows).toMatchObject([{ details: { newAccount: { label: 'QUARRY (Quarry)', kind: 'customer' } } }])
    expect(rows[0].kinds).toContain('user')
    const events = await cast.house.owner.query(`SELECT payload FROM outbox WHERE type = 'line-item.split'`)
    expect(events.rows).toMatchObject([{ payload: { tellTaker: ['ida@quarry.example'] } }])
  })

  test('[ENT-04] a new reseller stands below the distributor, with an ID that is made', async () => {
    const sold = await toHarbor()

    const made = await split(sold, { tier: 'reseller', newAccount: { name: 'Lakeside Tools' } })

    const [code] = made.to.soldTo.split(' ')
    expect(code).toMatch(/^ACC-/)
    expect(await accountOf(code ?? '')).toMatchObject({ kind: 'partner', partners: null, parents: 'HARBOR' })
  })

  test('[ENT-04] keys of a bulk entitlement go to a new account too', async () => {
    const sold = await toHarbor({ kind: 'bulk' })
    await cast.house.run('generate-web-register-keys', { id: sold.lineItems[0].id, count: 4 })

    const made = await split(sold, { newAccount: { name: 'Keyhole', code: 'KEYHOLE' } })

    const keys = await cast.house.owner.query(
      'SELECT count(*)::int AS count FROM web_register_key WHERE line_item_id = $1',
      [made.to.id],
    )
    expect(keys.rows).toEqual([{ count: 3 }])
    expect(await accountOf('KEYHOLE')).toMatchObject({ partners: 'HARBOR' })
  })

  test('[ENT-04] asks for the permission to create accounts, and to manage users for a contact', async () => {
    const sold = await toHarbor()
    const newAccount = { name: 'Nobody', code: 'NOBODY' }
    const contact = { firstName: 'No', lastName: 'Body', email: 'no@body.example' }
    const half = partner([...SPLITS, 'accounts.manage'])
    const away = person(cast.house.tenantId, {
      permissions: [...CREATES, 'child-line-items.view', 'child-line-items.split'],
      own: [cast.accounts.planing],
      children: [cast.accounts.planing, cast.accounts.harbor],
    })

    await expect(split(sold, { newAccount }, partner(SPLITS))).rejects.toThrow(
      new Forbidden('accounts.manage'),
    )
    await expect(split(sold, { newAccount: { ...newAccount, contact } }, half)).rejects.toThrow(
      new Forbidden('users.manage'),
    )
    await expect(split(sold, { newAccount }, away)).rejects.toThrow(new Forbidden('child-accounts.manage'))
    expect(await accountOf('NOBODY')).toBeUndefined()
    expect(await copiesLeft(sold)).toBe(10)
  })

  test('[ENT-04] refuses a tier that has an account, one that comes before the owner, and what is unclear', async () => {
    const sold = await toHarbor()
    const both = await toHarbor({
      parties: [
        { tier: 'reseller', account: 'HARBOR', isOwner: true },
        { tier: 'end-customer', account: 'NORTHWIND' },
      ],
    })
    const newAccount = { name: 'Nobody', code: 'NOBODY' }

    await expect(split(both, { newAccount })).rejects.toMatchObject(
      refusal('new-account-tier-taken', { tier: 'end-customer', account: 'another account' }),
    )
    await expect(split(sold, { newAccount, tier: 'distributor' })).rejects.toMatchObject(
      refusal('new-account-tier-taken', { account: 'HARBOR (Harbor Supply)' }),
    )
    await expect(split(both, { newAccount, tier: 'distributor' })).rejects.toMatchObject(
      refusal('new-account-not-below', { ownerTier: 'reseller' }),
    )
    await expect(split(sold, {})).rejects.toMatchObject(refusal('split-one-target'))
    await expect(split(sold, { newAccount, account: 'SAWMILL' })).rejects.toMatchObject(
      refusal('split-one-target'),
    )
    await expect(split(sold, { newAccount: { name: 'Northwind', code: 'northwind' } })).rejects.toMatchObject(
      refusal('account-code-taken'),
    )
    await expect(split(sold, { newAccount, contact: 'grace' })).rejects.toMatchObject(
      refusal('contact-not-of-account'),
    )
    await expect(split(sold, { newAccount, copies: 11 })).rejects.toMatchObject(
      refusal('amount-not-available'),
    )
    expect(await accountOf('NOBODY')).toBeUndefined()
    expect(await copiesLeft(sold)).toBe(10)
  })

  test('[ENT-04] two splits to the same new account at once: one adds it, the other is refused', async () => {
    const sold = await toHarbor()
    const newAccount = { name: 'Twin', code: 'TWIN' }

    const answers = await Promise.allSettled([1, 2].map(() => split(sold, { newAccount })))

    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: refusal('account-code-taken'),
    })
    expect(await copiesLeft(sold)).toBe(7)
  })
})

describe('the setting "Hide split"', () => {
  test('[ENT-04] hides the command from customers and partners and refuses it in words; producers go on', async () => {
    const sold = await toHarbor()
    const id = sold.lineItems[0].id
    const commands = async (who: ReturnType<typeof partner>) =>
      ((await cast.house.as(who, 'get-line-item', { id })) as { commands: object }).commands
    expect(await commands(partner())).toHaveProperty('split-line-item')

    await cast.house.owner.query(
      `INSERT INTO setting (tenant_id, name, value, updated_by, updated_at)
       VALUES ($1, 'licenses.hides-split', 'true', 'test', now())`,
      [cast.house.tenantId],
    )

    expect(await commands(partner())).not.toHaveProperty('split-line-item')
    await expect(split(sold, { newAccount: { name: 'Late' } })).rejects.toMatchObject(refusal('split-hidden'))
    for (const [name, input] of [
      ['find-split-targets', { id, tier: 'end-customer', text: 'saw' }],
      ['list-similar-line-items', { id, account: 'SAWMILL' }],
    ] as const) {
      await expect(cast.house.as(partner(), name, input), name).rejects.toMatchObject(refusal('split-hidden'))
    }
    expect(await copiesLeft(sold)).toBe(10)
    await cast.house.run('split-line-item', { id, account: 'SAWMILL', tier: 'end-customer', copies: 3 })
    expect(await copiesLeft(sold)).toBe(7)
    await cast.house.owner.query(`DELETE FROM setting WHERE name = 'licenses.hides-split'`)
  })
})
