import { describe, expect, test } from 'vitest'
import { facts } from '../testing/activation-facts.ts'
import { activationFieldsOf, readShipToEmail, togetherRefusal } from './activation-fields.ts'

describe('the first step of an activation', () => {
  test('[ACT-03] shows what this line item asks for', () => {
    expect(activationFieldsOf(facts.lineItem, facts.model, facts.products)).toMatchObject({
      asksStartDate: true,
      startDate: null,
      versionDate: null,
      attributes: [{ key: 'notice' }],
      asksServerHost: true,
      offersServerHost: false,
      asksNodeHosts: false,
      asksCount: true,
      asksOverdraft: true,
    })
  })

  test.each([
    ['now, on', { when: 'now', value: true }, {}, true],
    ['now, off', { when: 'now', value: false }, {}, false],
    ['at entitlement time, on', { when: 'at-entitlement' }, { useServer: true }, true],
    ['at entitlement time, off', { when: 'at-entitlement', value: true }, {}, false],
    ['in this activation', { when: 'at-fulfillment', value: true }, {}, false],
  ] as const)(
    '[ACT-03] a server may be named when Use Server is set %s',
    (_told, useServer, attributes, offers) => {
      const model = { ...facts.model, kind: 'nodelocked-uncounted', attributes: { useServer } } as const
      const fields = activationFieldsOf({ ...facts.lineItem, attributes }, model, facts.products)

      expect(fields).toMatchObject({ asksServerHost: false, offersServerHost: offers })
    },
  )

  test.each([
    ['one license model', ['A certificate Floating', 'B certificate Floating'], null, ''],
    ['one technology of the producer', ['A Dongle Floating', 'B Dongle Named'], null, ''],
    ['two license models', ['A certificate Floating', 'B certificate Named'], 'license-models-differ', 'B'],
    ['two technologies', ['A certificate Floating', 'B Dongle Floating'], 'technologies-differ', 'B'],
    [
      'two technologies of the producer',
      ['A Dongle F', 'B Dongle G', 'C Token F'],
      'technologies-differ',
      'C',
    ],
    [
      'one line item twice',
      ['A certificate F', 'B certificate F', 'A certificate F'],
      'line-item-repeated',
      'A',
    ],
    ['nothing', [], 'line-items-missing', undefined],
  ])('[ACT-02] a batch of %s', (_what, texts, code, activationId) => {
    const members = texts.map((text) => {
      const [id = '', technology = '', name = ''] = text.split(' ')
      return { activationId: id, technology, model: { name } }
    })

    const refusal = togetherRefusal(members)

    if (code === null) expect(refusal).toBeNull()
    else expect(refusal).toMatchObject({ code, data: activationId ? { activationId } : {} })
  })

  test('[ACT-03] ship-to addresses are parted by commas without blanks', () => {
    expect(readShipToEmail('a@mill.example,b@mill.example,a@mill.example')).toEqual({
      ok: true,
      addresses: ['a@mill.example', 'b@mill.example'],
    })
    expect(readShipToEmail('')).toMatchObject({ addresses: [] })
    expect(readShipToEmail('a@mill.example, b@mill.example')).toMatchObject({ data: { problem: 'blank' } })
    expect(readShipToEmail('a@mill.example,,')).toMatchObject({ data: { problem: 'address' } })
    expect(readShipToEmail('a@mill')).toMatchObject({ data: { value: 'a@mill', problem: 'address' } })
  })
})
