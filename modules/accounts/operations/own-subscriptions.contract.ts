import { defineCommand, defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

const Subscriptions = z.object({
  expiringMail: z.boolean().meta({
    label: 'Expiring Entitlements Email',
    help: 'A mail from time to time with what expires soon and what has expired.',
  }),
})

export const getOwnSubscriptions = defineQuery({
  name: 'get-own-subscriptions',
  summary: 'Which mails the signed-in person has subscribed to.',
  rows: ['ENT-12'],
  rest: { method: 'GET', path: '/v1/session/subscriptions' },
  permission: 'expiring-entitlements.view',
  input: z.object({}),
  output: Subscriptions,
})

export const updateOwnSubscriptions = defineCommand({
  name: 'update-own-subscriptions',
  summary: 'Subscribe to mails about expiring entitlements, or end the subscription.',
  rows: ['ENT-12'],
  rest: { method: 'PATCH', path: '/v1/session/subscriptions' },
  permission: 'expiring-entitlements.view',
  input: Subscriptions,
  output: Subscriptions,
  audit: { action: 'subscriptions.updated', subjects: ['user', 'unchanged'] },
})
