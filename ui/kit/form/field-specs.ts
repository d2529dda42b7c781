import { z } from 'zod'

/** One field of a form, read from a contract's input. `path` is its dotted place there. */
export interface FieldSpec {
  readonly key: string
  readonly path: string
  readonly kind:
    | 'text'
    | 'multiline'
    | 'number'
    | 'switch'
    | 'choice'
    | 'date'
    | 'texts'
    | 'rows'
    | 'group'
    | 'other'
  readonly label: string
  readonly help?: string | undefined
  readonly unit?: string | undefined
  readonly isRequired: boolean
  readonly isNullable: boolean
  /** An empty text is a value of its own here, and not the same as nothing. */
  readonly takesEmptyText: boolean
  readonly choices?: Readonly<Record<string, string>> | undefined
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly lengthMax?: number | undefined
  /** What the contract takes when nothing is given. */
  readonly initial: unknown
  /** Fields of a group, and of each row of `rows`. */
  readonly fields: readonly FieldSpec[]
}

interface Schema {
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly default?: unknown
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly label?: string
  readonly help?: string
  readonly description?: string
  readonly unit?: string
  readonly choices?: Readonly<Record<string, string>>
  readonly multiline?: boolean
}

/** The fields of a contract's input, in its order. Field texts come from the schema's `meta`. */
export function fieldSpecs(input: z.ZodType): readonly FieldSpec[] {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema
  return specsOf(schema, '')
}

function specsOf(schema: Schema, prefix: string): FieldSpec[] {
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([key, field]) =>
    specOf(key, prefix === '' ? key : `${prefix}.${key}`, field, required.has(key)),
  )
}

function specOf(key: string, path: string, outer: Schema, isRequired: boolean): FieldSpec {
  const options = outer.anyOf?.filter((one) => one.type !== 'null') ?? []
  const isNullable = options.length > 0 && options.length < (outer.anyOf?.length ?? 0)
  const schema: Schema =
    isNullable && options.length === 1 ? { ...options[0], ...withoutAnyOf(outer) } : outer
  const kind = kindOf(schema)
  return {
    key,
    path,
    kind,
    label: schema.label ?? wordsOfKey(key),
    help: schema.help,
    unit: schema.unit,
    // An empty text is a value; only texts with a least length must be filled in.
    isRequired: isRequired && !isNullable && !(schema.type === 'string' && !schema.minLength && !schema.enum),
    isNullable,
    takesEmptyText: schema.type === 'string' && !isNullable && (isRequired || schema.default !== undefined),
    choices: kind === 'choice' ? choicesOf(schema) : undefined,
    min: kind === 'number' ? schema.minimum : undefined,
    max: kind === 'number' ? schema.maximum : undefined,
    lengthMax: schema.maxLength,
    initial: schema.default ?? emptyOf(kind, isNullable),
    fields: kind === 'group' ? specsOf(schema, path) : kind === 'rows' ? specsOf(schema.items ?? {}, '') : [],
  }
}

function withoutAnyOf(schema: Schema): Schema {
  const { anyOf: _anyOf, ...rest } = schema
  return rest
}

function kindOf(schema: Schema): FieldSpec['kind'] {
  if (schema.enum) return 'choice'
  switch (schema.type) {
    case 'string':
      return schema.format === 'date' ? 'date' : schema.multiline ? 'multiline' : 'text'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'switch'
    case 'array':
      return schema.items?.type === 'object' ? 'rows' : 'texts'
    case 'object':
      return schema.properties ? 'group' : 'other'
    case undefined:
    default:
      return 'other'
  }
}

function choicesOf(schema: Schema): Record<string, string> {
  const values = (schema.enum ?? []).map(String)
  return Object.fromEntries(values.map((value) => [value, schema.choices?.[value] ?? wordsOfKey(value)]))
}

function emptyOf(kind: FieldSpec['kind'], isNullable: boolean): unknown {
  if (isNullable) return null
  if (kind === 'rows' || kind === 'texts') return []
  if (kind === 'switch') return false
  if (kind === 'group') return {}
  return kind === 'number' ? null : ''
}

/** `versionFormat` as `Version format`. */
function wordsOfKey(key: string): string {
  const words = key
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** First values of a form: what is known of the record, else what the contract takes by itself. */
export function initialValues(
  specs: readonly FieldSpec[],
  known: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(specs.map((spec) => [spec.key, known[spec.key] ?? spec.initial]))
}

/**
 * What the form's values are as the contract's input: empty texts of nullable fields become null, those of
 * optional fields are left out, in groups and rows too. A text that was `known` and is empty now was cleared
 * by the reader, and is sent as such.
 */
export function inputOfValues(
  specs: readonly FieldSpec[],
  values: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const spec of specs) {
    const isCleared = values[spec.key] === '' && typeof known[spec.key] === 'string' && !spec.isNullable
    const value = isCleared ? '' : inputOf(spec, values[spec.key])
    if (value !== undefined) input[spec.key] = value
  }
  return input
}

function inputOf(spec: FieldSpec, value: unknown): unknown {
  if (value === '' || value === null || value === undefined) {
    if (spec.isNullable) return null
    return spec.takesEmptyText ? '' : undefined
  }
  if (spec.kind === 'group') return inputOfValues(spec.fields, value as Record<string, unknown>)
  if (spec.kind === 'rows') {
    return (value as Record<string, unknown>[]).map((row) => ({ ...row, ...inputOfValues(spec.fields, row) }))
  }
  return value
}
