import { accountsOperations } from '@tallystick/accounts/operations.ts'
import { prepareGearwright } from '@tallystick/accounts/testing/gearwright.ts'
import { catalogOperations } from '@tallystick/catalog/operations.ts'
import { entitlementsOperations } from '@tallystick/entitlements/operations.ts'
import { hostOperations } from '@tallystick/hosts/operations.ts'
import { PERMISSIONS } from '@tallystick/accounts/permissions.ts'
import { person, testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import { sealerOf } from '../keys/sealer.ts'
import { fulfillmentOperations } from '../operations.ts'

/** Gearwright sells to Northwind Mill: a license model of each kind, a product, and line items as wanted. */
export interface Cast {
  readonly house: TestPipeline
  readonly customerId: string
  /** Sells a line item of the kind; answers its activation ID. */
  sell(kind: LicenseKind, fields?: Readonly<Record<string, unknown>>): Promise<string>
  run<T>(name: string, input: unknown, options?: { verify?: boolean }): Promise<T>
  /** The same as a user of Northwind Mill who may do everything with licenses, but not override policies. */
  asCustomer<T>(name: string, input: unknown): Promise<T>
  /** The same as a user of the producer who may do everything with licenses, but not override policies. */
  asHelper<T>(name: string, input: unknown): Promise<T>
}

/** Names of the cast's license models by kind. */
const MODELS: Readonly<Record<LicenseKind, string>> = {
  'floating-counted': 'Floating',
  'floating-uncounted': 'Site',
  'nodelocked-counted': 'Named machines',
  'nodelocked-uncounted': 'Workstation',
}

/** Builds the cast by operations. `attributes` go to the floating counted model. */
export async function buildCast(attributes: Readonly<Record<string, unknown>> = {}): Promise<Cast> {
  const house = await testPipeline([
    ...accountsOperations,
    ...catalogOperations,
    ...entitlementsOperations,
    ...hostOperations,
    ...fulfillmentOperations(sealerOf(new Uint8Array(32).fill(7))),
  ])
  const run = <T>(name: string, input: unknown, options: { verify?: boolean } = {}) =>
    house.run(name, input, options) as Promise<T>
  await prepareGearwright(house)
  await run('ensure-signing-keys', {})
  await makeGoods(run, attributes)
  const customer = await run<{ id: string }>('create-account', {
    code: 'NORTHWIND',
    name: 'Northwind Mill',
    kind: 'customer',
  })
  const permissions = Object.keys(PERMISSIONS).filter(
    (one) => one.startsWith('licenses.') || one.endsWith('.view'),
  )
  const user = person(house.tenantId, { permissions, own: [customer.id] })
  const helper = person(house.tenantId, { permissions })
  return {
    house,
    customerId: customer.id,
    run,
    asCustomer: <T>(name: string, input: unknown) => house.as(user, name, input) as Promise<T>,
    asHelper: <T>(name: string, input: unknown) => house.as(helper, name, input) as Promise<T>,
    sell: (kind, fields = {}) => sell(run, kind, fields),
  }
}

type Run = <T>(name: string, input: unknown) => Promise<T>

async function makeGoods(run: Run, attributes: Readonly<Record<string, unknown>>): Promise<void> {
  await run('create-feature', { name: 'mill', version: '5.2', deploy: true })
  await run('create-feature', { name: 'mill_post', version: '5.2', deploy: true })
  for (const [kind, name] of Object.entries(MODELS)) {
    await run('create-license-model', {
      name,
      kind,
      attributes: kind === 'floating-counted' ? attributes : {},
      deploy: true,
    })
  }
  await run('create-product', {
    name: 'Gear Mill',
    version: '5.2',
    features: [{ feature: 'mill@5.2' }, { feature: 'mill_post@5.2', count: 2 }],
    licenseModels: Object.values(MODELS),
    deploy: true,
  })
}

async function sell(run: Run, kind: LicenseKind, fields: Readonly<Record<string, unknown>>): Promise<string> {
  const sale = await run<{ lineItems: { activationId: string }[] }>('create-entitlement', {
    soldTo: 'NORTHWIND',
    autoDeploy: true,
    lineItems: [
      {
        products: [{ product: 'Gear Mill@5.2' }],
        licenseModel: MODELS[kind],
        copies: 10,
        startOption: 'specify-now',
        startsOn: '2026-01-01',
        term: { kind: 'permanent' },
        ...fields,
      },
    ],
  })
  return sale.lineItems[0]?.activationId ?? ''
}

/** A server host by an Ethernet address that ends in the number. */
export function server(number: number) {
  return { type: 'ethernet', value: `02A0000000${number.toString(16).padStart(2, '0')}` }
}

/** A node host by name. */
export function node(name: string) {
  return { type: 'hostname', value: name }
}
