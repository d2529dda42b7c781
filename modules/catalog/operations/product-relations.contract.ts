import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { defineList } from '@tallystick/kernel/list/define.ts'
import { z } from 'zod'

/** How one product leads to another. */
export const RelationFields = z.object({
  kind: z.enum(['upgrade', 'upsell', 'maintenance', 'demo']).meta({
    label: 'Relation',
    choices: {
      upgrade: 'Upgrades to',
      upsell: 'Can be upsold to',
      maintenance: 'Has maintenance',
      demo: 'Is a demo of',
    },
  }),
  from: refTo('product').meta({ label: 'From', help: 'name@version.' }),
  to: refTo('product').meta({ label: 'To', help: 'name@version.' }),
})

const answer = RelationFields.extend({ fromId: z.string(), toId: z.string() })

export const addProductRelation = defineCommand({
  name: 'add-product-relation',
  summary: 'Say that a product can be upgraded or upsold to another, has a maintenance plan, or is a demo.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/product-relations' },
  permission: 'products.update',
  input: RelationFields,
  output: answer,
  refusals: [
    'reference-ambiguous',
    'relation-to-itself',
    'relation-obsolete',
    'relation-ends',
    'upgrade-other-product',
    'upgrade-circle',
    'relation-exists',
  ],
  audit: { action: 'product-relation.added', subjects: ['product'] },
})

export const removeProductRelation = defineCommand({
  name: 'remove-product-relation',
  summary: 'Remove a relation between two products.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/product-relations/remove' },
  permission: 'products.update',
  input: RelationFields,
  output: answer,
  refusals: ['reference-ambiguous', 'relation-missing'],
  audit: { action: 'product-relation.removed', subjects: ['product'] },
})

export const listProductRelations = defineList({
  name: 'list-product-relations',
  title: 'Product relations',
  summary: 'Which products lead to which others.',
  rows: ['PRD-01', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04'],
  path: '/v1/product-relations',
  permission: 'products.view',
  fileName: 'ProductRelations',
  defaultSort: 'from',
  columns: {
    from: { label: 'From', type: 'text', simple: true, sortable: true },
    kind: {
      label: 'Relation',
      type: 'choice',
      quickFilter: true,
      sortable: true,
      choices: {
        upgrade: 'Upgrades to',
        upsell: 'Can be upsold to',
        maintenance: 'Has maintenance',
        demo: 'Is a demo of',
      },
    },
    to: { label: 'To', type: 'text', simple: true },
  },
})
