import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { describe, expect, test } from 'vitest'
import { planDeployment, type DeploymentFacts, type Part } from './deployment.ts'

const feature: Part = { kind: 'feature', id: 'f', label: 'editor 2026.0', state: 'deployed' }
const model: Part = { kind: 'license-model', id: 'm', label: 'Floating', state: 'deployed' }
const facts: DeploymentFacts = {
  kind: 'product',
  productKind: 'product',
  label: 'Mill 1.0',
  state: 'draft',
  parts: [feature, model],
  features: [{ label: 'editor 2026.0', count: 1 }],
  isPackage: false,
}

describe('deployment', () => {
  test('[PRD-01] each refusal is met in its order, until the product is deployed', () => {
    const steps: [Partial<DeploymentFacts>, string][] = [
      [{ state: 'inactive', parts: [], features: [] }, 'catalog-state'],
      [{ parts: [], features: [] }, 'nothing-inside'],
      [
        { parts: [{ ...feature, state: 'draft' }], features: [{ label: 'a', count: 1e9 }] },
        'parts-not-deployed',
      ],
      [{ features: [{ label: 'a', count: 1_000_000_000 }], isPackage: true }, 'feature-count-out-of-range'],
      [
        { isPackage: true, features: [1, 2].map((count) => ({ label: 'a', count })) },
        'package-counts-differ',
      ],
    ]

    const codes = steps.map(([change]) => {
      const plan = planDeployment({ ...facts, ...change })
      return isRefusal(plan) ? plan.code : 'deployed'
    })

    expect(codes).toEqual(steps.map(([, code]) => code))
    expect(planDeployment(facts)).toEqual({ together: [] })
  })

  test('[PRD-01] every part that is not deployed is named with its state', () => {
    const parts: Part[] = [
      { ...feature, state: 'draft' },
      { ...model, state: 'inactive' },
    ]

    expect(planDeployment({ ...facts, parts })).toMatchObject({
      code: 'parts-not-deployed',
      data: { parts: ['feature editor 2026.0 (draft)', 'license model Floating (inactive)'] },
    })
  })

  test('[PRD-01] a suite takes its drafts along, but neither models nor what is inactive', () => {
    const member: Part = { kind: 'product', id: 'p', label: 'Lathe 1.0', state: 'draft' }
    const suite: DeploymentFacts = {
      ...facts,
      productKind: 'suite',
      parts: [member, { ...feature, state: 'draft' }],
    }

    expect(planDeployment(suite)).toEqual({ together: suite.parts })
    expect(planDeployment({ ...suite, parts: [member, { ...model, state: 'draft' }] })).toMatchObject({
      data: { parts: ['license model Floating (draft)'] },
    })
    expect(planDeployment({ ...suite, parts: [{ ...member, state: 'inactive' }] })).toMatchObject({
      data: { parts: ['product Lathe 1.0 (inactive)'] },
    })
  })

  test('[PRD-01] a maintenance plan needs nothing inside', () => {
    const plan = planDeployment({ ...facts, productKind: 'maintenance', parts: [], features: [] })

    expect(plan).toEqual({ together: [] })
  })
})
