import type { AttributeToAsk } from '@tallystick/catalog/rules/resolve-attributes.ts'
import { attributeOf } from '@tallystick/catalog/rules/model-attributes.ts'
import { activateLineItems } from '@tallystick/fulfillments/operations/activate-line-items.contract.ts'
import { describe, expect, test } from 'vitest'
import { problemsOf } from './check.ts'
import { newDraft } from './draft.ts'
import { copiesOfItem, filesOfItem, totalsOf } from './totals.ts'
import { readTyped, repeatProblem, triadProblem } from './host-draft.ts'
import { requestOf } from './request.ts'
import { draftWith, sampleForm } from './sample-form.ts'
import { sayRefusal } from './say.ts'
import { stepOfRefusal } from './steps-of-refusals.ts'

const typed = (type: 'ethernet' | 'internet-routable' | 'demo' | 'hostname', value: string) =>
  ({ type, value, hostName: '', port: null }) as const

function asked(key: string, isRequired: boolean, max: number | null = null): AttributeToAsk {
  const definition = attributeOf(key)
  if (!definition) throw new Error(key)
  return { ...definition, isRequired, proposal: null, max }
}

describe('copies and files of an activation', () => {
  test('[ACT-05] a counted license uses the sum of its fulfill counts, one file per server', () => {
    const form = sampleForm('floating-counted')
    const draft = draftWith(form, [
      { server: 'one', copies: 3 },
      { server: 'two', copies: 4 },
    ])

    expect(totalsOf(draft, form)).toEqual({ files: 2, copies: 7 })
  })

  test('[ACT-05] a floating uncounted license uses one copy per server', () => {
    const form = sampleForm('floating-uncounted')
    const draft = draftWith(form, [{ server: 'one' }, { server: 'two' }])

    expect(totalsOf(draft, form)).toEqual({ files: 2, copies: 2 })
  })

  test('[ACT-05] a node-locked uncounted license uses one copy and makes one file per machine', () => {
    const form = sampleForm('nodelocked-uncounted')
    const draft = draftWith(form, [{ nodes: ['a', 'b', 'c'] }])

    expect(totalsOf(draft, form)).toEqual({ files: 3, copies: 3 })
  })

  test('[ACT-04] a host without a count gets no license of a counted line item', () => {
    const form = sampleForm('floating-counted')
    const draft = draftWith(form, [{ server: 'one', copies: 3 }, { server: 'two' }])
    const [item] = form.items

    expect(item && filesOfItem(draft, item)).toBe(1)
    expect(item && copiesOfItem(draft, item)).toBe(3)
    expect(requestOf(draft, form).items[0]?.hosts).toHaveLength(1)
  })
})

describe('what keeps a step from being done', () => {
  test('[ACT-03] a start date that is asked must be given, and be a day', () => {
    const form = sampleForm('floating-counted', { startDate: true })

    expect(problemsOf('settings', newDraft(form, 'k'), form)).toEqual([
      { field: 'start-date', message: 'Enter the start date.' },
    ])
    const odd = { ...newDraft(form, 'k'), startDate: '2026-02-30' }
    expect(problemsOf('settings', odd, form)).toEqual([
      { field: 'start-date', message: 'Enter a day as yyyy-mm-dd.' },
    ])
    expect(problemsOf('settings', { ...odd, startDate: '2026-02-28' }, form)).toEqual([])
  })

  test('[ACT-03] a required attribute must have a value, and borrowing keeps to its limit', () => {
    const form = sampleForm('floating-counted', {
      attributes: [asked('borrowing', true, 72), asked('notice', false)],
    })
    const draft = newDraft(form, 'k')

    expect(problemsOf('settings', draft, form).map((one) => one.field)).toEqual(['attribute-borrowing'])
    const tooLong = { ...draft, attributes: { borrowing: 73 } }
    expect(problemsOf('settings', tooLong, form)[0]?.message).toContain('72')
    expect(problemsOf('settings', { ...draft, attributes: { borrowing: 72 } }, form)).toEqual([])
  })

  test('[ACT-03] addresses are parted by commas without blanks', () => {
    const form = sampleForm('floating-counted')
    const draft = { ...newDraft(form, 'k'), shipToEmail: 'ann@mill.example, bob@mill.example' }

    expect(problemsOf('settings', draft, form)[0]?.field).toBe('ship-to-email')
  })

  test('[ACT-04] a node-locked counted license needs machines for each of its servers', () => {
    const form = sampleForm('nodelocked-counted')
    const draft = draftWith(form, [{ server: 'one', nodes: ['a'] }, { server: 'two' }])

    expect(problemsOf('hosts', newDraft(form, 'k'), form)[0]?.field).toBe('add-host')
    expect(problemsOf('hosts', draft, form).map((one) => one.field)).toEqual(['nodes-h2'])
  })

  test('[ACT-05] counts beyond what is left are refused with the figures', () => {
    const form = sampleForm('floating-counted', {}, { copiesTaken: 4, extraActivationsMax: 1 })
    const seven = draftWith(form, [
      { server: 'one', copies: 3 },
      { server: 'two', copies: 4 },
    ])
    const eight = draftWith(form, [
      { server: 'one', copies: 3 },
      { server: 'two', copies: 5 },
    ])

    expect(problemsOf('counts', seven, form)).toEqual([])
    const [problem] = problemsOf('counts', eight, form)
    expect(problem?.field).toBe('sum-item-1')
    expect(problem?.message).toContain('8 copies were asked for; 6 of 10')
  })

  test('[ACT-05] a line item without any count is told so', () => {
    const form = sampleForm('floating-counted')

    expect(problemsOf('counts', draftWith(form, [{ server: 'one' }]), form)).toHaveLength(1)
  })
})

describe('hosts as they are typed', () => {
  const form = sampleForm('nodelocked-uncounted')

  test('[CERT-02] the page gives the answer of the server at once', () => {
    expect(readTyped(typed('ethernet', '00-50-56-AB-12-CD'), 'node', form)).toMatchObject({
      hostId: { text: '005056AB12CD' },
    })
    const wrong = readTyped(typed('internet-routable', '10.1.2.3'), 'node', form)
    expect('problem' in wrong && wrong.problem).toContain('private')
  })

  test('[CERT-02] types without a value need none', () => {
    expect(readTyped(typed('demo', ''), 'node', form)).toMatchObject({ hostId: { text: 'DEMO' } })
  })

  test('[CERT-03] three redundant servers must differ', () => {
    const read = readTyped(typed('hostname', 'dogma'), 'server', form)
    if ('problem' in read) throw new Error(read.problem)

    expect(triadProblem([read.hostId, read.hostId, read.hostId])).toContain('twice')
  })

  test('[ACT-04] a machine that is in the list already is refused', () => {
    const draft = draftWith(form, [{ nodes: ['a'] }])
    const again = draft.hosts[0]?.nodes ?? []

    expect(repeatProblem(draft.hosts, 'node', again)).toContain('given twice')
    expect(repeatProblem([], 'node', again)).toBeNull()
  })
})

describe('the request of a draft', () => {
  test('[ACT-01] fits the contract and leaves out what was not asked', () => {
    const form = sampleForm('floating-counted', { attributes: [asked('notice', false)] })
    const draft = {
      ...draftWith(form, [{ server: 'one', copies: 3 }]),
      startDate: '2026-01-01',
      attributes: { notice: '' },
    }
    const request = requestOf(draft, form)

    expect(activateLineItems.input.safeParse(request).success).toBe(true)
    expect(request.items[0]).toEqual({
      lineItem: 'item-1',
      hosts: [{ servers: [{ type: 'hostname', value: 'HOSTNAME=one' }], copies: 3 }],
    })
  })

  test.each([
    ['the license model offers a server', { serverOffered: true }, {}, true],
    ['this activation says that a server is used', {}, { useServer: true }, true],
    ['nothing says that a server is used', {}, {}, false],
  ])('[ACT-03] a node-locked license names its server when %s', (_told, asks, attributes, isNamed) => {
    const form = sampleForm('nodelocked-uncounted', asks)
    const draft = { ...draftWith(form, [{ server: 'one', nodes: ['a'] }]), attributes }

    const [host] = requestOf(draft, form).items[0]?.hosts ?? []
    expect(host).toMatchObject({ nodeHosts: [{ value: 'HOSTNAME=a' }] })
    expect(host && 'servers' in host).toBe(isNamed)
  })

  test('[ACT-01] every refusal that these pages find themselves has its cure', () => {
    // Only the server sees whether a line item is maintenance; its answer carries the words.
    const found = activateLineItems.refusals.filter((code) => code !== 'line-item-without-license')
    for (const code of found) {
      expect(sayRefusal({ refused: true, code, data: {} }).cure || code).not.toBe(code)
    }
  })

  test('[ACT-01] a refusal leads to the step where it can be cured', () => {
    expect(stepOfRefusal('insufficient-copies')).toBe('counts')
    expect(stepOfRefusal('host-id-octet')).toBe('hosts')
    expect(stepOfRefusal('attribute-value')).toBe('settings')
    expect(stepOfRefusal('line-item-expired')).toBeNull()
  })
})
