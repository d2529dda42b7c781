import { activateLineItems } from '@tallystick/fulfillments/operations/activate-line-items.contract.ts'
import { describe, expect, test } from 'vitest'
import { problemsOf } from './check.ts'
import type { ActivationDraft } from './draft.ts'
import type { ActivationForm } from './form.ts'
import { placesOf, withReplacing, type Grids } from './replacing.ts'
import { requestOf } from './request.ts'
import { draftWith, sampleForm } from './sample-form.ts'
import { stepOfRefusal } from './steps-of-refusals.ts'
import { totalsOf } from './totals.ts'

/** An upgrade of 10 copies, of which nothing came yet; 2 can be activated as new. */
const upgrade = { copiesBrought: 0, copiesToBring: 2 }
const counted = sampleForm('floating-counted', {}, upgrade)
const uncounted = sampleForm('nodelocked-uncounted', {}, upgrade)

function say(
  draft: ActivationDraft,
  form: ActivationForm,
  at: number,
  said: Parameters<typeof withReplacing>[3],
): ActivationDraft {
  const [item] = form.items
  const place = item && placesOf(draft, item)[at]
  if (!item || !place) throw new Error('no such host')
  return { ...draft, ...withReplacing(draft, place, item, said) }
}

/** The grid of Figure 2-2 on every host of a draft. */
function gridOf(draft: ActivationDraft, form: ActivationForm): Grids {
  const row = (lineItemId: string, version: string, available: number) => {
    return { lineItemId, activationId: lineItemId, product: 'P', version, expiresOn: null, available }
  }
  const rows = [row('L2-P1', '1', 2), row('L1-P2', '2', 2), row('L1-P1', '1', 5)]
  const [item] = form.items
  const places = item ? placesOf(draft, item) : []
  return { 'item-1': places.map(({ key, title }) => ({ host: title, hostKey: key, rows })) }
}

describe('counts of an upgrade', () => {
  test('[ACT-06] new copies and copies of earlier licenses go into one license and one request', () => {
    const draft = say(draftWith(counted, [{ server: 'dogma', copies: 2 }]), counted, 0, {
      copies: { 'L1-P1': 4, 'L2-P1': null, 'L1-P2': 0 },
    })

    expect(totalsOf(draft, counted)).toEqual({ files: 1, copies: 6 })
    expect(problemsOf('counts', draft, counted, gridOf(draft, counted))).toEqual([])
    const request = requestOf(draft, counted)
    expect(activateLineItems.input.safeParse(request).success).toBe(true)
    expect(request.items[0]?.hosts).toEqual([
      {
        servers: [{ type: 'hostname', value: 'HOSTNAME=dogma' }],
        copies: 2,
        replaces: [{ lineItem: 'L1-P1', copies: 4 }],
      },
    ])
  })

  test.each([
    [
      'more than a line item has on the host',
      0,
      { 'L1-P1': 6 },
      'replace-0-item-1-L1-P1',
      '5 are active there',
    ],
    ['less than nothing', 0, { 'L1-P1': -1 }, 'replace-0-item-1-L1-P1', '-1'],
    ['more new copies than are free', 3, { 'L1-P1': 1 }, 'sum-item-1', '2 of 10'],
    ['nothing at all', 0, {}, 'copies-h1-item-1', 'how many are replaced'],
  ])('[ACT-06] refuses %s at the field', (_what, fresh, copies, field, words) => {
    const draft = say(draftWith(counted, [{ server: 'dogma', copies: fresh }]), counted, 0, { copies })

    const [problem] = problemsOf('counts', draft, counted, gridOf(draft, counted))

    expect(problem?.field).toBe(field)
    expect(problem?.message).toContain(words)
  })

  test('[ACT-07] more than remains of the line item is refused with the figures, however it is made up', () => {
    const form = sampleForm('floating-counted', {}, { ...upgrade, copiesTotal: 3 })
    const draft = say(draftWith(form, [{ server: 'dogma', copies: 1 }]), form, 0, { copies: { 'L1-P1': 3 } })

    expect(problemsOf('counts', draft, form, gridOf(draft, form))).toMatchObject([
      { field: 'sum-item-1', message: expect.stringContaining('3 of 3 can still be fulfilled') as string },
    ])
  })
})

describe('an uncounted upgrade', () => {
  const hosts = [{ nodes: ['cad-1', 'cad-2', 'cad-3'] }]

  test('[ACT-06] asks for each machine: upgrade, activate or none', () => {
    const fresh = draftWith(uncounted, hosts)
    const open = problemsOf('counts', fresh, uncounted, gridOf(fresh, uncounted))
    expect(open.map(({ field }) => field)).toEqual(['choice-0-item-1', 'choice-1-item-1', 'choice-2-item-1'])

    const chosen = say(
      say(say(fresh, uncounted, 0, { choice: 'replace', copies: { 'L1-P2': 1 } }), uncounted, 1, {
        choice: 'activate',
      }),
      uncounted,
      2,
      { choice: 'none' },
    )

    expect(problemsOf('counts', chosen, uncounted, gridOf(chosen, uncounted))).toEqual([])
    expect(totalsOf(chosen, uncounted)).toEqual({ files: 2, copies: 2 })
    expect(requestOf(chosen, uncounted).items[0]?.hosts).toEqual([
      {
        nodeHosts: [{ type: 'hostname', value: 'HOSTNAME=cad-1' }],
        replaces: [{ lineItem: 'L1-P2', copies: 1 }],
      },
      { nodeHosts: [{ type: 'hostname', value: 'HOSTNAME=cad-2' }] },
    ])
  })

  test('[ACT-06] who wants to upgrade says which license', () => {
    const draft = say(draftWith(uncounted, [{ nodes: ['cad-1'] }]), uncounted, 0, { choice: 'replace' })

    expect(problemsOf('counts', draft, uncounted, gridOf(draft, uncounted))).toEqual([
      { field: 'choice-0-item-1', message: 'Choose the license to upgrade.' },
    ])
  })

  test('[ACT-06] a change of mind keeps what was chosen and does not send it', () => {
    const first = say(draftWith(uncounted, [{ nodes: ['cad-1'] }]), uncounted, 0, {
      choice: 'replace',
      copies: { 'L1-P1': 1 },
    })
    const second = say(first, uncounted, 0, { choice: 'activate' })

    expect(requestOf(second, uncounted).items[0]?.hosts[0]).not.toHaveProperty('replaces')
    expect(
      requestOf(say(second, uncounted, 0, { choice: 'replace' }), uncounted).items[0]?.hosts[0],
    ).toMatchObject({
      replaces: [{ lineItem: 'L1-P1', copies: 1 }],
    })
  })
})

test('[ACT-06] refusals about copies to replace lead back to the counts', () => {
  for (const code of [
    'replaced-too-many',
    'replaced-other-host',
    'replaces-one-copy',
    'remaining-exceeded',
  ]) {
    expect(stepOfRefusal(code)).toBe('counts')
  }
})
