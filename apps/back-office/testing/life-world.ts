import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type pg from 'pg'

/** Runs an operation as the system, which may do everything. */
export type Run = <T>(name: string, input: unknown) => Promise<T>

/** Accounts that can hand copies to one another: a group with two members, and the partner that sells to them. */
export interface Family {
  readonly group: string
  readonly north: string
  readonly south: string
  readonly partner: string
}

/** How license models of the stories differ in what happens to copies. */
export const LIFE_MODELS = ['Life plain', 'Life generous', 'Life keeping', 'Life machines'] as const

/** A license model of the stories. */
export type LifeModel = (typeof LIFE_MODELS)[number]

/** A line item as a story begins with it; `owner` is a member of the family. */
export interface LifeSale {
  readonly owner: 'north' | 'partner'
  readonly model: LifeModel
  readonly copies: number
  /** Ends on a day, so that it can be renewed; false is permanent. */
  readonly ends: boolean
}

/**
 * Makes the goods: `Gear 1` upgrades to `Gear 2` and that to `Gear 3`, `Gear 2` can be upsold to `Gear Pro 2`. Of the
 * models one has nothing beyond its copies, one extra activations and overdraft, one keeps returned copies and limits
 * rehosts, and one counts named machines.
 */
export async function buildLifeGoods(run: Run): Promise<void> {
  await run('create-feature', { name: 'gear', version: '1.0', deploy: true })
  const models: Readonly<Record<LifeModel, object>> = {
    'Life plain': {},
    'Life generous': {
      attributes: { overdraft: { when: 'now', value: { copies: 4 } } },
      policies: { extraActivations: { when: 'now', count: 3 } },
    },
    'Life keeping': {
      policies: {
        cancelLicense: { when: 'now', isAllowed: false },
        rehosts: { when: 'now', count: 2, period: { amount: 1, unit: 'months' } },
      },
    },
    'Life machines': { kind: 'nodelocked-counted' },
  }
  for (const [name, fields] of Object.entries(models)) {
    await run('create-license-model', { name, kind: 'floating-counted', deploy: true, ...fields })
  }
  for (const product of ['Gear@1', 'Gear@2', 'Gear@3', 'Gear Pro@2']) {
    const [name, version] = product.split('@')
    await run('create-product', {
      name,
      version,
      features: [{ feature: 'gear@1.0' }],
      licenseModels: [...LIFE_MODELS],
      deploy: true,
    })
  }
  await run('add-product-relation', { kind: 'upgrade', from: 'Gear@1', to: 'Gear@2' })
  await run('add-product-relation', { kind: 'upgrade', from: 'Gear@2', to: 'Gear@3' })
  await run('add-product-relation', { kind: 'upsell', from: 'Gear@2', to: 'Gear Pro@2' })
}

/** Writes a family of its own into the database, so that thousands of stories can begin quickly. */
export async function beginFamily(owner: pg.Pool, tenantId: string, name: string): Promise<Family> {
  const family = { group: newId(), north: newId(), south: newId(), partner: newId() }
  await owner.query(
    `WITH made AS (INSERT INTO account (tenant_id, account_id, account_code, name, kind)
        SELECT $1, a.id, a.code, 'Account ' || a.code, a.kind FROM jsonb_to_recordset($2) AS a(id uuid, code text, kind text)),
      linked AS (INSERT INTO account_link SELECT $1, $3, c FROM unnest($4::uuid[]) AS c),
      below AS (INSERT INTO account_descendant SELECT $1, $3, c FROM unnest($4::uuid[]) AS c)
    INSERT INTO account_relation SELECT $1, $5, c FROM unnest($4::uuid[]) AS c`,
    [
      tenantId,
      JSON.stringify(
        Object.entries(family).map(([role, id]) => ({
          id,
          code: `${role}-${name}`.toUpperCase(),
          kind: role === 'partner' ? 'partner' : 'customer',
        })),
      ),
      family.group,
      [family.north, family.south],
      family.partner,
    ],
  )
  return family
}

/** Sells line items of `Gear 1`, each in an entitlement of its own that is deployed; answers their activation IDs. */
export async function sellToFamily(run: Run, family: Family, sales: readonly LifeSale[]): Promise<string[]> {
  const sold: string[] = []
  for (const { owner, model, copies, ends } of sales) {
    const tier = owner === 'north' ? 'end-customer' : 'distributor'
    const view = await run<{ lineItems: { activationId: string }[] }>('create-entitlement', {
      parties: [{ tier, account: family[owner], isOwner: true }],
      autoDeploy: true,
      lineItems: [
        {
          products: [{ product: 'Gear@1' }],
          licenseModel: model,
          copies,
          term: ends ? { kind: 'date', expiresOn: '2029-12-31' } : { kind: 'permanent' },
          startOption: 'specify-at-each-activation',
        },
      ],
    })
    sold.push(...view.lineItems.map(({ activationId }) => activationId))
  }
  return sold
}
