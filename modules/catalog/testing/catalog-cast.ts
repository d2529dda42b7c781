import type { TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'

/** What commands on goods answer, as the tests need it. */
interface Answer {
  readonly id: string
  readonly ref: string
  readonly label: string
  readonly state: string
  readonly rowVersion: number
  readonly changed: boolean
}

/** A small catalog of the producer Gearwright, built by the operations themselves. */
export function castOf(house: TestPipeline) {
  const run = (name: string, input: unknown) => house.run(name, input) as Promise<Answer>
  return {
    run,
    feature: (name: string, change: object = {}) =>
      run('create-feature', { name, version: '2026.0', deploy: true, ...change }),
    bundle: (name: string, features: object[], change: object = {}) =>
      run('create-feature-bundle', { name, features, deploy: true, ...change }),
    model: (name: string, change: object = {}) =>
      run('create-license-model', { name, kind: 'floating-counted', deploy: true, ...change }),
    product: (name: string, change: object = {}) =>
      run('create-product', { name, version: '1.0', ...change }),
    /** The code of the refusal that a command ends with, and its figures. */
    refusal: async (name: string, input: unknown) => {
      const answer = await house.run(name, input).then(
        () => null,
        (error: { refusal?: { code: string; data: Record<string, unknown> } }) => error,
      )
      if (answer === null) return { code: 'done', data: {} }
      if (!answer.refusal) throw new Error(`${name} failed without a refusal.`, { cause: answer })
      return answer.refusal
    },
    /** Fingerprint of all rows of the catalog and of the history, to prove that nothing changed. */
    rows: async () => {
      const tables = [
        ...[
          'product_line',
          'feature',
          'feature_bundle',
          'feature_bundle_feature',
          'license_model',
          'product',
        ],
        ...['product_feature', 'product_bundle', 'suite_product', 'product_license_model', 'part_number'],
        'product_relation',
      ]
      const parts = tables.map(
        (table) =>
          `SELECT '${table}' AS name, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))
           FROM ${table} t`,
      )
      const { rows } = await house.owner.query(
        `${parts.join(' UNION ALL ')}
         UNION ALL SELECT 'audit', count(*)::text FROM audit_entry WHERE outcome = 'done'
         UNION ALL SELECT 'outbox', count(*)::text FROM outbox`,
      )
      return JSON.stringify(rows)
    },
  }
}
