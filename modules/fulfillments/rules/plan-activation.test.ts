import { ownCopies } from '@tallystick/entitlements/model.ts'
import { copiesRemaining, overdraftLeft } from '@tallystick/entitlements/rules/figures.ts'
import type { HostId } from '@tallystick/hosts/model.ts'
import { parseHostIdText } from '@tallystick/hosts/rules/host-type-guess.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { facts, feature, product } from '../testing/activation-facts.ts'
import type { ActivationFacts, ActivationRequest, HostRequest, ServerHost } from './activation-facts.ts'
import { copiesMax } from './counts.ts'
import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import { planActivation } from './plan-activation.ts'
import type { ActivationPlan } from './plan-activation.ts'

const one: HostRequest = { servers: [server('005056AB12C1')], copies: 3, overdraft: 1 }
const request: ActivationRequest = { hosts: [one], startDate: '2026-04-01' }

describe('refusals in their order', () => {
  /**
   * Everything is wrong at first. Each row names the refusal that comes next and repairs its cause,
   * so that a rule asked too early or too late breaks the table.
   */
  type Step = readonly [string, (now: Attempt) => Attempt]
  type Attempt = { readonly facts: ActivationFacts; readonly request: ActivationRequest }

  const lineItem =
    (change: Partial<ActivationFacts['lineItem']>) =>
    (now: Attempt): Attempt => ({
      ...now,
      facts: { ...now.facts, lineItem: { ...now.facts.lineItem, ...change } },
    })
  const entitlement =
    (change: Partial<ActivationFacts['entitlement']>) =>
    (now: Attempt): Attempt => ({
      ...now,
      facts: { ...now.facts, entitlement: { ...now.facts.entitlement, ...change } },
    })
  const world =
    (change: Partial<ActivationFacts>) =>
    (now: Attempt): Attempt => ({ ...now, facts: { ...now.facts, ...change } })
  const asks =
    (change: Partial<ActivationRequest>) =>
    (now: Attempt): Attempt => ({ ...now, request: { ...now.request, ...change } })
  const host =
    (change: Partial<HostRequest>) =>
    (now: Attempt): Attempt =>
      asks({ hosts: now.request.hosts.map((entry) => ({ ...entry, ...change })) })(now)
  const draft = { ...product, state: 'draft', features: [] } as const

  const steps: readonly Step[] = [
    ['line-item-draft', lineItem({ state: 'inactive' })],
    ['line-item-inactive', lineItem({ state: 'obsolete' })],
    ['line-item-obsolete', lineItem({ state: 'on-hold' })],
    ['line-item-on-hold', lineItem({ state: 'deployed' })],
    ['line-item-expired', lineItem({ term: facts.lineItem.term })],
    ['entitlement-draft', entitlement({ state: 'inactive' })],
    ['entitlement-inactive', entitlement({ state: 'obsolete' })],
    ['entitlement-obsolete', entitlement({ state: 'on-hold' })],
    ['entitlement-on-hold', entitlement({ state: 'test' })],
    ['entitlement-bulk', entitlement({ isBulk: false })],
    ['entitlement-test', entitlement({ state: 'deployed' })],
    ['license-model-obsolete', world({ model: { ...facts.model, state: 'draft' } })],
    ['license-model-draft', world({ model: facts.model })],
    ['line-item-without-product', world({ products: [draft] })],
    ['product-draft', world({ products: [{ ...draft, state: 'deployed' }] })],
    ['product-without-features', world({ products: [product] })],
    ['hosts-missing', asks({ hosts: Array<HostRequest>(1001).fill({}) })],
    ['hosts-too-many', asks({ hosts: [{ nodeHosts: [id('DEMO')] }] })],
    ['server-host-missing', host({ servers: [server('INTERNET=8.8.8.8'), server('005056AB12C1')] })],
    ['node-host-not-asked', host({ nodeHosts: [] })],
    ['triad-size', host({ servers: [{ ...server('INTERNET=8.8.8.8'), hostName: 'a b', port: 0 }] })],
    ['server-name', host({ servers: [{ ...server('INTERNET=8.8.8.8'), port: 0 }] })],
    ['server-port', host({ servers: [{ hostId: { type: 'demo', text: 'DEMO', normalized: 'DEMO' } }] })],
    ['host-id-not-for-server', host({ servers: [server('INTERNET=8.8.8.8')] })],
    [
      'host-type-not-allowed',
      asks({ hosts: [{ servers: one.servers ?? [] }, { servers: one.servers ?? [] }] }),
    ],
    ['host-repeated', asks({ hosts: [{ servers: one.servers ?? [] }], attributes: { colour: 1 } })],
    ['attribute-unknown', asks({ attributes: { notice: '"' } })],
    ['attribute-value', asks({ attributes: {}, startDate: 'soon' })],
    ['start-date-invalid', asks({ startDate: null })],
    ['start-date-missing', asks({ startDate: '2020-01-01' })],
    ['license-already-expired', asks({ startDate: '2026-04-01' })],
    ['count-missing', host({ copies: 2.5 })],
    ['count-not-a-whole-number', host({ copies: 0 })],
    ['count-out-of-range', host({ copies: 100, overdraft: 3 })],
    [
      'overdraft-outside-limits',
      asks({
        hosts: ['1', '2'].map((last) => ({
          servers: [server(`005056AB12C${last}`)],
          copies: 50,
          overdraft: 2,
        })),
      }),
    ],
    ['insufficient-copies', host({ copies: 3 })],
    ['overdraft-exceeded', host({ overdraft: 1 })],
  ]

  test('[ACT-05] every refusal comes in its turn, and then the plan', () => {
    let attempt: Attempt = {
      facts: {
        ...facts,
        entitlement: { state: 'draft', isBulk: true },
        lineItem: { ...facts.lineItem, state: 'draft', term: { kind: 'date', expiresOn: '2026-03-09' } },
        products: [],
        model: { ...facts.model, state: 'obsolete' },
      },
      request: { hosts: [], attributes: { colour: 1 }, startDate: null },
    }
    for (const [code, repair] of steps) {
      const answer = planActivation(attempt.facts, attempt.request)
      expect(isRefusal(answer) ? answer.code : 'a plan').toBe(code)
      attempt = repair(attempt)
    }
    expect(planActivation(attempt.facts, attempt.request)).toMatchObject({
      refused: false,
      copiesTaken: 6,
      overdraftTaken: 2,
    })
  })

  const others: readonly (readonly [string, string, LicenseKind, ActivationRequest])[] = [
    ['a node missing on a counted node-locked license', 'node-host-missing', 'nodelocked-counted', request],
    [
      'a count for an uncounted license',
      'count-not-asked',
      'floating-uncounted',
      { ...request, hosts: [{ ...one, overdraft: 0 }] },
    ],
    [
      'DEMO on a counted line',
      'host-id-demo-counted',
      'nodelocked-counted',
      { ...request, hosts: [{ ...one, nodeHosts: [id('DEMO')] }] },
    ],
    [
      'a server prefix on a node',
      'host-id-not-for-node',
      'nodelocked-counted',
      {
        ...request,
        hosts: [
          {
            ...one,
            nodeHosts: [{ type: 'phy-hostname', text: 'PHY_HOSTNAME=a', normalized: 'PHY_HOSTNAME=a' }],
          },
        ],
      },
    ],
    [
      'an unasked server',
      'server-host-not-asked',
      'nodelocked-uncounted',
      { ...request, hosts: [{ ...one, copies: 1, nodeHosts: [id('005056AB12CE')] }] },
    ],
    [
      'one node twice on a line',
      'host-repeated',
      'nodelocked-counted',
      { ...request, hosts: [{ ...one, nodeHosts: [id('005056AB12CE'), id('00:50:56:AB:12:CE')] }] },
    ],
    [
      'overdraft of an uncounted license',
      'overdraft-not-offered',
      'floating-uncounted',
      { ...request, hosts: [{ servers: one.servers ?? [], overdraft: 1 }] },
    ],
    [
      'different ports in a set of three',
      'server-ports-differ',
      'floating-counted',
      {
        ...request,
        hosts: [
          {
            ...one,
            servers: [{ ...server('005056AB12C1'), port: 1 }, server('005056AB12C2'), server('005056AB12C3')],
          },
        ],
      },
    ],
    [
      'mixed prefixes in a set of three',
      'triad-prefix-mixed',
      'floating-counted',
      {
        ...request,
        hosts: [
          {
            ...one,
            servers: [server('PHY_ETHER=005056AB12C1'), server('005056AB12C2'), server('005056AB12C3')],
          },
        ],
      },
    ],
    [
      'a count whose line would be too large',
      'count-out-of-range',
      'floating-counted',
      { ...request, hosts: [{ ...one, copies: 600_000_000 }] },
    ],
    [
      'an enormous count',
      'count-out-of-range',
      'floating-counted',
      { ...request, hosts: [{ ...one, copies: copiesMax + 1 }] },
    ],
  ]
  test.each(others)('[ACT-04] refuses %s', (_name, code, kind, wish) => {
    const model = {
      ...facts.model,
      kind,
      attributes: kind === 'floating-counted' ? facts.model.attributes : {},
    }

    expect(planActivation({ ...facts, model }, wish)).toMatchObject({ refused: true, code })
  })

  test('[ACT-05] the refusal of copies carries all figures', () => {
    const answer = planActivation(facts, { ...request, hosts: [{ ...one, copies: 8 }] })

    expect(answer).toMatchObject({
      code: 'insufficient-copies',
      data: { total: 10, taken: 4, available: 6, extraActivations: 1, requested: 8 },
    })
  })
})

describe('plans', () => {
  test('[ACT-03] the first start date is written back and starts the term', () => {
    const plan = planned(facts, request)

    expect(plan.writeBackStartDate).toBe('2026-04-01')
    expect(plan.records).toMatchObject([
      { copies: 3, overdraft: 1, starts: '2026-04-01', expires: '2027-04-01', versionDate: null },
    ])
  })

  const kinds: readonly (readonly [LicenseKind, readonly HostRequest[], number, number])[] = [
    ['floating-counted', [one, { ...one, servers: [server('005056AB12C2')], copies: 2 }], 2, 5],
    ['nodelocked-counted', [{ ...one, nodeHosts: [id('005056AB12CE'), id('005056AB12CF')] }], 1, 3],
    ['nodelocked-uncounted', [{ nodeHosts: [id('005056AB12CE'), id('DEMO'), id('USER=jdoe')] }], 3, 3],
    ['floating-uncounted', [{ servers: one.servers ?? [] }, { servers: [server('HOSTNAME=b')] }], 2, 2],
  ]
  test.each(kinds)(
    '[ACT-04] %s: one license per host, copies as Table 2-4 says',
    (kind, hosts, records, copies) => {
      const model = { ...facts.model, kind, attributes: { overdraft: { when: 'at-entitlement' } } } as const
      const isCounted = kind.endsWith('-counted')
      const plan = planned(
        { ...facts, model: isCounted ? model : { ...model, attributes: {} } },
        { ...request, hosts },
      )

      expect(plan.records).toHaveLength(records)
      expect(plan.copiesTaken).toBe(copies)
      expect(new Set(plan.records.map((record) => record.hostKey)).size).toBe(records)
    },
  )

  test('[CERT-03] three redundant servers are one host', () => {
    const servers = ['1', '2', '3'].map((last) => server(`005056AB12C${last}`))
    const plan = planned(facts, { ...request, hosts: [{ servers, copies: 6 }] })

    expect(plan.records).toHaveLength(1)
    expect(plan).toMatchObject({ copiesTaken: 6, records: [{ servers }] })
  })

  test('[ACT-03] a given start date is not needed once the line item has one', () => {
    const started = {
      ...facts,
      lineItem: { ...facts.lineItem, start: { ...facts.lineItem.start, startsOn: '2026-01-01' } },
    }
    const plan = planned(started, { hosts: [one] })

    expect(plan).toMatchObject({
      writeBackStartDate: null,
      records: [{ starts: '2026-01-01', expires: '2027-01-01' }],
    })
  })

  test('[ACT-03] a date-based feature gets its version date', () => {
    const dated = { ...facts, products: [{ ...product, features: [{ ...feature, version: null }] }] }

    expect(planned(dated, request).records[0]?.versionDate).toBe('2026-04-01')
  })

  test('[CERT-02] who may override policies gets another host type, and the plan says so', () => {
    const wish = { ...request, hosts: [{ ...one, servers: [server('INTERNET=8.8.8.8')] }] }

    expect(planActivation(facts, wish)).toMatchObject({ code: 'host-type-not-allowed' })
    expect(planned({ ...facts, mayOverridePolicies: true }, wish).policiesOverridden).toEqual(['host-types'])
    expect(planned(facts, request).policiesOverridden).toEqual([])
  })

  test('[ACT-05] who may override policies still gets no copy more', () => {
    const answer = planActivation(
      { ...facts, mayOverridePolicies: true },
      { ...request, hosts: [{ ...one, copies: 8 }] },
    )

    expect(answer).toMatchObject({ code: 'insufficient-copies' })
  })

  test('[ACT-01] a producer tries a test entitlement with drafts', () => {
    const draft = {
      ...facts,
      mayActivateTest: true,
      entitlement: { state: 'test', isBulk: false },
      products: [{ ...product, state: 'draft' }],
      model: { ...facts.model, state: 'draft' },
    } as const

    expect(planned(draft, request).records).toHaveLength(1)
  })

  test('[ACT-05] an overdraft floor holds for those who ask for none', () => {
    const attributes = { overdraft: { when: 'now', value: { copies: 3, perFulfillmentMin: 1 } } } as const
    const model = { ...facts.model, attributes }

    expect(
      planActivation({ ...facts, model }, { ...request, hosts: [{ ...one, overdraft: 0 }] }),
    ).toMatchObject({ code: 'overdraft-outside-limits', data: { minimum: 1 } })
  })

  test('[ACT-05] no plan takes more than is left, and its records add up', () => {
    const count = fc.nat(20)
    const hostCounts = fc.array(fc.tuple(fc.integer({ min: -1, max: 8 }), count), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(
        count,
        count,
        count,
        count,
        hostCounts,
        (copiesTotal, copiesTaken, extraActivationsMax, overdraftMax, asked) => {
          const counts = {
            ...ownCopies,
            copiesTotal,
            copiesTaken,
            extraActivationsMax,
            overdraftMax,
            overdraftTaken: 0,
          }
          const model = { ...facts.model, attributes: { overdraft: { when: 'at-entitlement' } } } as const
          const hosts = asked.map(([copies, overdraft], index) => ({
            servers: [server(`005056AB12C${index}`)],
            copies,
            overdraft,
          }))
          const plan = planActivation(
            { ...facts, model, lineItem: { ...facts.lineItem, counts } },
            { ...request, hosts },
          )
          if (isRefusal(plan)) return
          expect(plan.copiesTaken).toBeLessThanOrEqual(copiesRemaining(counts))
          expect(plan.overdraftTaken).toBeLessThanOrEqual(overdraftLeft(counts))
          expect(plan.records.map((record) => [record.copies, record.overdraft])).toEqual(asked)
          expect(plan.copiesTaken).toBe(asked.reduce((sum, [copies]) => sum + copies, 0))
        },
      ),
      { numRuns: 500 },
    )
  })
})

function planned(world: ActivationFacts, wish: ActivationRequest): ActivationPlan {
  const plan = planActivation(world, wish)
  if (isRefusal(plan)) throw new Error(`${plan.code} ${JSON.stringify(plan.data)}`)
  return plan
}

function id(text: string): HostId {
  const read = parseHostIdText(text, text.startsWith('PHY_') ? 'server' : 'node')
  if (isRefusal(read)) throw new Error(`${text}: ${read.code}`)
  return read.hostId
}

function server(text: string): ServerHost {
  return { hostId: id(text) }
}
