import { defineCommand, defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

const KeyView = z.object({
  kid: z.string(),
  purpose: z.enum(['root', 'line', 'file']),
  state: z.enum(['active', 'retired']),
  publicKey: z.string(),
  notBefore: z.string(),
  notAfter: z.string().nullable(),
})

export const listSigningKeys = defineQuery({
  name: 'list-signing-keys',
  summary: "Keys that sign this producer's licenses: public halves, times, states.",
  rows: ['CERT-01', 'CERT-06'],
  rest: { method: 'GET', path: '/v1/signing-keys' },
  permission: 'signing-keys.view',
  input: z.object({}),
  output: z.object({ keys: z.array(KeyView) }),
})

export const rotateSigningKey = defineCommand({
  name: 'rotate-signing-key',
  summary: 'Retire the issuing key and begin with a new one; files signed before stay verifiable.',
  rows: ['CERT-01'],
  rest: { method: 'POST', path: '/v1/signing-keys/rotate' },
  permission: 'signing-keys.manage',
  input: z.object({}),
  output: KeyView,
  audit: { action: 'signing-key.rotated', subjects: ['signing-key'] },
})

/** Makes the first root and issuing key; does nothing when they are there. Run at the first start. */
export const ensureSigningKeys = defineCommand({
  name: 'ensure-signing-keys',
  summary: 'Make the root key and the first issuing key of a new producer.',
  rows: ['CERT-01'],
  rest: { method: 'POST', path: '/v1/signing-keys/ensure' },
  permission: 'signing-keys.manage',
  input: z.object({}),
  output: z.object({ rootPublicKey: z.string(), kid: z.string() }),
  audit: { action: 'signing-key.created', subjects: ['signing-key'] },
})

export const getTrust = defineQuery({
  name: 'get-trust',
  summary: "What a verifier must believe: the producer's root key and issuing keys. Public by nature.",
  rows: ['CERT-06'],
  rest: { method: 'GET', path: '/v1/trust' },
  permission: null,
  public: true,
  input: z.object({}),
  output: z.object({
    rootPublicKey: z.string().nullable(),
    keys: z.array(
      z.object({
        kid: z.string(),
        publicKey: z.string(),
        notBefore: z.string(),
        notAfter: z.string().nullable(),
      }),
    ),
  }),
})
