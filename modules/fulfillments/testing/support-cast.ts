import type { Cast } from './fulfillments-cast.ts'

/** A license as commands answer it. */
export interface Issued {
  readonly id: string
  readonly fulfillmentCode: string
  readonly copies: number
  readonly overdraft: number
  readonly servers: readonly string[]
  readonly nodeHosts: readonly string[]
  readonly licenseText: string
}

/** The answer of a support act. */
export interface Outcome {
  readonly closed: readonly { readonly id: string; readonly became: string }[]
  readonly copiesReturned: number
  readonly licenses: readonly Issued[]
}

/** Activates a line item and answers its licenses; there is at least one. */
export async function issuedOf(
  cast: Cast,
  lineItem: string,
  ...hosts: readonly object[]
): Promise<[Issued, ...Issued[]]> {
  const { licenses } = await cast.run<{ licenses: [Issued, ...Issued[]] }>('activate-line-items', {
    items: [{ lineItem, hosts }],
  })
  return licenses
}

/** What the line item says is taken of it. */
export async function takenOf(cast: Cast, activationId: string) {
  const { rows } = await cast.house.owner.query<{ copies: number; overdraft: number }>(
    'SELECT copies_taken AS copies, overdraft_taken AS overdraft FROM line_item WHERE activation_id = $1',
    [activationId],
  )
  return rows[0]
}

/** Records of a line item in the order in which they came: support action, state, copies, copies taken. */
export async function recordsOf(cast: Cast, activationId: string) {
  const { rows } = await cast.house.owner.query<{ row: unknown[] }>(
    `SELECT jsonb_build_array(support_action, state, copies, copies_taken) AS row
     FROM fulfillment WHERE activation_id = $1 ORDER BY fulfillment_id`,
    [activationId],
  )
  return rows.map(({ row }) => row)
}

/** A floating counted model with policies and a product of it: fields for `sell`. */
export async function goodsWith(cast: Cast, policies: object) {
  const { rows } = await cast.house.owner.query<{ models: number }>(
    'SELECT count(*) AS models FROM license_model',
  )
  const name = `Floating with policy ${rows[0]?.models}`
  await cast.run('create-license-model', { name, kind: 'floating-counted', policies, deploy: true })
  await cast.run('create-product', {
    name: `Gear Mill ${name}`,
    version: '5.2',
    features: [{ feature: 'mill@5.2' }],
    licenseModels: [name],
    deploy: true,
  })
  return { products: [{ product: `Gear Mill ${name}@5.2` }], licenseModel: name }
}
