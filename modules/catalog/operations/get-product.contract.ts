import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { goodsViewShape } from './goods-answer.ts'
import { maintenanceShape, productShape, suiteShape } from './product-fields.ts'

const FlatFeature = z.object({
  name: z.string(),
  version: z.string().nullable(),
  versionFormat: z.enum(['fixed', 'date-based']),
  count: z.number(),
  overrides: z.record(z.string(), z.unknown()),
})
const Relation = z.object({
  kind: z.enum(['upgrade', 'upsell', 'maintenance', 'demo']),
  direction: z.enum(['to', 'from']),
  id: z.string(),
  ref: z.string(),
  label: z.string(),
  state: z.string(),
})

export const getProduct = defineQuery({
  name: 'get-product',
  summary: 'A product, suite or maintenance plan with its parts, relations, users and commands.',
  rows: ['PRD-01'],
  rest: { method: 'GET', path: '/v1/products/{id}' },
  permission: 'products.view',
  input: z.object({ id: refTo('product') }),
  output: z.object({
    ...productShape,
    ...suiteShape,
    ...maintenanceShape,
    ...goodsViewShape,
    kind: z.enum(['product', 'suite', 'maintenance']),
    /** What one copy brings, bundles and members of a suite multiplied out. */
    flattenedFeatures: z.array(FlatFeature),
    relations: z.array(Relation),
  }),
  refusals: ['reference-ambiguous'],
})
