import { describe, expect, test } from 'vitest'
import { substitute, templateRefusal, variablesFor } from './substitution.ts'
import type { SubstitutionFacts } from './substitution.ts'

const facts: SubstitutionFacts = {
  soldTo: { name: 'NWM', displayName: 'Northwind Mill' },
  entitlement: { id: 'ENT-7', shipToAddress: '1 Mill Lane\r\nRiverton' },
  lineItem: {
    activationId: 'ACT-1',
    orderId: 'PO-5',
    orderLineNumber: '2',
    productName: 'Editor Pro',
    productVersion: '2026',
    partNumber: 'GW-100',
    status: 'Deployed',
  },
  fulfillment: { id: 'FID-1' },
  channelPartner: { name: 'Harbor Supply' },
  custom: { region: 'EMEA', empty: '' },
}

describe('variables in texts', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['{SoldTo.name}', 'NWM'],
    ['{SoldTo.displayName}', 'Northwind Mill'],
    ['{Entitlement.id}', 'ENT-7'],
    ['{Entitlement.shipToAddress}', '1 Mill Lane, Riverton'],
    ['{EntitlementLineItem.activationId}', 'ACT-1'],
    ['{EntitlementLineItem.orderId}', 'PO-5'],
    ['{EntitlementLineItem.orderLineNumber}', '2'],
    ['{EntitlementLineItem.productName}', 'Editor Pro'],
    ['{EntitlementLineItem.productVersion}', '2026'],
    ['{EntitlementLineItem.partNumber}', 'GW-100'],
    ['{EntitlementLineItem.status}', 'Deployed'],
    ['{Fulfillment.id}', 'FID-1'],
    ['{ChannelPartner.name}', 'Harbor Supply'],
    ['{region}/{empty}/{region}', 'EMEA//EMEA'],
    ['{Feature.version}', '2026.0'],
    ['plain {text', 'plain {text'],
    ['', ''],
  ]
  test.each(rows)('[ACT-03] %s becomes %s', (template, text) => {
    expect(substitute(template, 'vendorString', facts, '2026.0')).toEqual({ ok: true, text })
  })

  test('[ACT-03] every variable that is offered can be filled', () => {
    for (const name of variablesFor('vendorString')) {
      expect(substitute(`{${name}}`, 'vendorString', facts, '1.0')).toMatchObject({ ok: true })
    }
  })

  test('[ACT-03] unknown variables are refused, also those that every object has', () => {
    for (const name of ['Nobody.name', '', 'constructor', '__proto__', 'mappedQuantity']) {
      expect(substitute(`{${name}}`, 'notice', facts)).toMatchObject({
        code: 'substitution-variable-unknown',
        data: { variable: name },
      })
      expect(templateRefusal(`{${name}}`, 'notice')).toMatchObject({ code: 'substitution-variable-unknown' })
    }
  })

  test('[ACT-03] the feature version is for vendor strings only', () => {
    expect(substitute('{Feature.version}', 'notice', facts, '1.0')).toMatchObject({
      code: 'substitution-variable-not-here',
    })
    expect(templateRefusal('{Feature.version}', 'issuer')).toMatchObject({
      code: 'substitution-variable-not-here',
    })
    expect(templateRefusal('{Feature.version} {region}', 'vendorString', ['region'])).toBeNull()
  })

  test('[CERT-01] what a value brings in is not read again', () => {
    const sly = { ...facts, soldTo: { name: '{Fulfillment.id}', displayName: null } }

    expect(substitute('{SoldTo.name}', 'notice', sly)).toEqual({ ok: true, text: '{Fulfillment.id}' })
    expect(substitute('{SoldTo.displayName}', 'notice', sly)).toEqual({ ok: true, text: '' })
  })

  test('[CERT-01] quotes, line breaks and closing backslashes are refused and the variable named', () => {
    const named = (name: string) => ({ ...facts, soldTo: { name, displayName: name } })

    expect(substitute('for {SoldTo.name}', 'notice', named('Mill "North"'))).toMatchObject({
      code: 'substitution-result',
      data: { variable: 'SoldTo.name', problem: 'quote' },
    })
    expect(substitute('{SoldTo.name}', 'notice', named('a\nSERVER x ANY'))).toMatchObject({
      data: { problem: 'control-character' },
    })
    expect(substitute('{SoldTo.name}', 'notice', named('a\\'))).toMatchObject({
      data: { problem: 'closing-backslash' },
    })
    expect(substitute('{SoldTo.name}!', 'notice', named('a\\'))).toMatchObject({ ok: true })
    expect(templateRefusal('say "hi"', 'notice')).toMatchObject({ code: 'substitution-result' })
    expect(substitute('{SoldTo.name}', 'notice', named('x'.repeat(5000)))).toMatchObject({
      code: 'substitution-too-long',
    })
  })
})
