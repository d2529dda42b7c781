import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { buildCast, type Cast } from './fulfillments-cast.ts'

/** Northwind Mill with its parent, its siblings, a partner and somebody unrelated; and what tests look at. */
export interface HostsCast {
  readonly cast: Cast
  /** Keys of accounts by ID. */
  readonly accounts: Readonly<Record<'NORTHWIND' | 'GROUP' | 'SOUTHWIND' | 'PARTNER' | 'STRANGER', string>>
  /** Acts as a portal administrator of Northwind Mill. */
  asAdmin<T>(name: string, input: unknown, options?: { verify?: boolean }): Promise<T>
  /** Key of the host of an account with this label. */
  hostId(label: string, account?: string): Promise<string>
  /** Line items: activation ID, account, state, total, taken, extra activations, overdraft taken. */
  books(): Promise<readonly Book[]>
  /** What is wrong with the books: nothing, as long as the database agrees with itself. */
  faults(): Promise<readonly string[]>
}

/** A line item as its figures say. */
interface Book {
  readonly activationId: string
  readonly account: string
  readonly state: string
  readonly total: number
  readonly taken: number
  readonly extra: number
  readonly overdraft: number
}

const ADMIN = [
  'licenses.view',
  'licenses.generate',
  'licenses.transfer',
  'hosts.transfer',
  'entitlements.view',
]

/** Builds it. `attributes` go to the floating counted model. */
export async function buildHostsCast(attributes: Readonly<Record<string, unknown>> = {}): Promise<HostsCast> {
  const cast = await buildCast(attributes)
  const { house } = cast
  const run = <T>(name: string, input: unknown) => cast.run<T>(name, input)
  const account = async (code: string, kind = 'customer') =>
    (await run<{ id: string }>('create-account', { code, name: `Account ${code}`, kind })).id
  const accounts = {
    NORTHWIND: cast.customerId,
    GROUP: await account('GROUP'),
    SOUTHWIND: await account('SOUTHWIND'),
    PARTNER: await account('PARTNER', 'partner'),
    STRANGER: await account('STRANGER'),
  }
  for (const child of ['NORTHWIND', 'SOUTHWIND'])
    await run('link-sub-account', { account: 'GROUP', subAccount: child })
  const admin = person(house.tenantId, { permissions: ADMIN, own: [cast.customerId] })
  return {
    cast,
    accounts,
    asAdmin: <T>(name: string, input: unknown, options: { verify?: boolean } = {}) =>
      house.as(admin, name, input, options) as Promise<T>,
    hostId: async (label, of = 'NORTHWIND') => {
      const { rows } = await house.owner.query<{ id: string }>(
        `SELECT h.host_id AS id FROM host h JOIN account a USING (tenant_id, account_id)
         WHERE h.label = $1 AND a.account_code = $2`,
        [label, of],
      )
      return rows[0]?.id ?? ''
    },
    books: async () => {
      const { rows } = await house.owner.query<Book>(
        `SELECT activation_id AS "activationId", sold_to_label AS account, state, copies_total AS total,
           copies_taken AS taken, extra_activations_max AS extra, overdraft_taken AS overdraft
         FROM line_item ORDER BY line_item_id`,
      )
      return rows
    },
    faults: async () => {
      const { rows } = await house.owner.query<{ fault: string }>(`
        SELECT 'taken of ' || li.activation_id AS fault FROM line_item li
        LEFT JOIN (SELECT line_item_id, sum(copies_taken) AS taken, sum(overdraft_taken) AS overdraft
          FROM fulfillment GROUP BY 1) f USING (line_item_id)
        WHERE li.copies_taken <> coalesce(f.taken, 0) OR li.overdraft_taken <> coalesce(f.overdraft, 0)
        UNION ALL
        SELECT 'heads of chain ' || chain_id FROM fulfillment WHERE state <> 'obsolete' GROUP BY chain_id
        HAVING count(*) > 1
        UNION ALL
        SELECT 'license ' || f.fulfillment_code || ' of another account' FROM fulfillment f
        JOIN line_item li USING (tenant_id, line_item_id)
        WHERE f.state <> 'obsolete' AND f.account_id IS DISTINCT FROM li.sold_to_account_id
        UNION ALL
        SELECT 'host of ' || f.fulfillment_code || ' of another account' FROM fulfillment f
        JOIN host h ON h.tenant_id = f.tenant_id AND h.host_id = f.server_host_id
        WHERE f.state <> 'obsolete' AND f.account_id IS DISTINCT FROM h.account_id`)
      return rows.map(({ fault }) => fault)
    },
  }
}
