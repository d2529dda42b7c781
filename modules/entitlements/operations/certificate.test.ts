import { Forbidden, InvalidInput, NotFound } from '@tallystick/kernel/errors/problems.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { buildCast, type Cast, type Sold } from '../testing/cast.ts'
import type { getEntitlementCertificate } from './get-entitlement-certificate.contract.ts'

type Certificate = z.output<(typeof getEntitlementCertificate)['output']>

let cast: Cast
let sold: Sold
const customer = (own: readonly string[]) =>
  person(cast.house.tenantId, { permissions: ['entitlements.view', 'licenses.email'], own })

beforeAll(async () => {
  cast = await buildCast()
  const { owner, tenantId } = cast.house
  await owner.query(
    `UPDATE account SET address_1 = 'Mill Road 7', postal_code = '24103', city = 'Kiel', country = 'DE'
     WHERE account_id = $1`,
    [cast.accounts.northwind],
  )
  const attribute = (name: string, label: string, shown: boolean, position: number) =>
    owner.query(
      `INSERT INTO custom_attribute (tenant_id, custom_attribute_id, record_kind, name, label, value_type, is_visible_in_portal, position)
       VALUES ($1, $2, 'maintenance-line-item', $3, $4, 'text', $5, $6)`,
      [tenantId, newId(), name, label, shown, position],
    )
  await attribute('hours', 'Service hours', true, 2)
  await attribute('level', 'Service level', true, 1)
  await attribute('margin', 'Margin', false, 3)
  sold = (await cast.house.run('create-entitlement', {
    entitlementId: 'N-1',
    parties: [
      { tier: 'end-customer', account: 'NORTHWIND', contact: 'grace', isOwner: true },
      { tier: 'distributor', account: 'HARBOR' },
    ],
    shipToAddress: 'Gate 2\nQuay 9',
    autoDeploy: true,
    lineItems: [
      {
        activationId: 'N-A',
        products: [{ product: 'CAD@1' }],
        licenseModel: 'Floating',
        copies: 3,
        orderId: 'PO-1',
        startsOn: '2026-01-01',
        term: { kind: 'date', expiresOn: '2026-12-31' },
        maintenance: ['N-M'],
      },
      {
        activationId: 'N-M',
        kind: 'maintenance',
        products: [{ product: 'Care@1' }],
        startsOn: '2025-01-01',
        term: { kind: 'date', expiresOn: '2026-02-28' },
        customAttributes: { hours: '9 to 5', level: 'Gold', margin: '40 %' },
      },
    ],
  })) as Sold
  await cast.house.run('add-line-item', {
    entitlement: 'N-1',
    activationId: 'N-LATER',
    products: [{ product: 'Mesh@2' }],
    licenseModel: 'Floating',
    startsOn: '2026-01-01',
    term: { kind: 'permanent' },
  })
})
afterAll(() => cast.house.close())

describe('the certificate of an entitlement', () => {
  test('[ENT-03] names the owner with the address, the rights with their ends, and the maintenance', async () => {
    const certificate = (await cast.house.as(
      customer([cast.accounts.northwind]),
      'get-entitlement-certificate',
      {
        id: sold.id,
      },
    )) as Certificate

    expect(certificate).toMatchObject({
      producer: 'Test',
      entitlementId: 'N-1',
      state: 'deployed',
      soldTo: 'NORTHWIND (Northwind Mill)',
      address: ['Mill Road 7', '24103 Kiel', 'DE'],
      shipTo: ['Gate 2', 'Quay 9'],
      lineItems: [
        {
          activationId: 'N-A',
          products: 'CAD 1',
          copies: 3,
          expiration: '2026-12-31',
          isExpired: false,
          linked: ['N-M'],
        },
      ],
      maintenance: [{ activationId: 'N-M', expiration: '2026-02-28', isExpired: true, linked: ['N-A'] }],
    })
  })

  test('[ENT-03] shows the custom attributes of maintenance with their labels, in the portal those meant for it', async () => {
    const of = async (who?: ReturnType<typeof customer>) => {
      const { house } = cast
      const asked = { id: 'n-1' }
      const answer = await (who
        ? house.as(who, 'get-entitlement-certificate', asked)
        : house.run('get-entitlement-certificate', asked))
      return (answer as Certificate).maintenance[0]?.customAttributes
    }

    expect(await of(customer([cast.accounts.northwind]))).toEqual([
      { name: 'level', label: 'Service level', value: 'Gold' },
      { name: 'hours', label: 'Service hours', value: '9 to 5' },
    ])
    expect((await of())?.map(({ label }) => label)).toEqual(['Service level', 'Service hours', 'Margin'])
  })

  test('[ENT-03] drafts stand on the certificate for the producer only, and strangers find none', async () => {
    const { lineItems } = (await cast.house.run('get-entitlement-certificate', {
      id: sold.id,
    })) as Certificate
    expect(lineItems.map(({ activationId }) => activationId)).toEqual(['N-A', 'N-LATER'])
    await expect(
      cast.house.as(customer([cast.accounts.sawmill]), 'get-entitlement-certificate', { id: sold.id }),
    ).rejects.toBeInstanceOf(NotFound)
  })
})

describe('mail of a line item', () => {
  const events = async () =>
    (
      await cast.house.owner.query<{ payload: object }>(
        `SELECT payload FROM outbox WHERE type = 'line-item.emailed'`,
      )
    ).rows.map(({ payload }) => payload)

  test('[ENT-08] finds addresses among the people of the accounts that the reader acts for', async () => {
    const found = (own: readonly string[], text = '') =>
      cast.house.as(customer(own), 'find-line-item-contacts', { lineItem: 'N-A', text })

    expect(await found([cast.accounts.northwind])).toEqual({
      contacts: [{ name: 'Grace Hill', email: 'grace@northwind.example' }],
    })
    expect(await found([cast.accounts.northwind], 'HILL')).toMatchObject({
      contacts: [{ name: 'Grace Hill' }],
    })
    expect(await found([cast.accounts.northwind], '%')).toEqual({ contacts: [] })
    expect(await found([cast.accounts.harbor])).toEqual({ contacts: [] })
    await expect(found([cast.accounts.sawmill])).rejects.toBeInstanceOf(NotFound)
  })

  test('[ENT-08] tells each address once what the line item gives', async () => {
    const answer = await cast.house.as(customer([cast.accounts.northwind]), 'email-line-item', {
      lineItem: 'N-A',
      to: ['grace@northwind.example', 'Grace@Northwind.example', 'lab@northwind.example'],
      language: 'de',
      message: 'For the lab.',
    })

    expect(answer).toEqual({ to: ['grace@northwind.example', 'lab@northwind.example'] })
    expect(await events()).toMatchObject([
      {
        language: 'de',
        message: 'For the lab.',
        lineItem: {
          activationId: 'N-A',
          product: 'CAD 1',
          copies: 3,
          endsOn: '2026-12-31',
          maintenance: ['Care 1'],
        },
      },
    ])
  })

  test('[ENT-08] takes no text that is no address, and mails nothing of others', async () => {
    const before = (await events()).length
    const mail = (own: readonly string[], to: readonly string[]) =>
      cast.house.as(customer(own), 'email-line-item', { lineItem: 'N-A', to })

    for (const wrong of [
      '',
      'grace',
      'grace@northwind',
      'a@b.example\r\nBcc: c@d.example',
      'Grace <g@h.example>',
    ])
      await expect(mail([cast.accounts.northwind], [wrong])).rejects.toBeInstanceOf(InvalidInput)
    await expect(mail([cast.accounts.northwind], [])).rejects.toBeInstanceOf(InvalidInput)
    await expect(mail([cast.accounts.sawmill], ['grace@northwind.example'])).rejects.toBeInstanceOf(NotFound)
    const reader = person(cast.house.tenantId, {
      permissions: ['entitlements.view'],
      own: [cast.accounts.northwind],
    })
    await expect(
      cast.house.as(reader, 'email-line-item', { lineItem: 'N-A', to: ['grace@northwind.example'] }),
    ).rejects.toBeInstanceOf(Forbidden)
    expect(await events()).toHaveLength(before)
  })
})
