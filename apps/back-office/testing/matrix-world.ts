import { prepareGearwright } from '@tallystick/accounts/testing/gearwright.ts'
import type { Contract } from '@tallystick/kernel/operation/define.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { activationOf } from './small-world.ts'

/** A producer with one family of accounts, one sale through a partner, and one license. */
export interface MatrixWorld {
  /** Accounts: the owner of the entitlement, its parent, its sibling, the partner, and one unrelated. */
  readonly owner: string
  readonly parent: string
  readonly sibling: string
  readonly partner: string
  readonly stranger: string
  /** Keys of records by the names that the inputs of a contract use. */
  referencesFor(contract: Contract): Readonly<Record<string, unknown>>
  /** Whether a contract is about records that belong to accounts, and not to the producer as a whole. */
  isAccountsOwn(contract: Contract): boolean
}

/** Collections whose records are seen by their accounts only. */
const OF_ACCOUNTS = new Set([
  'entitlements',
  'line-items',
  'bulk-entitlements',
  'fulfillments',
  'consolidated-licenses',
  'shipments',
  'accounts',
  'users',
  'hosts',
  'jobs',
  'imports',
  'sessions',
])

/** The collection of a contract's address: `line-items` of `/v1/line-items/{id}`. */
function collectionOf({ rest }: Contract): string {
  return rest.path.split('/')[2] ?? ''
}

/** Builds it by operations. */
export async function buildMatrixWorld(house: TestPipeline): Promise<MatrixWorld> {
  const run = <T>(name: string, input: unknown) => house.run(name, input) as Promise<T>
  await prepareGearwright(house)
  await run('ensure-signing-keys', {})
  const made = await makeGoods(run)
  const account = async (code: string, kind: string) =>
    (await run<{ id: string }>('create-account', { code, name: `Account ${code}`, kind })).id
  const parent = await account('PARENT', 'customer')
  const owner = await account('OWNER', 'customer')
  const sibling = await account('SIBLING', 'customer')
  const stranger = await account('STRANGER', 'customer')
  const partner = await account('PARTNER', 'partner')
  for (const child of ['OWNER', 'SIBLING'])
    await run('link-sub-account', { account: 'PARENT', subAccount: child })
  const sale = await run<{ id: string; lineItems: { id: string; activationId: string }[] }>(
    'create-entitlement',
    {
      parties: [
        { tier: 'distributor', account: 'PARTNER' },
        { tier: 'end-customer', account: 'OWNER', isOwner: true },
      ],
      autoDeploy: true,
      lineItems: [
        {
          products: [{ product: 'Lathe@1.0' }],
          licenseModel: 'Floating',
          copies: 5,
          startOption: 'specify-now',
          startsOn: '2026-01-01',
        },
      ],
    },
  )
  const [item] = sale.lineItems
  const answer = await run<{ licenses: { id: string }[] }>(
    'activate-line-items',
    activationOf(item?.activationId ?? '', '02A000000001', { copies: 1 }),
  )
  const besides = await run<{ licenses: { id: string }[] }>(
    'activate-line-items',
    activationOf(item?.activationId ?? '', '02A000000001', { copies: 1 }),
  )
  const licenseIds = [...answer.licenses, ...besides.licenses].map(({ id }) => id)
  const joined = await run<{ consolidated: { id: string }[] }>('consolidate-licenses', {
    fulfillments: licenseIds,
  })
  const consolidatedLicense = joined.consolidated[0]?.id
  const user = await run<{ id: string }>('create-user', {
    firstName: 'Nell',
    lastName: 'North',
    email: 'nell@owner.example',
    memberships: [{ account: 'OWNER', roles: ['Portal User'] }],
  })
  const session = newId()
  await house.owner.query(
    `INSERT INTO session (tenant_id, session_id, token_hash, user_id, portal, created_at, last_seen_at, expires_at,
       idle_seconds)
     VALUES ($1, $2, '\\x00', $3, 'end-user', now(), now(), now(), 60)`,
    [house.tenantId, session, user.id],
  )
  const { rows: parked } = await house.owner.query<{ id: string }>(
    `UPDATE outbox SET parked_at = now(), tries = 10 WHERE event_id =
       (SELECT event_id FROM outbox ORDER BY event_id LIMIT 1) RETURNING event_id AS id`,
  )
  const bulk = await run<{ id: string; lineItems: { id: string }[] }>('create-entitlement', {
    kind: 'bulk',
    soldTo: 'OWNER',
    autoDeploy: true,
    lineItems: [{ products: [{ product: 'Lathe@1.0' }], licenseModel: 'Floating', copies: 5 }],
  })
  const { keys } = await run<{ keys: readonly string[] }>('generate-web-register-keys', {
    id: bulk.lineItems[0]?.id,
    count: 1,
  })
  const { rows: hosts } = await house.owner.query<{ id: string }>(
    'SELECT host_id AS id FROM host WHERE account_id = $1 LIMIT 1',
    [owner],
  )
  return {
    owner,
    parent,
    sibling,
    partner,
    stranger,
    referencesFor: (contract) => {
      const known: Readonly<Record<string, unknown>> = {
        ...made,
        entitlements: sale.id,
        'bulk-entitlements': bulk.id,
        'line-items': item?.id,
        fulfillments: answer.licenses[0]?.id,
        'consolidated-licenses': consolidatedLicense,
        accounts: owner,
        users: user.id,
      }
      const id = known[collectionOf(contract)]
      return {
        ...(id === undefined ? {} : { id }),
        entitlement: sale.id,
        key: keys[0],
        lineItem: item?.id,
        lineItems: item?.id,
        fulfillment: answer.licenses[0]?.id,
        fulfillments: licenseIds,
        consolidatedLicense,
        account: owner,
        user: user.id,
        session,
        event: parked[0]?.id,
        host: hosts[0]?.id,
      }
    },
    isAccountsOwn: (contract) => OF_ACCOUNTS.has(collectionOf(contract)),
  }
}

async function makeGoods(run: <T>(name: string, input: unknown) => Promise<T>) {
  const feature = await run<{ id: string }>('create-feature', { name: 'lathe', version: '1.0', deploy: true })
  const licenseModel = await run<{ id: string }>('create-license-model', {
    name: 'Floating',
    kind: 'floating-counted',
    expiration: { setting: 'permanent' },
    deploy: true,
  })
  const product = await run<{ id: string }>('create-product', {
    name: 'Lathe',
    version: '1.0',
    features: [{ feature: 'lathe@1.0' }],
    licenseModels: ['Floating'],
    deploy: true,
  })
  const custom = await run<{ id: string }>('create-custom-attribute', {
    recordKind: 'part-number',
    name: 'price list',
    label: 'Price list',
    type: 'text',
  })
  return {
    features: feature.id,
    'license-models': licenseModel.id,
    products: product.id,
    'custom-attributes': custom.id,
  }
}
