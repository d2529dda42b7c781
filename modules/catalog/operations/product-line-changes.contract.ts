import { Commands, defineCommand, defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { SeenVersion } from './goods-answer.ts'

const name = z.string().trim().min(1).max(100).meta({ label: 'Name' })
const description = z.string().max(2000).meta({ label: 'Description', multiline: true })

export const getProductLine = defineQuery({
  name: 'get-product-line',
  summary: 'A product line with the number of its products.',
  rows: ['PRD-01'],
  rest: { method: 'GET', path: '/v1/product-lines/{id}' },
  permission: 'products.view',
  input: z.object({ id: refTo('product line') }),
  output: z.object({
    id: z.string(),
    name,
    description,
    products: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    rowVersion: z.int(),
    commands: Commands,
  }),
})

export const updateProductLine = defineCommand({
  name: 'update-product-line',
  summary: 'Change the name or the description of a product line.',
  rows: ['PRD-01'],
  rest: { method: 'PATCH', path: '/v1/product-lines/{id}' },
  permission: 'products.update',
  input: z.object({
    id: refTo('product line'),
    rowVersion: SeenVersion,
    name: name.optional(),
    description: description.optional(),
  }),
  output: z.object({ id: z.string(), rowVersion: z.int(), changed: z.boolean() }),
  refusals: ['changed-meanwhile', 'product-line-name-taken'],
  audit: { action: 'product-line.changed', subjects: ['product-line', 'unchanged'] },
})

export const deleteProductLine = defineCommand({
  name: 'delete-product-line',
  summary: 'Delete a product line that nothing belongs to.',
  rows: ['PRD-01'],
  rest: { method: 'DELETE', path: '/v1/product-lines/{id}' },
  permission: 'products.delete',
  input: z.object({ id: refTo('product line') }),
  output: z.object({ id: z.string() }),
  refusals: ['product-line-used'],
  audit: { action: 'product-line.deleted', subjects: ['product-line'] },
})
