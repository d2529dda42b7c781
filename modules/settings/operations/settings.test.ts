import { person, testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settingDefinitions } from '../definitions.ts'
import { settingsOperations } from '../operations.ts'

let house: TestPipeline
beforeAll(async () => {
  house = await testPipeline(settingsOperations)
})
afterAll(() => house.close())

interface Shown {
  readonly value: unknown
  readonly isChanged: boolean
}

describe('settings', () => {
  test('[PRD-07] every setting is listed with its default until somebody changes it', async () => {
    const { settings } = (await house.run('list-settings', {})) as {
      settings: (Shown & { default: unknown })[]
    }

    expect(settings).toHaveLength(settingDefinitions.length)
    expect(settings.every((one) => !one.isChanged && one.value === one.default)).toBe(true)
  })

  test('[PRD-07] a changed value is shown, and the history says what it was', async () => {
    const changed = (await house.run('set-setting', { name: 'display.page-size', value: 50 })) as Shown

    expect(changed).toMatchObject({ value: 50, isChanged: true })
    expect(await house.run('get-appearance', {})).toMatchObject({ pageSize: 50 })
    const { rows } = await house.owner.query(
      `SELECT before, after FROM audit_entry WHERE action = 'setting.changed'`,
    )
    expect(rows).toEqual([{ before: { value: 20 }, after: { value: 50 } }])
    expect(await house.run('reset-setting', { name: 'display.page-size' })).toMatchObject({ value: 20 })
  })

  test('[PRD-07] the pages show the name of the producer until a setting says another', async () => {
    const { rows } = await house.owner.query('SELECT name FROM tenant WHERE tenant_id = $1', [house.tenantId])
    const { producerName, logoText } = (await house.run('get-appearance', {})) as Record<string, string>
    expect([producerName, logoText]).toEqual([rows[0].name, ''])

    await house.run('set-setting', { name: 'branding.producer-name', value: 'Gearwright' })
    expect(await house.run('get-appearance', {})).toMatchObject({ producerName: 'Gearwright' })
  })

  test('[PRD-07] a value that does not fit is refused by its sentence and nothing is written', async () => {
    const unfit = house.run('set-setting', { name: 'passwords.length-min', value: 'long' })

    await expect(unfit).rejects.toMatchObject({ refusal: { code: 'setting-value-unfit' } })
    const { rows } = await house.owner.query(`SELECT 1 FROM setting WHERE name = 'passwords.length-min'`)
    expect(rows).toHaveLength(0)
  })

  test('[USR-05] settings are closed to people without their permission', async () => {
    const reader = person(house.tenantId, { permissions: ['settings.view'] })

    const change = house.as(reader, 'set-setting', { name: 'display.page-size', value: 10 })

    await expect(change).rejects.toMatchObject({ permission: 'settings.manage' })
    await expect(
      house.as(person(house.tenantId, { permissions: [] }), 'list-settings', {}),
    ).rejects.toMatchObject({
      permission: 'settings.view',
    })
  })
})
