import { Commands, defineCommand, defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import {
  AttributeValuesField,
  AttributeValuesView,
  attributeValueRefusals,
} from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { SeenVersion } from './goods-answer.ts'

const code = z.string().trim().min(1).max(255).meta({ label: 'Part number' })
const description = z.string().max(2000).meta({ label: 'Description', multiline: true })
const product = refTo('product')
  .nullable()
  .meta({ label: 'Product', help: 'name@version. Empty: unassigned.' })
const licenseModel = refTo('license model').nullable().meta({ label: 'License model' })

const customAttributes = AttributeValuesField

const PartNumberFields = z.object({ code, description, product, licenseModel, customAttributes })
const answer = z.object({ id: z.string(), code: z.string(), rowVersion: z.int(), changed: z.boolean() })
const input = z.object({ id: refTo('part number') })
const mappingRefusals = [
  'reference-unknown',
  'reference-ambiguous',
  'reference-closed',
  'model-without-product',
]
const audit = (what: string) => ({
  action: `part-number.${what}`,
  subjects: ['part-number', 'product', 'unchanged'],
})

export const createPartNumber = defineCommand({
  name: 'create-part-number',
  summary: 'Add a part number, unassigned or resolving to a product and perhaps a license model.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/part-numbers' },
  permission: 'part-numbers.manage',
  input: z.object({
    code,
    description: description.default(''),
    product: product.default(null),
    licenseModel: licenseModel.default(null),
    customAttributes: customAttributes.default({}),
  }),
  output: answer,
  refusals: [...mappingRefusals, 'model-not-of-product', ...attributeValueRefusals, 'part-number-taken'],
  audit: audit('created'),
})

export const updatePartNumber = defineCommand({
  name: 'update-part-number',
  summary: 'Change a part number: its code, its description, or what it resolves to.',
  rows: ['PRD-01'],
  rest: { method: 'PATCH', path: '/v1/part-numbers/{id}' },
  permission: 'part-numbers.manage',
  input: input.extend({ rowVersion: SeenVersion, ...PartNumberFields.partial().shape }),
  output: answer,
  refusals: [
    'changed-meanwhile',
    ...mappingRefusals,
    'model-not-of-product',
    ...attributeValueRefusals,
    'part-number-taken',
  ],
  audit: audit('changed'),
})

export const mapPartNumber = defineCommand({
  name: 'map-part-number',
  summary: 'Let an unassigned part number resolve to a product, or to a product with a license model.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/part-numbers/{id}/map' },
  permission: 'part-numbers.manage',
  input: input.extend({ product: refTo('product'), licenseModel: licenseModel.default(null) }),
  output: answer,
  refusals: ['part-number-assigned', ...mappingRefusals, 'model-not-of-product'],
  audit: audit('mapped'),
})

export const unmapPartNumber = defineCommand({
  name: 'unmap-part-number',
  summary: 'Make a part number unassigned. Line items that were ordered by it keep their product.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/part-numbers/{id}/unmap' },
  permission: 'part-numbers.manage',
  input,
  output: answer,
  refusals: ['part-number-unassigned'],
  audit: audit('unmapped'),
})

export const deletePartNumber = defineCommand({
  name: 'delete-part-number',
  summary: 'Delete an unassigned part number.',
  rows: ['PRD-01'],
  rest: { method: 'DELETE', path: '/v1/part-numbers/{id}' },
  permission: 'part-numbers.manage',
  input,
  output: z.object({ id: z.string() }),
  refusals: ['part-number-assigned', 'still-used'],
  audit: audit('deleted'),
})

export const getPartNumber = defineQuery({
  name: 'get-part-number',
  summary: 'A part number with what it resolves to.',
  rows: ['PRD-01'],
  rest: { method: 'GET', path: '/v1/part-numbers/{id}' },
  permission: 'products.view',
  input,
  output: z.object({
    id: z.string(),
    code: z.string(),
    description: z.string(),
    customAttributes: AttributeValuesView,
    productId: z.string().nullable(),
    product: z.string().nullable(),
    productLabel: z.string().nullable(),
    licenseModelId: z.string().nullable(),
    licenseModel: z.string().nullable(),
    lineItems: z
      .array(z.string())
      .meta({ description: 'Activation IDs of line items ordered by it, at most 5.' }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    rowVersion: z.int(),
    commands: Commands,
  }),
})
