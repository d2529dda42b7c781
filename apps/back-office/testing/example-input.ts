import type { Contract } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

type Schema = Readonly<Record<string, unknown>>

/**
 * The smallest input that has the form of a contract: required fields only, each with a plain value. What the
 * caller gives (keys of records that exist) wins. Null when no such input is found, for example because a
 * pattern cannot be guessed.
 */
export function exampleInput(contract: Contract, given: Readonly<Record<string, unknown>>): object | null {
  const schema = z.toJSONSchema(contract.input, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
  }) as Schema
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>
  const known = Object.fromEntries(Object.entries(given).filter(([name]) => name in properties))
  const input = { ...(exampleOf(schema) as object), ...known }
  return contract.input.safeParse(input).success ? input : null
}

function exampleOf(schema: Schema): unknown {
  if ('const' in schema) return schema['const']
  if ('default' in schema) return schema['default']
  if (Array.isArray(schema['enum'])) return schema['enum'][0]
  const choices = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined
  if (choices?.[0]) return exampleOf(choices[0])
  switch (schema['type']) {
    case 'object':
      return objectOf(schema)
    case 'array':
      return Array.from({ length: Number(schema['minItems'] ?? 0) }, () =>
        exampleOf((schema['items'] ?? {}) as Schema),
      )
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema['minimum'] ?? 1))
    case 'boolean':
      return false
    case 'string':
      return textOf(schema)
    default:
      return 'x'
  }
}

function objectOf(schema: Schema): object {
  const required = (schema['required'] ?? []) as string[]
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>
  return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name] ?? {})]))
}

function textOf(schema: Schema): string {
  switch (schema['format']) {
    case 'uuid':
      return '01920000-0000-7000-8000-000000000000'
    case 'date':
      return '2026-06-01'
    case 'date-time':
      return '2026-06-01T00:00:00Z'
    case 'email':
      return 'somebody@somewhere.example'
    default:
      return 'x'.repeat(Math.max(1, Number(schema['minLength'] ?? 1)))
  }
}
