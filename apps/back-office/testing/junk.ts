import fc from 'fast-check'

/** A JSON Schema as the OpenAPI document has it. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

/** What nobody should send: wrong types, borders of types, what databases and pages stumble over. */
const JUNK: readonly unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  1e308,
  2_147_483_648,
  true,
  [],
  {},
  [null],
  [[]],
  { a: 1 },
  ['a', 'a'],
  'a'.repeat(100_000),
  Array.from({ length: 2000 }, () => 'x'),
  '\u0000',
  '\ud800',
  '\u202e\u2066',
  '2026-13-45',
  '9999-12-31',
  '0001-01-01',
  '00000000-0000-0000-0000-000000000000',
  '%',
  '_',
  '*',
  '\\',
  "'; DROP TABLE line_item; --",
  '=cmd|calc',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  { constructor: 1, toString: null },
]

const WORDS = ['x', '1', 'admin', 'C-NORTHWIND', 'Gear Turn@5.2', 'name.equals:x', '2026-05-05'] as const

/**
 * Values that nearly fit a schema: each part is what is asked for, or junk in one of `1 + fit` cases. So that some
 * get past the form of the input, and others fail at every depth of it.
 */
export function nearly(schema: Schema | undefined, fit: number, depth = 0): fc.Arbitrary<unknown> {
  const junk = fc.constantFrom(...JUNK)
  if (schema === undefined || depth > 6) return junk
  return fc.oneof({ weight: 1, arbitrary: junk }, { weight: fit, arbitrary: fitting(schema, fit, depth) })
}

function fitting(schema: Schema, fit: number, depth: number): fc.Arbitrary<unknown> {
  const inner = (one: Schema | undefined) => nearly(one, fit, depth + 1)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map(inner))
  if (schema.allOf) return inner(schema.allOf[0])
  const [type = 'object'] = [schema.type ?? 'object'].flat()
  switch (type) {
    case 'object': {
      const properties = Object.entries(schema.properties ?? {})
      return fc.record(Object.fromEntries(properties.map(([name, one]) => [name, inner(one)])), {
        requiredKeys: properties.map(([name]) => name).filter((name) => schema.required?.includes(name)),
      })
    }
    case 'array':
      return fc.array(inner(schema.items), { maxLength: 3 })
    case 'integer':
    case 'number':
      return fc.integer({ min: 0, max: 20 })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.constantFrom(...WORDS)
  }
}
