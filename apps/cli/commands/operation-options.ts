import type { Contract } from '@tallystick/kernel/operation/define.ts'
import { Option, type Command } from 'commander'
import { z } from 'zod'
import { CliFailure } from '../failure.ts'

/** A field of an operation's input, as an option. */
export interface FieldOption {
  readonly field: string
  /** Name of the option without its hyphens. */
  readonly flag: string
  readonly isList: boolean
  readonly isRequired: boolean
  readonly help: string
  readonly read: (text: string) => unknown
}

interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly default?: unknown
  readonly description?: string
  readonly label?: string
  readonly help?: string
}

/** Options of our own, whose names fields cannot have; such fields are called `--field-<name>`. */
const RESERVED = ['json', 'server', 'input', 'verify', 'key', 'wait', 'help']

/** The options of an operation's input fields, in order. */
export function fieldOptions(contract: Contract): readonly FieldOption[] {
  const schema = z.toJSONSchema(contract.input, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
  }) as Schema
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([field, property]) => {
    const name = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const inner = property.type === 'array' ? (property.items ?? {}) : property
    const isList = property.type === 'array' && isScalar(inner)
    const option = { field, flag: RESERVED.includes(name) ? `field-${name}` : name, isList }
    return {
      ...option,
      isRequired: required.has(field),
      help: helpOf(property),
      read: readerOf(field, property),
    }
  })
}

/** Adds the options to a command. */
export function addFieldOptions(command: Command, options: readonly FieldOption[]): void {
  for (const { flag, isList, isRequired, help } of options) {
    const option = new Option(
      `--${flag} <value>`,
      `${help}${isRequired ? ' (needed)' : ''}${isList ? ' (repeatable)' : ''}`,
    )
    command.addOption(isList ? option.argParser(append) : option)
  }
}

/** The input that the given options make. */
export function inputOfOptions(options: readonly FieldOption[], given: Readonly<Record<string, unknown>>) {
  const input: Record<string, unknown> = {}
  for (const { field, flag, isList, read } of options) {
    const value = given[camelCase(flag)]
    if (value === undefined) continue
    input[field] = isList ? (value as string[]).map(read) : read(value as string)
  }
  return input
}

function append(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value]
}

/** The name under which the option parser keeps a flag. */
function camelCase(flag: string): string {
  return flag.replace(/-([a-z0-9])/g, (_whole, letter: string) => letter.toUpperCase())
}

function helpOf(property: Schema): string {
  const { label, help, description, enum: choices } = property
  const text = help ?? description ?? label ?? ''
  if (choices) return `${text} ${choices.join(' | ')}`.trim()
  return isScalar(property) || property.type === 'array' ? text : `${text} (JSON)`.trim()
}

function isScalar(schema: Schema): boolean {
  if (schema.anyOf) return schema.anyOf.every((one) => one.type === 'null' || isScalar(one))
  return (
    schema.enum !== undefined ||
    ['string', 'number', 'integer', 'boolean', 'null'].includes(schema.type ?? '')
  )
}

/** How the text of an option becomes a value; lists of values are read one by one. */
function readerOf(field: string, property: Schema): (text: string) => unknown {
  const types = typesOf(
    property.type === 'array' && isScalar(property.items ?? {}) ? (property.items ?? {}) : property,
  )
  return (text) => {
    if (text === 'null' && types.includes('null')) return null
    if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
    if ((types.includes('number') || types.includes('integer')) && /^-?\d+(\.\d+)?$/.test(text))
      return Number(text)
    if (types.includes('string')) return text
    return types.some((type) => type === 'object' || type === 'array' || type === 'any')
      ? readJson(field, text)
      : text
  }
}

function typesOf(schema: Schema): readonly string[] {
  if (schema.anyOf) return schema.anyOf.flatMap(typesOf)
  if (schema.enum) return ['string']
  return [schema.type ?? 'any']
}

/** Objects and lists are given as JSON; where anything may stand, other text is taken as it is. */
function readJson(field: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    if (!/^\s*[[{"]/.test(text)) return text
    throw new CliFailure(
      `The value of "${field}" is no JSON.`,
      'Quote it for the shell, or use --input file.json',
    )
  }
}
