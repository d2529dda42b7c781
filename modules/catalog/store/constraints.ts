import { violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'

/** Refusal codes of the unique names: a race of two writers ends at the index, and as a refusal. */
const taken: Readonly<Record<string, string>> = {
  product_line__name: 'product-line-name-taken',
  feature__name_version: 'feature-name-taken',
  feature_bundle__name: 'feature-bundle-name-taken',
  license_technology__name: 'license-technology-name-taken',
  license_technology__name_free: 'license-technology-name-taken',
  license_model__name: 'license-model-name-taken',
  product__name_version: 'product-name-taken',
  part_number__code: 'part-number-taken',
  product_relation_pkey: 'relation-exists',
}

/** Runs a write and turns the violation of a unique name into its refusal. Other errors pass through. */
export async function refusingTaken<T>(
  ctx: QueryContext,
  figures: Readonly<Record<string, unknown>>,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const code = taken[violatedConstraint(error) ?? '']
    if (code) ctx.refuse(refuse(code, figures))
    throw error
  }
}
