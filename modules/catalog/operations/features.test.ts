import { testPipeline, person, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogOperations } from '../operations.ts'
import { pipelineRefusals } from '@tallystick/kernel/operation/refusals.ts'
import { settingsRefusals } from '@tallystick/settings/contracts.ts'
import { catalogRefusals } from '../refusals.ts'
import { catalogStates } from '../rules/lifecycle.ts'
import { castOf } from '../testing/catalog-cast.ts'

let house: TestPipeline
let cast: ReturnType<typeof castOf>
beforeAll(async () => {
  house = await testPipeline(catalogOperations)
  cast = castOf(house)
})
afterAll(() => house.close())

describe('features and bundles', () => {
  test('[PRD-01] a feature goes through its whole life, and its history tells each step', async () => {
    const { id } = await cast.run('create-feature', { name: 'life', version: '1.0' })

    const states = []
    for (const verb of ['deploy', 'inactivate', 'reactivate']) {
      states.push((await cast.run(`${verb}-feature`, { id })).state)
    }
    states.push((await cast.run('return-feature-to-draft', { id })).state)
    states.push((await cast.run('deploy-feature', { id })).state)
    states.push((await cast.run('obsolete-feature', { id: 'life@1.0' })).state)

    expect(states).toEqual(['deployed', 'inactive', 'deployed', 'draft', 'deployed', 'obsolete'])
    const history = await house.owner.query(
      `SELECT action FROM audit_entry JOIN audit_subject USING (tenant_id, audit_entry_id)
       WHERE subject_id = $1 ORDER BY audit_entry_id`,
      [id],
    )
    expect(history.rows.map((row: { action: string }) => row.action)).toEqual([
      'feature.created',
      'feature.deployed',
      'feature.inactivated',
      'feature.reactivated',
      'feature.returned-to-draft',
      'feature.deployed',
      'feature.obsoleted',
    ])
  })

  test('[PRD-01] a date-based feature ignores a version; a fixed one needs it', async () => {
    const dated = await cast.run('create-feature', {
      name: 'dated',
      version: '7.7',
      versionFormat: 'date-based',
    })

    expect(dated).toMatchObject({ ref: 'dated@', label: 'dated' })
    const missing = await cast.refusal('create-feature', { name: 'fixed' })
    expect(missing.code).toBe('feature-version-wrong')
  })

  test('[PRD-01] a deployed feature is frozen; the refusal names the fields', async () => {
    const { id, rowVersion } = await cast.feature('frozen')
    const before = await cast.rows()

    const refusal = await cast.refusal('update-feature', { id, rowVersion, description: 'x', name: 'other' })
    const deletion = await cast.refusal('delete-feature', { id })

    expect(refusal).toMatchObject({ code: 'field-frozen', data: { fields: ['name', 'description'] } })
    expect(deletion).toMatchObject({ code: 'catalog-state' })
    expect(await cast.rows()).toBe(before)
  })

  test('[PRD-01] an edit that changes nothing writes nothing; a late one is refused', async () => {
    const { id, rowVersion } = await cast.run('create-feature', { name: 'edit', version: '1.0' })
    const before = await cast.rows()

    const same = await cast.run('update-feature', {
      id,
      rowVersion,
      version: '1.0',
      overrides: { notice: '' },
    })

    expect(same).toMatchObject({ changed: false, rowVersion })
    expect(await cast.rows()).toBe(before)
    const changed = await cast.run('update-feature', {
      id,
      rowVersion,
      overrides: { notice: ' Mind the gap ' },
    })
    expect(changed).toMatchObject({ changed: true, rowVersion: rowVersion + 1 })
    const late = await cast.refusal('update-feature', { id, rowVersion, description: 'late' })
    expect(late).toMatchObject({ code: 'changed-meanwhile', data: { rowVersion: rowVersion + 1 } })
    const view = (await house.run('get-feature', { id })) as { overrides: object; description: string }
    expect(view).toMatchObject({ overrides: { notice: 'Mind the gap' }, description: '' })
  })

  test('[PRD-01] of many who add the same feature at once, all but one are refused', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => cast.refusal('create-feature', { name: 'Race', version: '1.0' })),
    )

    const codes = outcomes.map((outcome) => outcome.code).toSorted()
    expect(codes).toEqual(['done', ...Array.from({ length: 11 }, () => 'feature-name-taken')])
    const renamed = await cast.run('create-feature', { name: 'other', version: '1.0' })
    const taken = await cast.refusal('update-feature', { id: renamed.id, rowVersion: 1, name: 'RACE' })
    expect(taken.code).toBe('feature-name-taken')
  })

  test('[PRD-01] a copy is a draft with the same fields under another version', async () => {
    const source = await cast.feature('copied', { overrides: { vendorString: 'tier=2' } })

    const copy = await cast.run('copy-feature', { id: source.id, version: '2027.0' })

    expect(copy).toMatchObject({ state: 'draft', ref: 'copied@2027.0' })
    const view = (await house.run('get-feature', { id: copy.id })) as { overrides: object }
    expect(view.overrides).toEqual({ vendorString: 'tier=2' })
    expect((await cast.refusal('copy-feature', { id: source.id })).code).toBe('feature-name-taken')
  })

  test('[PRD-01] a bundle deploys only with deployed features and takes no inactive ones', async () => {
    await cast.run('create-feature', { name: 'draftf', version: '1.0' })
    const inactive = await cast.feature('sleepy')
    await cast.run('inactivate-feature', { id: inactive.id })
    const bundle = await cast.run('create-feature-bundle', {
      name: 'Basics',
      features: [{ feature: 'draftf' }],
    })

    const notYet = await cast.refusal('deploy-feature-bundle', { id: bundle.id })
    const closed = await cast.refusal('create-feature-bundle', {
      name: 'B',
      features: [{ feature: 'sleepy' }],
    })
    const empty = await cast.refusal('create-feature-bundle', { name: 'B', deploy: true })
    const twice = await cast.refusal('create-feature-bundle', {
      name: 'B',
      features: [{ feature: 'draftf' }, { feature: 'draftf@1.0' }],
    })
    const unknown = await cast.refusal('create-feature-bundle', {
      name: 'B',
      features: [{ feature: 'nope' }],
    })

    expect(notYet).toMatchObject({
      code: 'parts-not-deployed',
      data: { parts: ['feature draftf 1.0 (draft)'] },
    })
    expect(closed).toMatchObject({ code: 'reference-closed', data: { parts: ['sleepy 2026.0 (inactive)'] } })
    expect(empty.code).toBe('nothing-inside')
    expect(twice.code).toBe('listed-twice')
    expect(unknown).toMatchObject({ code: 'reference-unknown', data: { reference: 'nope' } })
  })

  test('[PRD-01] a feature keeps its place in a bundle when it becomes inactive', async () => {
    const feature = await cast.feature('kept')
    const draft = await cast.bundle('Keeps', [{ feature: 'kept' }], { deploy: false })
    await cast.run('inactivate-feature', { id: feature.id })

    const edited = await cast.run('update-feature-bundle', {
      id: draft.id,
      rowVersion: draft.rowVersion,
      features: [{ feature: 'kept', count: 4 }],
    })

    expect(edited.changed).toBe(true)
  })

  test('[PRD-01] an ambiguous name is refused with the candidates', async () => {
    await cast.feature('twin')
    await cast.feature('twin', { version: '2027.0' })

    const refusal = await cast.refusal('create-feature-bundle', {
      name: 'B',
      features: [{ feature: 'twin' }],
    })

    expect(refusal.code).toBe('reference-ambiguous')
    expect(refusal.data['candidates']).toHaveLength(2)
  })

  test('[PRD-01] what is used cannot become a draft again, and the users are named', async () => {
    const feature = await cast.feature('used')
    await cast.bundle('Users', [{ feature: 'used' }], { deploy: false })

    const refusal = await cast.refusal('return-feature-to-draft', { id: feature.id })

    expect(refusal).toMatchObject({ code: 'still-used', data: { users: ['feature bundle Users'] } })
    const view = (await house.run('get-feature', { id: feature.id })) as unknown as {
      usedBy: object[]
      commands: Record<string, { allowed: boolean; reason?: string }>
    }
    expect(view.usedBy).toMatchObject([{ kind: 'feature-bundle', label: 'Users' }])
    expect(view.commands['return-feature-to-draft']).toMatchObject({ allowed: false, code: 'still-used' })
    expect(view.commands['inactivate-feature']).toEqual({ allowed: true })
    expect(view.commands['delete-feature']?.reason).toContain('cannot be deleted')
  })

  test('[PRD-01] who may only look sees no commands and may change nothing', async () => {
    const { id } = await cast.feature('looked')
    const reader = person(house.tenantId, { permissions: ['features.view'] })

    const view = (await house.as(reader, 'get-feature', { id })) as { commands: object }

    expect(view.commands).toEqual({})
    await expect(house.as(reader, 'inactivate-feature', { id })).rejects.toMatchObject({
      permission: 'features.change-state',
    })
    const author = person(house.tenantId, { permissions: ['features.create'] })
    const deploying = house.as(author, 'create-feature', { name: 'sneak', version: '1', deploy: true })
    await expect(deploying).rejects.toMatchObject({ permission: 'features.change-state' })
  })

  test('[PRD-01] states of the table and of the database are the same', async () => {
    for (const table of ['feature', 'feature_bundle', 'license_model', 'product']) {
      const { rows } = await house.owner.query(
        'SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = $1',
        [`${table}__state`],
      )
      const states = [...(rows[0] as { text: string }).text.matchAll(/'([a-z]+)'/g)].map((match) => match[1])
      expect(new Set(states)).toEqual(new Set(catalogStates))
    }
  })

  test('[PRD-01] every refusal that a contract of the catalog declares has its words', () => {
    const codes = catalogOperations.flatMap(({ contract }) => contract.refusals)

    const texts = { ...pipelineRefusals, ...settingsRefusals, ...catalogRefusals }
    expect(codes.filter((code) => !(code in texts))).toEqual([])
  })

  test('[PRD-01] the list shows versions, states and users, and filters by state', async () => {
    const page = (await house.run('list-features', {
      where: ['name.equals:used', 'state.in:deployed,draft'],
    })) as {
      rows: object[]
    }

    expect(page.rows).toMatchObject([{ name: 'used', version: '2026.0', state: 'deployed', usedIn: 1 }])
    const bundles = (await house.run('list-feature-bundles', { where: 'features.contains:used' })) as {
      rows: object[]
    }
    expect(bundles.rows).toMatchObject([{ name: 'Users', features: ['used 2026.0'] }])
  })
})
