import { Commands, defineCommand, defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { fixedShape, openShape } from './attribute-fields.contract.ts'

const id = refTo('custom attribute')
const state = z.enum(['active', 'obsolete'])
const answer = z.object({ id: z.string(), label: z.string(), state, rowVersion: z.int() })
const definitionRefusals = [
  'custom-attribute-without-list',
  'custom-attribute-list-not-asked',
  'custom-attribute-list',
  'custom-attribute-default',
  'custom-attribute-hidden-editable',
]
const audit = (what: string) => ({
  action: `custom-attribute.${what}`,
  subjects: ['custom-attribute', 'unchanged'],
})

export const createCustomAttribute = defineCommand({
  name: 'create-custom-attribute',
  summary: 'Add a field of your own to a kind of record.',
  rows: ['PRD-01', 'PRD-02'],
  rest: { method: 'POST', path: '/v1/custom-attributes' },
  permission: 'settings.manage',
  input: z.object({
    ...fixedShape,
    ...openShape,
    help: openShape.help.default(''),
    choices: openShape.choices.default([]),
    isRequired: openShape.isRequired.default(false),
    defaultValue: openShape.defaultValue.default(null),
    isVisibleInPortal: openShape.isVisibleInPortal.default(false),
    isEditableInPortal: openShape.isEditableInPortal.default(false),
    position: openShape.position.default(100),
  }),
  output: answer,
  refusals: [...definitionRefusals, 'custom-attribute-name-taken'],
  audit: audit('created'),
})

export const updateCustomAttribute = defineCommand({
  name: 'update-custom-attribute',
  summary: 'Change what a custom attribute says, offers and asks; never its name and type.',
  rows: ['PRD-01', 'PRD-02'],
  rest: { method: 'PATCH', path: '/v1/custom-attributes/{id}' },
  permission: 'settings.manage',
  input: z.object({ id, rowVersion: z.int(), ...z.object(openShape).partial().shape }),
  output: answer,
  refusals: ['changed-meanwhile', ...definitionRefusals],
  audit: audit('changed'),
})

export const obsoleteCustomAttribute = defineCommand({
  name: 'obsolete-custom-attribute',
  summary: 'Offer a custom attribute no more. Values that records have stay and are shown.',
  rows: ['PRD-01', 'PRD-02'],
  rest: { method: 'POST', path: '/v1/custom-attributes/{id}/obsolete' },
  permission: 'settings.manage',
  input: z.object({ id }),
  output: answer,
  refusals: ['custom-attribute-state'],
  audit: audit('obsolete'),
})

export const reactivateCustomAttribute = defineCommand({
  name: 'reactivate-custom-attribute',
  summary: 'Offer an obsolete custom attribute again.',
  rows: ['PRD-01', 'PRD-02'],
  rest: { method: 'POST', path: '/v1/custom-attributes/{id}/reactivate' },
  permission: 'settings.manage',
  input: z.object({ id }),
  output: answer,
  refusals: ['custom-attribute-state'],
  audit: audit('reactivated'),
})

export const getCustomAttribute = defineQuery({
  name: 'get-custom-attribute',
  summary: 'A custom attribute with what can be done with it.',
  rows: ['PRD-01', 'PRD-02'],
  rest: { method: 'GET', path: '/v1/custom-attributes/{id}' },
  permission: 'settings.view',
  input: z.object({ id }),
  output: z.object({
    ...fixedShape,
    ...openShape,
    id: z.string(),
    state,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    rowVersion: z.int(),
    commands: Commands,
  }),
})

export const getCustomFields = defineQuery({
  name: 'get-custom-fields',
  summary: 'The custom attributes of all kinds of records as forms and pages need them, in their order.',
  rows: ['NAV-02', 'PRD-02', 'ENT-03'],
  rest: { method: 'GET', path: '/v1/custom-fields' },
  permission: null,
  signedIn: true,
  input: z.object({}),
  output: z.object({
    fields: z.array(
      z.object({
        ...fixedShape,
        label: openShape.label,
        help: openShape.help,
        choices: openShape.choices,
        isRequired: openShape.isRequired,
        defaultValue: openShape.defaultValue,
        isEditable: z.boolean().meta({ description: 'Whether the reader may fill it in.' }),
        state,
      }),
    ),
  }),
})
