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

/** What all commands on custom attributes have in common; `done` is what the history calls it. */
const command = (done: string) => ({
  rows: ['PRD-01', 'PRD-02'],
  permission: 'settings.manage',
  output: answer,
  audit: { action: `custom-attribute.${done}`, subjects: ['custom-attribute', 'unchanged'] },
})

/** A command that takes a custom attribute from one state to the other. */
const stateChange = (done: string) => ({
  ...command(done),
  input: z.object({ id }),
  refusals: ['custom-attribute-state'],
})

export const createCustomAttribute = defineCommand({
  ...command('created'),
  name: 'create-custom-attribute',
  summary: 'Add a field of your own to a kind of record.',
  rest: { method: 'POST', path: '/v1/custom-attributes' },
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
  refusals: [...definitionRefusals, 'custom-attribute-name-taken'],
})

export const updateCustomAttribute = defineCommand({
  ...command('changed'),
  name: 'update-custom-attribute',
  summary: 'Change what a custom attribute says, offers and asks; never its name and type.',
  rest: { method: 'PATCH', path: '/v1/custom-attributes/{id}' },
  input: z.object({ id, rowVersion: z.int(), ...z.object(openShape).partial().shape }),
  refusals: ['changed-meanwhile', ...definitionRefusals],
})

export const obsoleteCustomAttribute = defineCommand({
  ...stateChange('obsolete'),
  name: 'obsolete-custom-attribute',
  summary: 'Offer a custom attribute no more. Values that records have stay and are shown.',
  rest: { method: 'POST', path: '/v1/custom-attributes/{id}/obsolete' },
})

export const reactivateCustomAttribute = defineCommand({
  ...stateChange('reactivated'),
  name: 'reactivate-custom-attribute',
  summary: 'Offer an obsolete custom attribute again.',
  rest: { method: 'POST', path: '/v1/custom-attributes/{id}/reactivate' },
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
