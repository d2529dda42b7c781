import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { describe, expect, test } from 'vitest'
import type { CustomAttribute } from '../model.ts'
import { definitionRefusal } from './attribute-definitions.ts'
import { attributeValues, readText, valuesInPortal, type AttributeCheck } from './attribute-values.ts'

function attribute(name: string, more: Partial<CustomAttribute> = {}): CustomAttribute {
  return {
    id: name,
    recordKind: 'account',
    name,
    label: `The ${name}`,
    help: '',
    type: 'text',
    choices: [],
    isRequired: false,
    defaultValue: null,
    isVisibleInPortal: false,
    isEditableInPortal: false,
    position: 100,
    state: 'active',
    ...more,
  }
}

const definitions = [
  attribute('industry', { type: 'choice', choices: ['Mills', 'Docks'] }),
  attribute('size', { type: 'number' }),
  attribute('since', { type: 'date' }),
  attribute('is key', { type: 'yes-no' }),
  attribute('tags', { type: 'choices', choices: ['North', 'South'] }),
  attribute('note', { isVisibleInPortal: true, isEditableInPortal: true }),
  attribute('old', { state: 'obsolete' }),
]

function check(wanted: Record<string, unknown>, more: Partial<AttributeCheck> = {}) {
  const result = attributeValues({
    definitions,
    recordKind: 'account',
    before: null,
    wanted,
    isInPortal: false,
    ...more,
  })
  return isRefusal(result) ? { code: result.code, ...result.data } : result.values
}

describe('values of custom attributes', () => {
  test('[PRD-02] values of every type are taken; empty ones are none', () => {
    const values = { industry: 'Docks', size: 12.5, since: '2024-02-29', 'is key': false, tags: ['North'] }

    expect(check({ ...values, note: ' ' })).toEqual(values)
    expect(check({ note: null, tags: [] })).toEqual({})
  })

  test.each([
    ['industry', 'Farms', 'one of: Mills, Docks'],
    ['size', '12', 'a number'],
    ['since', '2025-02-29', 'a date such as 2026-12-31'],
    ['is key', 'yes', 'yes or no'],
    ['tags', ['North', 'North'], 'some of: North, South'],
    ['tags', 'North', 'some of: North, South'],
    ['note', 'two\nlines', 'a text of at most 255 characters on one line'],
    ['note', 'x'.repeat(256), 'a text of at most 255 characters on one line'],
  ])('[PRD-02] %s cannot be %j', (name, value, expected) => {
    expect(check({ [name]: value })).toMatchObject({
      code: 'custom-attribute-value',
      attribute: name,
      label: `The ${name}`,
      field: `customAttributes.${name}`,
      expected,
    })
  })

  test('[PRD-02] an unknown or obsolete name is refused, and those that are there are told', () => {
    expect(check({ colour: 'red' })).toMatchObject({
      code: 'custom-attribute-unknown',
      attribute: 'colour',
      known: ['industry', 'size', 'since', 'is key', 'tags', 'note'],
    })
    expect(check({ old: 'x' })).toMatchObject({ code: 'custom-attribute-unknown', attribute: 'old' })
    expect(check({ __proto__x: 1 })).toMatchObject({ code: 'custom-attribute-unknown' })
    expect(check(JSON.parse('{"__proto__": "x", "refused": true}') as object as never)).toMatchObject({
      code: 'custom-attribute-unknown',
    })
  })

  test('[PRD-02] a name is found whatever its case and stored as it is defined', () => {
    expect(check({ SIZE: 3 })).toEqual({ size: 3 })
  })

  test('[PRD-02] what a record has may stay, whatever became of its definition', () => {
    const before = { old: 'kept', industry: 'Farms', colour: 'red' }

    expect(check(before, { before })).toEqual(before)
    expect(check({ ...before, colour: 'blue' }, { before })).toMatchObject({
      code: 'custom-attribute-unknown',
    })
    expect(check({ industry: 'Docks' }, { before })).toEqual({ industry: 'Docks' })
  })

  test('[PRD-02] required ones are asked for, with a default for new records', () => {
    const asked = [
      attribute('region', { isRequired: true }),
      attribute('grade', { isRequired: true, type: 'number', defaultValue: 0 }),
    ]

    expect(check({}, { definitions: asked })).toMatchObject({
      code: 'custom-attribute-missing',
      attribute: 'region',
    })
    expect(check({ region: 'East' }, { definitions: asked })).toEqual({ region: 'East', grade: 0 })
    expect(check({ region: 'East' }, { definitions: asked, before: {} })).toMatchObject({
      attribute: 'grade',
    })
    expect(check({ region: 'East', grade: null }, { definitions: asked })).toMatchObject({
      attribute: 'grade',
    })
  })

  test('[PRD-02] without any definition a producer may write what they like', () => {
    const free = { colour: 'red', size: 1, refused: true }

    expect(check(free, { definitions: [] })).toEqual(free)
    expect(check(free, { definitions: [], isInPortal: true })).toMatchObject({
      code: 'custom-attribute-fixed',
    })
  })

  test('[PRD-02] in the portal only editable ones change, and the others stay unseen', () => {
    const before = { size: 4, note: 'old', since: '2024-01-01' }
    const inPortal = { before, isInPortal: true }

    expect(valuesInPortal(definitions, before)).toEqual({ note: 'old' })
    expect(check({ note: 'new' }, inPortal)).toEqual({ ...before, note: 'new' })
    expect(check({}, inPortal)).toEqual({ size: 4, since: '2024-01-01' })
    expect(check({ note: 'new', size: 5 }, inPortal)).toMatchObject({
      code: 'custom-attribute-fixed',
      label: 'size',
    })
    expect(check({ note: 'new', size: 4 }, inPortal)).toEqual({ ...before, note: 'new' })
  })

  test('[PRD-02] texts of a file are read as the type says', () => {
    const read = (name: string, text: unknown) =>
      readText(
        definitions.find((one) => one.name === name),
        text,
      )

    expect(read('size', ' 12.5 ')).toBe(12.5)
    expect(read('size', 'many')).toBe('many')
    expect(read('is key', 'Yes')).toBe(true)
    expect(read('is key', 'no')).toBe(false)
    expect(read('industry', 'docks')).toBe('Docks')
    expect(read('tags', 'south|north')).toEqual(['South', 'North'])
    expect(read('nothing', '12')).toBe('12')
    expect(read('size', 3)).toBe(3)
  })
})

describe('definitions of custom attributes', () => {
  test.each([
    ['custom-attribute-without-list', { type: 'choice' }],
    ['custom-attribute-list-not-asked', { choices: ['a'] }],
    ['custom-attribute-list', { type: 'choices', choices: ['a', 'A'] }],
    ['custom-attribute-list', { type: 'choice', choices: ['a|b'] }],
    ['custom-attribute-default', { type: 'number', defaultValue: 'x' }],
    ['custom-attribute-default', { type: 'choice', choices: ['a'], defaultValue: 'b' }],
    ['custom-attribute-hidden-editable', { isEditableInPortal: true }],
  ] as const)('[PRD-01] %s', (code, more) => {
    expect(definitionRefusal(attribute('x', more as never))?.code).toBe(code)
  })

  test('[PRD-01] a sound one is taken', () => {
    const sound = { type: 'choice', choices: ['a', 'b'], defaultValue: 'b', isVisibleInPortal: true } as const

    expect(definitionRefusal(attribute('x', { ...sound, choices: [...sound.choices] }))).toBeNull()
  })
})
