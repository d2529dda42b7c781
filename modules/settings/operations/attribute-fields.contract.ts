import { z } from 'zod'
import { ATTRIBUTE_TYPES, RECORD_KINDS, type AttributeType, type RecordKind } from '../model.ts'

/** One value of a custom attribute. */
export const AttributeValueField = z.union([
  z.string().max(4000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(255)).max(200),
])

/** Values of a record's custom attributes by name; null and empty texts are no values. */
export const AttributeValuesField = z
  .record(z.string().min(1).max(100), AttributeValueField.nullable())
  .meta({
    label: 'Custom attributes',
    description:
      'Values by the name of the custom attribute. Those that are left out are removed; values of the wrong type ' +
      'and unknown names are refused as soon as an attribute is defined for this kind of record.',
  })

/** Values of a record's custom attributes as views show them. */
export const AttributeValuesView = z.record(z.string(), z.unknown())

/** Refusals of the custom attributes of a record, in precedence order. */
export const attributeValueRefusals: readonly string[] = [
  'custom-attribute-fixed',
  'custom-attribute-unknown',
  'custom-attribute-value',
  'custom-attribute-missing',
]

/** A kind of record that may have custom attributes. */
export const RecordKindField = z
  .enum(Object.keys(RECORD_KINDS) as [RecordKind, ...RecordKind[]])
  .meta({ label: 'Kind of record', choices: RECORD_KINDS })

const type = z
  .enum(Object.keys(ATTRIBUTE_TYPES) as [AttributeType, ...AttributeType[]])
  .meta({ label: 'Type', choices: ATTRIBUTE_TYPES, help: 'Cannot be changed later.' })

/** Fields of a custom attribute that never change. */
export const fixedShape = {
  recordKind: RecordKindField,
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[^.:|\p{Cc}]+$/u, 'Without dots, colons and bars.')
    .meta({
      label: 'Name',
      help: 'Names the value in the API, in import files and in searches. Cannot be changed later.',
    }),
  type,
}

/** Fields of a custom attribute that may change, each without a default. */
export const openShape = {
  label: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .meta({ label: 'Label', help: 'What pages show beside the value.' }),
  help: z.string().trim().max(500).meta({ label: 'Help', help: 'Stands below the field in forms.' }),
  choices: z
    .array(z.string().trim().min(1).max(255))
    .max(200)
    .meta({ label: 'List', help: 'What can be chosen, in this order.' }),
  isRequired: z.boolean().meta({
    label: 'Required',
    help: 'New records and edits of the custom attributes need a value. Records without one stay as they are.',
  }),
  defaultValue: AttributeValueField.nullable().meta({
    label: 'Default',
    help: 'What new records get when nothing is said.',
  }),
  isVisibleInPortal: z.boolean().meta({ label: 'Shown in the end-user portal' }),
  isEditableInPortal: z.boolean().meta({
    label: 'Can be changed in the end-user portal',
    help: 'By people who may edit the record there.',
  }),
  position: z
    .int()
    .min(0)
    .max(9999)
    .meta({ label: 'Position', help: 'Smaller numbers stand first; equal ones by label.' }),
}
