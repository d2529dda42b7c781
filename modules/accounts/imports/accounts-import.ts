import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import {
  defineImport,
  type ImportColumn,
  type ImportRecord,
  type RecordKind,
} from '@tallystick/kernel/import/define.ts'
import { differences } from '@tallystick/kernel/import/differences.ts'
import type { Step } from '@tallystick/kernel/operation/implement.ts'
import { importedAttributes } from '@tallystick/settings/services.ts'
import { findExistingAccount, findExistingAccountLink } from '../existing.ts'
import { ACCOUNT_KINDS, ACCOUNT_STATES } from '../model.ts'
import { userKind } from './users.ts'

const text = (name: string, label: string, help: string, example = ''): ImportColumn => ({
  name,
  label,
  help,
  example,
})

const accountColumns: readonly ImportColumn[] = [
  { ...text('code', 'Account ID', 'Unique.', 'NORTHWIND'), required: true },
  { ...text('name', 'Account name', 'Without a colon.', 'Northwind Mill'), required: true },
  {
    ...text('kind', 'Kind', 'What it is to the producer.', 'customer'),
    type: 'choice',
    required: true,
    choices: Object.keys(ACCOUNT_KINDS).filter((kind) => kind !== 'producer'),
  },
  text('description', 'Description', 'For the people who work with it.'),
  text('address1', 'Address 1', 'Street and number.', '12 Canal Street'),
  text('address2', 'Address 2', 'Second line of the address.'),
  text('city', 'City', 'City.', 'Rockford'),
  text('province', 'State or province', 'State or province.', 'IL'),
  text('postalCode', 'Postal code', 'Postal code.', '61101'),
  text('country', 'Country', 'Two capital letters.', 'US'),
  text('region', 'Region', 'Sales region.', 'Americas'),
  {
    ...text(
      'isVisibleToPartners',
      'Visible to other partners',
      'Otherwise they read "Name Withheld".',
      'yes',
    ),
    type: 'yes-no',
  },
  { ...text('custom', 'Custom attributes', 'One column per attribute: custom:<name>.'), type: 'object' },
  {
    ...text('state', 'State', 'Its state in the end; accounts stay as they are when it is empty.', 'active'),
    type: 'choice',
    choices: Object.keys(ACCOUNT_STATES),
  },
]

const accountKind: RecordKind = {
  kind: 'account',
  key: 'accounts',
  label: 'Accounts',
  help: 'Customers and partners. Hierarchies follow as links.',
  columns: accountColumns,
  nameOf: (record) => String(record['code'] ?? ''),
  columnOf: { customAttributes: 'custom' },
  plan: async (ctx, record) => {
    const { state, custom, ...own } = record
    const found = await findExistingAccount(ctx, String(record['code']))
    const before = found?.fields.customAttributes ?? null
    const customAttributes = await importedAttributes(ctx, 'account', custom, before)
    const fields = { ...own, ...(customAttributes && { customAttributes }) } as ImportRecord
    if (!found) {
      const deactivate = {
        operation: 'deactivate-account',
        input: (answers: readonly unknown[]) => ({ account: (answers[0] as { id: string }).id }),
      }
      const create = { operation: 'create-account', input: () => fields }
      return { isNew: true, steps: state === 'inactive' ? [create, deactivate] : [create] }
    }
    const { kind, code: _code, ...wanted } = fields
    if (kind !== found.fields.kind) {
      ctx.refuse(
        refuse('import-field-fixed', {
          name: record['code'],
          field: 'kind',
          present: found.fields.kind,
          wanted: kind,
        }),
      )
    }
    const changed = differences(found.fields, wanted)
    const input = { account: found.id, rowVersion: found.rowVersion, ...changed }
    const update = changed ? [{ operation: 'update-account', input: () => input }] : []
    return { isNew: false, steps: [...update, ...stateStep(found, state)] }
  },
}

function stateStep(found: { readonly id: string; readonly state: string }, wanted: unknown): Step[] {
  if (wanted === undefined || wanted === found.state) return []
  const operation = wanted === 'active' ? 'reactivate-account' : 'deactivate-account'
  return [{ operation, input: () => ({ account: found.id }) }]
}

function accountNames(...columns: readonly string[]) {
  return (record: ImportRecord) =>
    columns.map((column) => ({ kind: 'account', name: String(record[column] ?? '') }))
}

const linkKind: RecordKind = {
  kind: 'account-link',
  key: 'accountLinks',
  label: 'Account hierarchy',
  help: 'Which account is directly below which. Links are added, never removed.',
  columns: [
    { ...text('parent', 'Account above', 'Account ID.', 'NORTHWIND'), required: true },
    { ...text('child', 'Sub-account', 'Account ID.', 'NORTHWIND-GRAIN'), required: true },
  ],
  nameOf: (record) => `${String(record['parent'] ?? '')} > ${String(record['child'] ?? '')}`,
  names: accountNames('parent', 'child'),
  columnOf: { account: 'parent', subAccount: 'child' },
  plan: async (ctx, record) => {
    const [account, subAccount] = [String(record['parent']), String(record['child'])]
    const found = await findExistingAccountLink(ctx, account, subAccount)
    const link = { operation: 'link-sub-account', input: () => ({ account, subAccount }) }
    return { isNew: true, steps: found?.isLinked ? [] : [link] }
  },
}

const relationKind: RecordKind = {
  kind: 'account-relation',
  key: 'accountRelations',
  label: 'Partners and their customers',
  help: 'Which customers a partner looks after. Relations are added, never removed.',
  columns: [
    { ...text('partner', 'Partner', 'Account ID of a partner.', 'HARBOR'), required: true },
    { ...text('customer', 'Customer', 'Account ID of a customer.', 'NORTHWIND'), required: true },
  ],
  nameOf: (record) => `${String(record['partner'] ?? '')} - ${String(record['customer'] ?? '')}`,
  names: accountNames('partner', 'customer'),
  columnOf: { account: 'partner', relatedAccount: 'customer' },
  plan: async (ctx, record) => {
    const [account, relatedAccount] = [String(record['partner']), String(record['customer'])]
    const found = await findExistingAccount(ctx, account)
    const isThere = found?.fields.relatedAccounts.some(
      (code) => code.toLowerCase() === relatedAccount.toLowerCase(),
    )
    const relate = { operation: 'relate-accounts', input: () => ({ account, relatedAccount }) }
    return { isNew: true, steps: isThere ? [] : [relate] }
  },
}

/** Accounts, their hierarchy and their users, in the order in which one thing needs the other. */
export const accountsImport = defineImport({
  name: 'accounts',
  label: 'Accounts and users',
  help: 'Accounts, how they belong together, and the people in them.',
  recordKinds: [accountKind, linkKind, relationKind, userKind],
})
