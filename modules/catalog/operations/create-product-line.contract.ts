import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

/** Fields of a product line that a person fills in. */
export const ProductLineFields = z.object({
  name: z.string().trim().min(1).max(100).meta({ label: 'Name' }),
  description: z.string().max(2000).default('').meta({ label: 'Description', multiline: true }),
})

export const createProductLine = defineCommand({
  name: 'create-product-line',
  summary: 'Add a product line.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/product-lines' },
  permission: 'products.create',
  input: ProductLineFields,
  output: ProductLineFields.extend({ id: z.string() }),
  refusals: ['product-line-name-taken'],
  audit: { action: 'product-line.created', subjects: ['product-line'] },
})
