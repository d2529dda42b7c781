import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import { Refused } from '@tallystick/kernel/errors/problems.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { systemPrincipal, type Principal } from '@tallystick/kernel/operation/principal.ts'
import { person, testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import type { z } from 'zod'
import type { EntitlementView, LineItemView } from '../contracts.ts'
import { entitlementsOperations } from '../operations.ts'

type View = z.output<typeof EntitlementView>

/** A line item in an entitlement as a test reads it. */
export type SoldRow = View['lineItems'][number]

/** An entitlement as a test reads it; a story knows how many line items it has. */
export type Sold = Omit<View, 'lineItems'> & {
  readonly lineItems: readonly [SoldRow, SoldRow, SoldRow, SoldRow, ...SoldRow[]]
}

/** A line item as a test reads it. */
export type SoldItem = z.output<typeof LineItemView>

/** A page of a list as a test reads it. */
export interface Listed {
  readonly rows: readonly (Readonly<Record<string, string>> & { readonly id: string })[]
  readonly next: string | null
}

/** Goods and accounts of the stories: the producer Gearwright, its customer and its partner. */
export interface Cast {
  readonly house: TestPipeline
  readonly accounts: Readonly<Record<'northwind' | 'sawmill' | 'planing' | 'harbor' | 'asleep', string>>
  readonly contact: string
  readonly models: Readonly<Record<'floating' | 'nodelocked' | 'open' | 'draft', string>>
  readonly products: Readonly<Record<'cad' | 'mesh' | 'draft' | 'old' | 'care', string>>
  readonly lines: Readonly<Record<'drafting' | 'milling', string>>
}

const PORTAL = ['entitlements.view', 'licenses.view', 'licenses.generate', 'accounts.view']

/** A customer or partner user of some accounts; `children` are seen with the child permission only. */
export function portalUser(cast: Cast, own: readonly string[], children?: readonly string[]) {
  const permissions = children ? [...PORTAL, 'child-line-items.view'] : PORTAL
  return person(cast.house.tenantId, { permissions, own, ...(children && { children }) })
}

/**
 * Builds the house with Northwind Mill (parent of Sawmill; Planing Works is Sawmill's sibling), the partner
 * Harbor Supply, and goods: `CAD 1`, `Mesh 2` (deployed), `Lathe 3` (draft), `Punch 0` (obsolete), `Care 1`.
 */
export async function buildCast(): Promise<Cast> {
  const house = await testPipeline(entitlementsOperations)
  const put = async (table: string, row: Record<string, unknown>) => {
    const entries = Object.entries({ tenant_id: house.tenantId, ...row })
    const places = entries.map((_entry, at) => `$${at + 1}`).join()
    const columns = entries.map(([column]) => column).join()
    await house.owner.query(
      `INSERT INTO ${table} (${columns}) VALUES (${places})`,
      entries.map(([, value]) => value),
    )
  }
  const account = async (code: string, name: string, kind: string, state = 'active') => {
    const id = newId()
    await put('account', { account_id: id, account_code: code, name, kind, state })
    return id
  }
  const accounts = {
    northwind: await account('NORTHWIND', 'Northwind Mill', 'customer'),
    sawmill: await account('SAWMILL', 'Sawmill', 'customer'),
    planing: await account('PLANING', 'Planing Works', 'customer'),
    harbor: await account('HARBOR', 'Harbor Supply', 'partner'),
    asleep: await account('ASLEEP', 'Asleep', 'customer', 'inactive'),
  }
  const contact = newId()
  await put('app_user', {
    user_id: contact,
    user_name: 'grace',
    kind: 'customer',
    first_name: 'Grace',
    last_name: 'Hill',
    display_name: 'Grace Hill',
    email: 'grace@northwind.example',
  })
  await put('membership', { user_id: contact, account_id: accounts.northwind })
  return { house, accounts, contact, ...(await putGoods(put)) }
}

type Put = (table: string, row: Record<string, unknown>) => Promise<void>

async function putGoods(put: Put) {
  const lines = { drafting: newId(), milling: newId() }
  await put('product_line', { product_line_id: lines.drafting, name: 'Drafting' })
  await put('product_line', { product_line_id: lines.milling, name: 'Milling' })
  const model = async (name: string, kind: string, state: string, more: Record<string, unknown> = {}) => {
    const id = newId()
    await put('license_model', { license_model_id: id, name, kind, state, ...more })
    return id
  }
  const open = {
    attributes: JSON.stringify({
      borrowing: { when: 'at-entitlement', max: 100 },
      overdraft: { when: 'at-entitlement' },
    }),
    policies: JSON.stringify({
      extraActivations: { when: 'at-entitlement' },
      returns: { when: 'at-entitlement' },
    }),
  }
  const models = {
    floating: await model('Floating', 'floating-counted', 'deployed', {
      policies: JSON.stringify({ extraActivations: { when: 'now', count: 2 } }),
    }),
    nodelocked: await model('Node-locked', 'nodelocked-uncounted', 'deployed', {
      expiration: JSON.stringify({ setting: 'permanent' }),
    }),
    open: await model('Open', 'floating-counted', 'deployed', open),
    draft: await model('Sketch', 'floating-counted', 'draft'),
  }
  const feature = newId()
  await put('feature', {
    feature_id: feature,
    name: 'draw',
    version: '1.0',
    version_format: 'fixed',
    state: 'deployed',
  })
  const product = async (
    name: string,
    version: string,
    state: string,
    linked: readonly string[],
    line: string | null,
    kind = 'product',
  ) => {
    const id = newId()
    await put('product', { product_id: id, name, version, kind, state, product_line_id: line })
    for (const model_id of linked)
      await put('product_license_model', { product_id: id, license_model_id: model_id })
    if (kind === 'product')
      await put('product_feature', { product_id: id, feature_id: feature, feature_count: 2 })
    return id
  }
  const { floating, nodelocked, open: openModel, draft } = models
  const products = {
    cad: await product('CAD', '1', 'deployed', [floating, nodelocked, openModel, draft], lines.drafting),
    mesh: await product('Mesh', '2', 'deployed', [floating], lines.milling),
    draft: await product('Lathe', '3', 'draft', [floating, draft], null),
    old: await product('Punch', '0', 'obsolete', [floating], null),
    care: await product('Care', '1', 'deployed', [], null, 'maintenance'),
  }
  const part = (code: string, product_id: string | null, license_model_id: string | null) =>
    put('part_number', { part_number_id: newId(), code, product_id, license_model_id })
  await part('PN-CAD', products.cad, floating)
  await part('PN-LOOSE', null, null)
  return { lines, models, products }
}

/** Runs work in a transaction of its own, as services of this room are called by others. */
export function inside<T>(
  cast: Cast,
  work: (ctx: QueryContext) => Promise<T>,
  principal: Principal = systemPrincipal(cast.house.tenantId),
): Promise<T> {
  const { pool, tenantId, now } = cast.house
  return inTransaction(pool, tenantId, (tx) =>
    work({
      principal,
      tenantId,
      now,
      tx,
      scope: principal.ownScope,
      may: (permission) => principal.permissions.has(permission),
      refuse: (refusal) => {
        throw new Refused(refusal)
      },
    }),
  )
}
