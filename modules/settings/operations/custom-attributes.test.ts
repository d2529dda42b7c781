import { person, testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settingsOperations } from '../operations.ts'

interface Answer {
  readonly id: string
  readonly rowVersion: number
}

interface Fields {
  readonly fields: { readonly name: string; readonly isEditable: boolean; readonly label: string }[]
}

let house: TestPipeline
beforeAll(async () => {
  house = await testPipeline(settingsOperations)
})
afterAll(() => house.close())

function define(name: string, more: object = {}): Promise<Answer> {
  const input = { recordKind: 'account', name, label: name, type: 'text', ...more }
  return house.run('create-custom-attribute', input) as Promise<Answer>
}

describe('custom attributes', () => {
  test('[PRD-01] a new one is listed and read by forms in its order; the history says who added it', async () => {
    await define('second', { position: 20 })
    await define('first', { position: 10, help: 'Comes first.' })

    const { fields } = (await house.run('get-custom-fields', {})) as Fields
    expect(fields.map(({ name }) => name)).toEqual(['first', 'second'])
    const page = (await house.run('list-custom-attributes', { where: 'recordKind.in:account' })) as {
      rows: unknown[]
    }
    expect(page.rows).toMatchObject([{ state: 'active' }, { state: 'active' }])
    const { rows } = await house.owner.query(
      `SELECT after->>'name' AS name FROM audit_entry WHERE action = 'custom-attribute.created' ORDER BY 1`,
    )
    expect(rows).toEqual([{ name: 'first' }, { name: 'second' }])
  })

  test('[PRD-01] a name exists once for each kind of record, whatever its case', async () => {
    await define('twin')
    await define('twin', { recordKind: 'user' })

    await expect(define('TWIN')).rejects.toMatchObject({ refusal: { code: 'custom-attribute-name-taken' } })
    await expect(define('a.b')).rejects.toMatchObject({ fields: [{ path: 'name' }] })
  })

  test('[PRD-01] a list without values is refused and nothing is written', async () => {
    await expect(define('empty list', { type: 'choice' })).rejects.toMatchObject({
      refusal: { code: 'custom-attribute-without-list' },
    })
    const { rows } = await house.owner.query(`SELECT 1 FROM custom_attribute WHERE name = 'empty list'`)
    expect(rows).toEqual([])
  })

  test('[PRD-01] an edit changes label and list, never name and type; an old version is refused', async () => {
    const made = await define('grade', { type: 'choice', choices: ['A', 'B'] })
    const edit = { id: made.id, rowVersion: 1, label: 'Grade of the mill', choices: ['A', 'B', 'C'] }

    const changed = (await house.run('update-custom-attribute', edit)) as Answer
    expect(changed).toMatchObject({ label: 'Grade of the mill', rowVersion: 2 })
    expect(await house.run('get-custom-attribute', { id: made.id })).toMatchObject({
      name: 'grade',
      type: 'choice',
      choices: ['A', 'B', 'C'],
    })
    await expect(house.run('update-custom-attribute', edit)).rejects.toMatchObject({
      refusal: { code: 'changed-meanwhile' },
    })
    expect(await house.run('update-custom-attribute', { ...edit, rowVersion: 2 })).toMatchObject({
      rowVersion: 2,
    })
  })

  test('[PRD-01] an obsolete one is offered no more, and may come back', async () => {
    const { id } = await define('passing', { isVisibleInPortal: true })
    await house.run('obsolete-custom-attribute', { id })

    const asked = house.run('obsolete-custom-attribute', { id })
    await expect(asked).rejects.toMatchObject({ refusal: { code: 'custom-attribute-state' } })
    const field = async () =>
      ((await house.run('get-custom-fields', {})) as Fields).fields.find(({ name }) => name === 'passing')
    expect(await field()).toMatchObject({ isEditable: false })
    expect(await house.run('get-custom-attribute', { id })).toMatchObject({
      commands: { 'reactivate-custom-attribute': { allowed: true } },
    })
    await house.run('reactivate-custom-attribute', { id })
    expect(await field()).toMatchObject({ isEditable: true })
  })

  test('[PRD-01] the end-user portal learns only of those that are shown there', async () => {
    await define('inner secret')
    await define('seen', { isVisibleInPortal: true })
    await define('filled in', { isVisibleInPortal: true, isEditableInPortal: true })
    const customer = person(house.tenantId, { permissions: [], own: [] })

    const { fields } = (await house.as(customer, 'get-custom-fields', {})) as Fields
    const names = fields.map(({ name }) => name)
    expect(names).toContain('seen')
    expect(names).not.toContain('inner secret')
    expect(fields.find(({ name }) => name === 'seen')?.isEditable).toBe(false)
    expect(fields.find(({ name }) => name === 'filled in')?.isEditable).toBe(true)
    await expect(house.as(customer, 'list-custom-attributes', {})).rejects.toMatchObject({
      permission: 'settings.view',
    })
  })
})
