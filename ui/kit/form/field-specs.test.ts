import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { problemsOf } from './field-problems.ts'
import { fieldSpecs, initialValues, inputOfValues } from './field-specs.ts'

const Input = z.object({
  name: z.string().trim().min(1).max(30).meta({ label: 'Name', help: 'Short.' }),
  version: z.string().max(64).default(''),
  note: z.string().optional().meta({ multiline: true }),
  line: z.string().min(1).nullable().default(null).meta({ label: 'Product line' }),
  copies: z.int().min(1).max(99).meta({ unit: 'copies' }),
  kind: z
    .enum(['fixed', 'date-based'])
    .default('fixed')
    .meta({ choices: { fixed: 'Fixed' } }),
  endsOn: z.iso.date().optional(),
  isShared: z.boolean().default(false),
  rows: z.array(z.object({ feature: z.string().min(1), count: z.int().min(1).default(1) })).default([]),
  overrides: z.object({ notice: z.string().optional() }).default({}),
})

describe('forms out of contracts', () => {
  test('[BEY-02] a field takes its kind, label, help, limits and unit from the contract', () => {
    const specs = Object.fromEntries(fieldSpecs(Input).map((spec) => [spec.key, spec]))

    expect(specs['name']).toMatchObject({
      kind: 'text',
      label: 'Name',
      help: 'Short.',
      isRequired: true,
      lengthMax: 30,
    })
    expect(specs['version']).toMatchObject({ kind: 'text', label: 'Version', isRequired: false, initial: '' })
    expect(specs['note']).toMatchObject({ kind: 'multiline', isRequired: false })
    expect(specs['line']).toMatchObject({
      kind: 'text',
      label: 'Product line',
      isNullable: true,
      initial: null,
    })
    expect(specs['copies']).toMatchObject({
      kind: 'number',
      min: 1,
      max: 99,
      unit: 'copies',
      isRequired: true,
    })
    expect(specs['kind']).toMatchObject({
      kind: 'choice',
      choices: { fixed: 'Fixed', 'date-based': 'Date based' },
    })
    expect(specs['endsOn']).toMatchObject({ kind: 'date', isRequired: false })
    expect(specs['rows']?.fields.map((field) => field.kind)).toEqual(['text', 'number'])
    expect(specs['overrides']?.fields).toMatchObject([{ path: 'overrides.notice', kind: 'text' }])
  })

  test('[BEY-02] an untouched form sends what the contract would take by itself', () => {
    const specs = fieldSpecs(Input)
    const values = { ...initialValues(specs, {}), name: 'Paint', copies: 3 }

    const input = inputOfValues(specs, values)

    expect(Input.parse(input)).toEqual(Input.parse({ name: 'Paint', copies: 3 }))
    expect(input).not.toHaveProperty('endsOn')
    expect(input['line']).toBeNull()
  })

  test('[BEY-02] a text that the reader cleared is sent empty, one that never was is left out', () => {
    const specs = fieldSpecs(Input)

    expect(inputOfValues(specs, { note: '' }, { note: 'old' })).toMatchObject({ note: '' })
    expect(inputOfValues(specs, { note: '' }, {})).not.toHaveProperty('note')
  })

  test('[BEY-02] wrong fields are told by the same schema as the server, in words', () => {
    const problems = problemsOf(Input, { name: '', copies: 100, rows: [{ feature: '' }] })

    expect(problems).toEqual({
      name: 'Fill this in.',
      copies: 'At most 99.',
      'rows.0.feature': 'Fill this in.',
    })
  })
})
