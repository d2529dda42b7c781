import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { Cast } from './cast.ts'

/**
 * Products that line items of the cast lead to: `CAD 1` upgrades to `CAD 2`, and can be upsold to `CAD Pro 1` and
 * `CAD Max 1`; `Atlas 1` has a feature whose version is a date.
 */
export async function putChangedGoods(cast: Cast): Promise<void> {
  const { house, models, products, lines } = cast
  const put = (text: string, values: readonly unknown[]) =>
    house.owner.query(text, [house.tenantId, ...values])
  const product = async (name: string, version: string) => {
    const id = newId()
    await put(
      `INSERT INTO product (tenant_id, product_id, name, version, kind, state, product_line_id)
        VALUES ($1, $2, $3, $4, 'product', 'deployed', $5)`,
      [id, name, version, lines.drafting],
    )
    for (const model of [models.floating, models.open]) {
      await put(
        'INSERT INTO product_license_model (tenant_id, product_id, license_model_id) VALUES ($1, $2, $3)',
        [id, model],
      )
    }
    return id
  }
  const relate = (kind: string, to: string) =>
    put(
      'INSERT INTO product_relation (tenant_id, kind, from_product_id, to_product_id) VALUES ($1, $2, $3, $4)',
      [kind, products.cad, to],
    )
  await relate('upgrade', await product('CAD', '2'))
  await relate('upsell', await product('CAD Pro', '1'))
  await relate('upsell', await product('CAD Max', '1'))
  const atlas = await product('Atlas', '1')
  const feature = newId()
  await put(
    `INSERT INTO feature (tenant_id, feature_id, name, version, version_format, state)
      VALUES ($1, $2, 'atlas', '', 'date-based', 'deployed')`,
    [feature],
  )
  await put(
    'INSERT INTO product_feature (tenant_id, product_id, feature_id, feature_count) VALUES ($1, $2, $3, 1)',
    [atlas, feature],
  )
}
