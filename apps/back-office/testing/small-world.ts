import { setPassword } from '@tallystick/access/services.ts'
import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import type { House } from '../house.ts'

/** Which allowances a line item has beyond its copies. Each has its license model. */
export type Allowance = 'none' | 'extra' | 'overdraft'

/** Copies that one line item of the small world has beyond its own, where it has an allowance. */
export const ALLOWED_BEYOND = 20

const MODELS: Readonly<Record<Allowance, string>> = {
  none: 'Floating',
  extra: 'Floating with extra activations',
  overdraft: 'Floating with overdraft',
}

const PRODUCT = 'Gear Turn@5.2'
const CUSTOMER = 'C-NORTHWIND'
const USER = 'nell@northwind.example'
const PASSWORD = 'tally-stick-and-stock'

/** A producer with a product, and a customer with a signed-in user: enough to sell and to activate. */
export interface SmallWorld {
  /** Bearer token of a user of the customer. */
  readonly token: string
  readonly accountId: string
  /**
   * Sells line items to the customer: one entitlement, deployed, or as a test, whose counts may still be edited.
   * Answers their activation IDs in order.
   */
  sell(lineItems: readonly SoldLineItem[], as?: 'deployed' | 'test'): Promise<string[]>
  /** Runs an operation as the system. */
  run<T>(name: string, input: unknown): Promise<T>
}

/** A line item to be sold. */
export interface SoldLineItem {
  readonly copies: number
  readonly allowance?: Allowance
  readonly activationId?: string
}

/** Builds it by operations over a producer that the first start has made. */
export async function buildSmallWorld(house: House, tenantId: string): Promise<SmallWorld> {
  const caller = { principal: systemPrincipal(tenantId) }
  const run = <T>(name: string, input: unknown) =>
    house.pipeline.run(name, input, { tenantId, caller }) as Promise<T>
  await buildCatalog(run)
  const account = await run<{ id: string }>('create-account', {
    code: CUSTOMER,
    name: 'Northwind Mill',
    kind: 'customer',
  })
  const user = await run<{ id: string }>('create-user', {
    firstName: 'Nell',
    lastName: 'North',
    email: USER,
    memberships: [{ account: CUSTOMER, roles: ['Portal User'] }],
  })
  await givePassword(house, tenantId, user.id)
  const { token } = await run<{ token: string }>('sign-in', {
    userName: USER,
    password: PASSWORD,
    portal: 'api',
  })
  return { token, accountId: account.id, run, sell: (lineItems, as) => sell(run, lineItems, as) }
}

type Run = <T>(name: string, input: unknown) => Promise<T>

async function buildCatalog(run: Run): Promise<void> {
  await run('create-feature', { name: 'gear_turn', version: '5.2', deploy: true })
  await run('create-feature', { name: 'gear_post', version: '5.2', deploy: true })
  for (const [allowance, name] of Object.entries(MODELS)) {
    await run('create-license-model', {
      name,
      kind: 'floating-counted',
      attributes:
        allowance === 'overdraft' ? { overdraft: { when: 'now', value: { copies: ALLOWED_BEYOND } } } : {},
      policies: allowance === 'extra' ? { extraActivations: { when: 'now', count: ALLOWED_BEYOND } } : {},
      expiration: { setting: 'permanent' },
      deploy: true,
    })
  }
  const [name, version] = PRODUCT.split('@')
  await run('create-product', {
    name,
    version,
    features: [{ feature: 'gear_turn@5.2' }, { feature: 'gear_post@5.2', count: 2 }],
    licenseModels: Object.values(MODELS),
    deploy: true,
  })
}

/** Gives a user a password, past all mails. */
export async function givePassword(
  house: House,
  tenantId: string,
  userId: string,
  password = PASSWORD,
): Promise<void> {
  const principal = systemPrincipal(tenantId)
  await inTransaction(house.pool, tenantId, (tx) =>
    setPassword(
      {
        principal,
        tenantId,
        now: Temporal.Now.instant(),
        tx,
        scope: principal.ownScope,
        may: () => true,
        refuse: (refusal) => {
          throw new Error(refusal.code)
        },
      },
      userId,
      password,
    ),
  )
}

async function sell(run: Run, lineItems: readonly SoldLineItem[], as = 'deployed'): Promise<string[]> {
  const view = await run<{ lineItems: { activationId: string }[] }>('create-entitlement', {
    soldTo: CUSTOMER,
    ...(as === 'test' ? { isTest: true } : { autoDeploy: true }),
    lineItems: lineItems.map(({ copies, allowance = 'none', activationId }) => ({
      ...(activationId === undefined ? {} : { activationId }),
      products: [{ product: PRODUCT }],
      licenseModel: MODELS[allowance],
      copies,
      startOption: 'specify-now',
      startsOn: '2026-01-01',
    })),
  })
  return view.lineItems.map(({ activationId }) => activationId)
}

/** Input of an activation on one server host, as it is sent. */
export function activationOf(
  activationId: string,
  host: string,
  counts: { copies?: number; overdraft?: number } = {},
) {
  return {
    items: [{ lineItem: activationId, hosts: [{ servers: [{ type: 'ethernet', value: host }], ...counts }] }],
  }
}

/** A host ID that nobody else has: 12 hexadecimal digits of a number. */
export function hostOf(number: number): string {
  return (0x02_00_00_00_00_00 + number).toString(16).padStart(12, '0')
}
