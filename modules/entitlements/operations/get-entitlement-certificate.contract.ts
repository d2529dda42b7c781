import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { recordStates } from '../model.ts'

const Attributes = z.array(z.object({ name: z.string(), label: z.string(), value: z.string() }))

/** What a certificate says of one line item, licensed or maintenance. */
export const CertificateLine = z.object({
  id: z.string(),
  activationId: z.string(),
  state: z.enum(recordStates),
  products: z.string(),
  partNumber: z.string(),
  licenseModel: z.string(),
  copies: z.int(),
  startsOn: z.iso.date().nullable(),
  expiration: z.string(),
  isExpired: z.boolean(),
  orderId: z.string(),
  orderLineNumber: z.string(),
  /** Activation IDs of the maintenance that belongs to it; of maintenance, what it is for. */
  linked: z.array(z.string()),
  customAttributes: Attributes,
})

export const getEntitlementCertificate = defineQuery({
  name: 'get-entitlement-certificate',
  summary: 'The certificate of an entitlement, as it is shown and printed: who owns what, and until when.',
  rows: ['ENT-03'],
  rest: { method: 'GET', path: '/v1/entitlements/{id}/certificate' },
  permission: 'entitlements.view',
  childPermission: 'child-line-items.view',
  input: z.object({ id: refTo('entitlement') }),
  output: z.object({
    producer: z.string(),
    entitlementId: z.string(),
    kind: z.enum(['regular', 'bulk']),
    state: z.enum(recordStates),
    soldTo: z.string(),
    /** Postal address of the owner, line by line. */
    address: z.array(z.string()),
    shipTo: z.array(z.string()),
    description: z.string(),
    createdAt: z.iso.datetime(),
    printedAt: z.iso.datetime(),
    customAttributes: Attributes,
    lineItems: z.array(CertificateLine),
    maintenance: z.array(CertificateLine),
  }),
})
