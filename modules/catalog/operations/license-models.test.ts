import { testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogOperations } from '../operations.ts'
import { licenseKinds } from '../rules/license-kinds.ts'
import { attributesFor, type AttributeDefinition } from '../rules/model-attributes.ts'
import { openPolicies } from '../rules/policies.ts'
import { castOf } from '../testing/catalog-cast.ts'

let house: TestPipeline
let cast: ReturnType<typeof castOf>
beforeAll(async () => {
  house = await testPipeline(catalogOperations)
  cast = castOf(house)
})
afterAll(() => house.close())

/** A value that fits an attribute. */
function example({ field }: AttributeDefinition): unknown {
  const examples: Readonly<Record<string, unknown>> = {
    switch: true,
    choice: field.is === 'choice' ? field.choices[0]?.value : null,
    text: 'some text',
    count: field.is === 'count' ? field.min : null,
    'time-zone': '+0100',
    'user-or-host': { basis: 'user', count: 5 },
    overdraft: { percent: 10 },
    platforms: ['x64_l'],
    'dup-group': 'UH',
  }
  return examples[field.is]
}

describe('license models', () => {
  for (const { kind } of licenseKinds) {
    test(`[PRD-01] a ${kind} model takes every attribute of its kind at every time`, async () => {
      for (const when of ['now', 'at-entitlement', 'at-fulfillment'] as const) {
        const definitions = attributesFor(kind).filter((one) => one.moments.includes(when))
        const attributes = Object.fromEntries(
          definitions.map((one) => [one.key, when === 'now' ? { when, value: example(one) } : { when }]),
        )

        const { id } = await cast.model(`${kind} ${when}`, { kind, attributes })

        const view = (await house.run('get-license-model', { id })) as {
          attributes: object
          policies: object
        }
        expect(view.attributes).toEqual(attributes)
        expect(view).toMatchObject({
          kind,
          policies: openPolicies,
          expiration: { setting: 'at-entitlement' },
        })
      }
    })
  }

  test('[PRD-01] policies and expiration are kept as they were set', async () => {
    const fields = {
      policies: {
        ...openPolicies,
        rehosts: { when: 'now', count: 3, period: { amount: 1, unit: 'years' } },
        returns: { when: 'at-entitlement' },
        extraActivations: { when: 'now', count: 2 },
        cancelLicense: { when: 'now', isAllowed: false },
        serverHostTypes: ['ethernet', 'flexid'],
      },
      expiration: { setting: 'duration', amount: 18, unit: 'months' },
    }

    const { id } = await cast.model('Policies', fields)

    expect(await house.run('get-license-model', { id })).toMatchObject(fields)
  })

  test.each([
    ['attribute-unknown', { attributes: { colour: { when: 'now', value: 'red' } } }],
    ['attribute-not-applicable', { attributes: { terminalServer: { when: 'at-entitlement' } } }],
    ['attribute-moment-not-allowed', { attributes: { supersede: { when: 'at-fulfillment' } } }],
    ['attribute-value', { attributes: { borrowing: { when: 'now', value: 0 } } }],
    ['attribute-value', { attributes: { notice: { when: 'now', value: 'a "quote"' } } }],
    ['attribute-missing', { attributes: { issuer: { when: 'now' } } }],
    ['license-model-name-wrong', { name: 'Floating: counted' }],
    [
      'attribute-server-time-zone',
      { kind: 'nodelocked-uncounted', attributes: { timeZone: { when: 'now', value: 'server' } } },
    ],
  ])('[PRD-01] %s: a model that cannot work is refused and nothing is written', async (code, change) => {
    const before = await cast.rows()

    const refusal = await cast.refusal('create-license-model', {
      name: 'Wrong',
      kind: 'floating-counted',
      ...change,
    })

    expect(refusal.code).toBe(code)
    expect(await cast.rows()).toBe(before)
  })

  test('[PRD-01] after deployment only the description of a model changes', async () => {
    const { id, rowVersion } = await cast.model('Deployed')

    const frozen = await cast.refusal('update-license-model', { id, rowVersion, kind: 'floating-uncounted' })
    const words = await cast.run('update-license-model', { id, rowVersion, description: 'Said better' })
    const copy = await cast.run('copy-license-model', { id, name: 'Deployed too' })

    expect(frozen).toMatchObject({ code: 'field-frozen', data: { fields: ['kind'] } })
    expect(words.changed).toBe(true)
    expect(await house.run('get-license-model', { id: copy.id })).toMatchObject({
      state: 'draft',
      kind: 'floating-counted',
      description: 'Said better',
    })
  })

  test('[PRD-01] an unknown host ID type is an input that does not fit', async () => {
    const policies = { serverHostTypes: ['etherent'] }

    const wrong = house.run('create-license-model', { name: 'Typo', kind: 'floating-counted', policies })

    await expect(wrong).rejects.toMatchObject({ fields: [{ path: 'policies.serverHostTypes.0' }] })
  })
})
