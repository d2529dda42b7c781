import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { attributeValueRefusals } from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { EntitlementFields, EntitlementIdField, EntitlementView } from './entitlement-shapes.contract.ts'
import { partyRefusals } from './refusal-codes.contract.ts'

export const updateEntitlement = defineCommand({
  name: 'update-entitlement',
  summary: 'Change an entitlement; once it is deployed, only what describes it.',
  rows: ['PRD-02'],
  rest: { method: 'PATCH', path: '/v1/entitlements/{id}' },
  permission: 'entitlements.update',
  input: EntitlementFields.extend({
    id: refTo('entitlement'),
    rowVersion: z.int().optional().meta({ label: 'Version', help: 'The version that was edited.' }),
    entitlementId: EntitlementIdField,
    soldTo: refTo('account').nullable().optional(),
  }),
  output: EntitlementView,
  refusals: [
    'changed-meanwhile',
    'entitlement-obsolete',
    'entitlement-id-characters',
    'entitlement-id-taken',
    ...partyRefusals,
    ...attributeValueRefusals,
    'field-fixed-after-deployment',
  ],
  audit: { action: 'entitlement.changed', subjects: ['entitlement', 'unchanged'] },
})
