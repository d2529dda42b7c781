import { defineCommand, defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

export const emailLineItem = defineCommand({
  name: 'email-line-item',
  summary: 'Mail what a line item gives, with its activation ID, to people who will use it.',
  rows: ['ENT-08'],
  rest: { method: 'POST', path: '/v1/line-items/{lineItem}/email' },
  permission: 'licenses.email',
  childPermission: 'child-line-items.view',
  input: z.object({
    lineItem: refTo('line item'),
    to: z.array(z.email('This is not a mail address.').max(254)).min(1).max(20).meta({ label: 'To' }),
    language: z.string().max(20).default('en').meta({ label: 'Language of the mail' }),
    message: z.string().max(2000).default('').meta({ label: 'Message', multiline: true }),
  }),
  output: z.object({ to: z.array(z.string()) }),
  audit: { action: 'line-item.emailed', subjects: ['line-item'] },
  emits: ['line-item.emailed'],
})

export const findLineItemContacts = defineQuery({
  name: 'find-line-item-contacts',
  summary: 'People of the accounts of a line item with their mail addresses, by a part of name or address.',
  rows: ['ENT-08'],
  rest: { method: 'GET', path: '/v1/line-items/{lineItem}/contacts' },
  permission: 'licenses.email',
  childPermission: 'child-line-items.view',
  input: z.object({
    lineItem: refTo('line item'),
    text: z.string().trim().max(200).default('').meta({ label: 'Name or address' }),
  }),
  output: z.object({ contacts: z.array(z.object({ name: z.string(), email: z.string() })) }),
})
