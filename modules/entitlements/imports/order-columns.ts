import type { ImportColumn } from '@tallystick/kernel/import/define.ts'
import { startOptions, tiers, versionDateOptions } from '../model.ts'
import { changeKinds } from '../rules/line-item-changes.ts'

const text = (name: string, label: string, help: string, example = ''): ImportColumn => ({
  name,
  label,
  help,
  example,
})

/** Columns of an entitlement; in a CSV file they stand in the first row of each entitlement. */
export const entitlementColumns: readonly ImportColumn[] = [
  {
    ...text('entitlementId', 'Entitlement ID', 'Unique; in every row of the entitlement.', 'GW-2026-00001'),
    required: true,
  },
  {
    ...text('state', 'State', 'Its state in the end. New ones stay drafts when it is empty.', 'deployed'),
    type: 'choice',
    choices: ['draft', 'deployed', 'inactive', 'obsolete', 'test'],
  },
  {
    ...text('entitlementKind', 'Kind of entitlement', 'regular or bulk. Default regular.'),
    type: 'choice',
    choices: ['regular', 'bulk'],
  },
  {
    ...text('keysGive', 'Keys give', 'Of a bulk entitlement: something new when it is empty.'),
    type: 'choice',
    choices: changeKinds,
  },
  text('soldTo', 'Sold to', 'Account ID of the end customer.', 'NORTHWIND'),
  text('soldToContact', 'Contact', 'User name of a person of that account.'),
  text('distributor', 'Distributor', 'Account ID of the distributor.', 'HARBOR'),
  text('distributorContact', 'Contact of the distributor', 'User name.'),
  text('reseller', 'Reseller', 'Account ID of the reseller.'),
  text('resellerContact', 'Contact of the reseller', 'User name.'),
  {
    ...text('owner', 'Current owner', 'The tier that owns it; the end customer when it is empty.'),
    type: 'choice',
    choices: tiers,
  },
  text('description', 'Description', 'For the people who work with it.'),
  text('shipToEmail', 'Ship-to email', 'Several with commas.', 'ada@northwindmill.example'),
  text('shipToAddress', 'Ship-to address', 'Where a delivery goes.'),
  {
    ...text(
      'allowsPortalSignIn',
      'Allow portal sign-in',
      'Whether the entitlement ID opens the portal. Default yes.',
    ),
    type: 'yes-no',
  },
  { ...text('custom', 'Custom attributes', 'One column per attribute: custom:<name>.'), type: 'object' },
]

/** Columns of a line item: one row each in a CSV file. */
export const lineItemColumns: readonly ImportColumn[] = [
  text(
    'activationId',
    'Activation ID',
    'Unique. When it is empty one is made, and order ID and line number tell the line item again.',
    'GWA-7K3M-Q8ZD-4M1T',
  ),
  {
    ...text('kind', 'Kind', 'licensed or maintenance. Default licensed.', 'licensed'),
    type: 'choice',
    choices: ['licensed', 'maintenance'],
  },
  {
    ...text(
      'products',
      'Products',
      'name@version:quantity per copy, separated by |.',
      'Gearwright Mill@2026',
    ),
    type: 'counted-list',
  },
  text('partNumber', 'Part number', 'Stands for product and license model, instead of naming them.'),
  text('licenseModel', 'License model', 'Not needed when the products have only one.', 'Floating'),
  text('productLine', 'Product line', 'That of the products when it is empty.'),
  text('lineDescription', 'Description of the line item', 'For the people who work with it.'),
  { ...text('copies', 'Copies', 'Default 1.', '10'), type: 'whole-number' },
  text('orderId', 'Order ID', 'Of the ordering system.', 'PO-12345'),
  text('orderLineNumber', 'Order line number', 'Of the ordering system.', '10'),
  {
    ...text(
      'startOption',
      'Start date option',
      'Where the start date comes from. Default specify-now.',
      'specify-now',
    ),
    type: 'choice',
    choices: startOptions,
  },
  { ...text('startsOn', 'Start date', 'With specify-now. Default today.', '2026-01-15'), type: 'date' },
  { ...text('permanent', 'Permanent', 'yes: it never expires.', 'yes'), type: 'yes-no' },
  { ...text('expiresOn', 'Expiration date', 'The last day of use.'), type: 'date' },
  text('duration', 'Duration', 'From the start date, such as 12 months.'),
  {
    ...text('versionDateOption', 'Version date option', 'For products with dated versions.'),
    type: 'choice',
    choices: versionDateOptions,
  },
  { ...text('versionDate', 'Version date', 'With specify-now.'), type: 'date' },
  text('versionDuration', 'Version date duration', 'Such as 12 months.'),
  text('timeZone', 'Time zone', 'In which the days are counted; UTC when it is empty.'),
  {
    ...text('extraActivations', 'Extra activations', 'Where the license model leaves them to the line item.'),
    type: 'whole-number',
  },
  {
    ...text(
      'attribute',
      'License attributes',
      'What the license model leaves to the line item: attribute:<name>.',
    ),
    type: 'object',
  },
  {
    ...text(
      'policy',
      'Policies',
      'What the license model leaves to the line item: "2 per 1 years", "5", "yes".',
    ),
    type: 'object',
  },
  {
    ...text('lineCustom', 'Custom attributes', 'One column per attribute: lineCustom:<name>.'),
    type: 'object',
  },
  text(
    'changes',
    'Changes line item',
    'Activation ID of the line item that this one replaces, of the same account. With changeKind.',
  ),
  {
    ...text('changeKind', 'Kind of change', 'How it replaces the other one. With changes.'),
    type: 'choice',
    choices: changeKinds,
  },
  {
    ...text(
      'maintenance',
      'Maintenance',
      'Activation IDs of maintenance of the same entitlement, separated by |.',
    ),
    type: 'list',
  },
]
