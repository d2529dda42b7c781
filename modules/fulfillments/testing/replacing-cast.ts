import { buildCast, type Cast } from './fulfillments-cast.ts'

/** The cast with goods that lead to one another. */
export interface ReplacingCast {
  readonly cast: Cast
  /** Sells copies of a product, `P1 1` for example; answers the activation ID. */
  sell(product: string, copies: number, fields?: Readonly<Record<string, unknown>>): Promise<string>
  /** Adds a deployed line item that replaces another one; answers its activation ID. */
  change(
    verb: 'upgrade' | 'upsell' | 'renew',
    parent: string,
    fields: Readonly<Record<string, unknown>>,
  ): Promise<string>
  /** What line items say: total, taken, moved, brought, by activation ID. */
  books(...activationIds: readonly string[]): Promise<readonly (readonly (number | null)[])[]>
}

/** Products of one name: versions 1 and 2 upgrade to version 3, which can be upsold to `P Pro`. */
const VERSIONS = ['P@1', 'P@2', 'P@3', 'P Pro@3', 'Apart@1'] as const

/** Gearwright sells `P` to Northwind Mill in three versions. `model` is a license model of the cast. */
export async function buildReplacingCast(model = 'Named machines'): Promise<ReplacingCast> {
  const cast = await buildCast()
  const run = <T>(name: string, input: unknown) => cast.run<T>(name, input)
  for (const one of VERSIONS) {
    const [name, version] = one.split('@')
    await run('create-product', {
      name,
      version,
      features: [{ feature: 'mill@5.2' }],
      licenseModels: ['Floating', 'Site', 'Named machines', 'Workstation'],
      deploy: true,
    })
  }
  for (const from of ['P@1', 'P@2']) await run('add-product-relation', { kind: 'upgrade', from, to: 'P@3' })
  await run('add-product-relation', { kind: 'upsell', from: 'P@3', to: 'P Pro@3' })
  return {
    cast,
    sell: (product, copies, fields = {}) =>
      cast.sell('floating-counted', { products: [{ product }], licenseModel: model, copies, ...fields }),
    change: async (verb, id, fields) =>
      (await run<{ activationId: string }>(`${verb}-line-item`, { id, autoDeploy: true, ...fields }))
        .activationId,
    books: async (...activationIds) => {
      const { rows } = await cast.house.owner.query<{ id: string; figures: (number | null)[] }>(
        `SELECT activation_id AS id, jsonb_build_array(copies_total, copies_taken, copies_moved, copies_brought)
           AS figures FROM line_item WHERE activation_id = ANY($1)`,
        [activationIds],
      )
      return activationIds.map((id) => rows.find((row) => row.id === id)?.figures ?? [])
    },
  }
}
