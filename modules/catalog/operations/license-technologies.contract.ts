import { Commands, defineCommand, defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { defineList } from '@tallystick/kernel/list/define.ts'
import { z } from 'zod'
import { SeenVersion } from './goods-answer.ts'
import { kindChoices } from './license-model-fields.ts'

/** How the licenses of a technology come about, with the words that pages show. */
export const GENERATIONS = { manual: 'By hand', http: 'By a generator over HTTP' } as const

const shape = {
  name: z.string().trim().min(1).max(60).meta({ label: 'Name', help: 'It cannot be changed later.' }),
  description: z.string().max(2000).meta({ label: 'Description', multiline: true }),
  kind: z.enum(Object.keys(kindChoices) as [keyof typeof kindChoices, ...(keyof typeof kindChoices)[]]).meta({
    label: 'Kind',
    choices: kindChoices,
    help: 'Which hosts are asked, and whether copies are counted.',
  }),
  generation: z.enum(['manual', 'http']).meta({ label: 'Generated', choices: GENERATIONS }),
  address: z.string().trim().max(500).meta({
    label: 'Address of the generator',
    help: 'https://… For generation over HTTP. /validate, /generate and /consolidate are called below it.',
  }),
  hostAttributes: z
    .array(z.string().trim().min(1).max(60))
    .max(10)
    .meta({ label: 'Host attributes', help: 'What is asked of each host besides its ID.' }),
  consolidates: z.boolean().meta({
    label: 'Consolidates',
    help: 'The generator joins licenses that are activated together.',
  }),
}

/** A license technology in full. */
export const LicenseTechnologyView = z.object({
  ...shape,
  id: z.string(),
  licenseModels: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  rowVersion: z.int(),
  commands: Commands,
})

export const listLicenseTechnologies = defineList({
  name: 'list-license-technologies',
  title: 'License technologies',
  summary: 'Technologies of licenses that are not certificates: by hand, or by a generator of the producer.',
  rows: ['CERT-05'],
  path: '/v1/license-technologies',
  permission: 'license-models.view',
  fileName: 'LicenseTechnologies',
  defaultSort: 'name',
  columns: {
    name: { label: 'Name', type: 'text', simple: true, sortable: true },
    kind: { label: 'Kind', type: 'choice', choices: kindChoices },
    generation: { label: 'Generated', type: 'choice', choices: GENERATIONS, quickFilter: true },
    address: { label: 'Address', type: 'text' },
    licenseModels: { label: 'License models', type: 'number', searchable: false },
    description: { label: 'Description', type: 'text', visible: false },
  },
})

export const getLicenseTechnology = defineQuery({
  name: 'get-license-technology',
  summary: 'A license technology with the number of its license models.',
  rows: ['CERT-05'],
  rest: { method: 'GET', path: '/v1/license-technologies/{id}' },
  permission: 'license-models.view',
  input: z.object({ id: refTo('license technology') }),
  output: LicenseTechnologyView,
})

export const createLicenseTechnology = defineCommand({
  name: 'create-license-technology',
  summary: 'Add a license technology.',
  rows: ['CERT-05'],
  rest: { method: 'POST', path: '/v1/license-technologies' },
  permission: 'settings.manage',
  input: z.object({
    ...shape,
    description: shape.description.default(''),
    address: shape.address.default(''),
    hostAttributes: shape.hostAttributes.default([]),
    consolidates: shape.consolidates.default(false),
  }),
  output: z.object({ id: z.string(), name: z.string() }),
  refusals: ['generator-address', 'license-technology-name-taken'],
  audit: { action: 'license-technology.created', subjects: ['license-technology'] },
})

export const updateLicenseTechnology = defineCommand({
  name: 'update-license-technology',
  summary: 'Change a license technology; its kind only while no license model is of it.',
  rows: ['CERT-05'],
  rest: { method: 'PATCH', path: '/v1/license-technologies/{id}' },
  permission: 'settings.manage',
  input: z.object({
    id: refTo('license technology'),
    rowVersion: SeenVersion,
    ...z.object(shape).omit({ name: true }).partial().shape,
  }),
  output: z.object({ id: z.string(), rowVersion: z.int(), changed: z.boolean() }),
  refusals: ['changed-meanwhile', 'generator-address', 'license-technology-used'],
  audit: { action: 'license-technology.changed', subjects: ['license-technology', 'unchanged'] },
})

export const deleteLicenseTechnology = defineCommand({
  name: 'delete-license-technology',
  summary: 'Delete a license technology that no license model is of.',
  rows: ['CERT-05'],
  rest: { method: 'DELETE', path: '/v1/license-technologies/{id}' },
  permission: 'settings.manage',
  input: z.object({ id: refTo('license technology') }),
  output: z.object({ id: z.string() }),
  refusals: ['license-technology-used'],
  audit: { action: 'license-technology.deleted', subjects: ['license-technology'] },
})
