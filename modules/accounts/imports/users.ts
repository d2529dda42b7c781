import type { ImportColumn, ImportRecord, RecordKind } from '@tallystick/kernel/import/define.ts'
import { differences } from '@tallystick/kernel/import/differences.ts'
import type { Step } from '@tallystick/kernel/operation/implement.ts'
import { importedAttributes } from '@tallystick/settings/services.ts'
import { findExistingUser } from '../existing.ts'

const text = (name: string, label: string, help: string, example = ''): ImportColumn => ({
  name,
  label,
  help,
  example,
})
const yesNo = (name: string, label: string, help: string, example = ''): ImportColumn => ({
  ...text(name, label, help, example),
  type: 'yes-no',
})

/** Users who may sign in, and contacts who may not. */
export const userKind: RecordKind = {
  kind: 'user',
  key: 'users',
  label: 'Users',
  help: 'People. A user of several accounts has one row for each, one after the other.',
  columns: [
    {
      ...text('userName', 'User name', 'Unique; usually the email address.', 'ada@northwindmill.example'),
      required: true,
    },
    { ...text('firstName', 'First name', 'First name.', 'Ada'), required: true },
    { ...text('lastName', 'Last name', 'Last name.', 'Miller'), required: true },
    text('displayName', 'Display name', 'First and last name when it is empty.'),
    { ...text('email', 'Email', 'Where mails go.', 'ada@northwindmill.example'), required: true },
    text('phone', 'Phone', 'Phone.'),
    text('fax', 'Fax', 'Fax.'),
    text('street', 'Street', 'Street and number.'),
    text('city', 'City', 'City.'),
    text('province', 'State or province', 'State or province.'),
    text('postalCode', 'Postal code', 'Postal code.'),
    text('country', 'Country', 'Two capital letters.', 'US'),
    text('locale', 'Language', 'A language such as en or de-AT.', 'en'),
    text('timeZone', 'Time zone', 'A time zone such as Europe/Berlin.', 'America/Chicago'),
    yesNo('maySignIn', 'May sign in', 'A contact may not. Default yes.', 'yes'),
    yesNo('isShared', 'Shared by several people', 'Whether several people use it. Default no.'),
    yesNo('wantsMarketing', 'Wants news by email', 'Default no.'),
    yesNo('wantsExpiringMail', 'Wants mail about expiring entitlements', 'Default no.'),
    { ...text('custom', 'Custom attributes', 'One column per attribute: custom:<name>.'), type: 'object' },
    {
      ...text('state', 'State', 'Its state in the end; users stay as they are when it is empty.', 'active'),
      type: 'choice',
      choices: ['active', 'inactive'],
    },
  ],
  parts: {
    field: 'memberships',
    label: 'Accounts of the user',
    groupBy: 'userName',
    columns: [
      { ...text('account', 'Account', 'Account ID.', 'NORTHWIND'), required: true },
      { ...text('roles', 'Roles', 'Roles in this account, separated by |.', 'Portal User'), type: 'list' },
      { ...text('expiresOn', 'Ends on', 'The first day without it.'), type: 'date' },
    ],
  },
  nameOf: (record) => String(record['userName'] ?? ''),
  columnOf: { customAttributes: 'custom' },
  names: (record) => placesOf(record).map(({ account }) => ({ kind: 'account', name: account })),
  plan: async (ctx, record) => {
    const { state, custom, ...own } = record
    const found = await findExistingUser(ctx, String(record['userName']))
    const before = found?.fields.customAttributes ?? null
    const customAttributes = await importedAttributes(ctx, 'user', custom, before)
    const fields = { ...own, ...(customAttributes && { customAttributes }) } as ImportRecord
    if (!found) return { isNew: true, steps: creation(fields, state) }
    const { userName: _userName, ...wanted } = fields
    const memberships = places(found.fields.memberships, placesOf(record))
    const changed = differences(
      { ...found.fields, memberships: canonical(found.fields.memberships) },
      { ...wanted, memberships },
    )
    const input = { user: found.id, rowVersion: found.rowVersion, ...changed }
    const update = changed ? [{ operation: 'update-user', input: () => input }] : []
    return { isNew: false, steps: [...update, ...stateStep(found, state)] }
  },
}

function creation(fields: object, state: unknown): Step[] {
  const create = { operation: 'create-user', input: () => fields }
  if (state !== 'inactive') return [create]
  const idOf = (answers: readonly unknown[]) => (answers[0] as { id: string }).id
  return [create, { operation: 'deactivate-user', input: (answers) => ({ user: idOf(answers) }) }]
}

function stateStep(found: { readonly id: string; readonly isActive: boolean }, wanted: unknown): Step[] {
  if (wanted === undefined || (wanted === 'active') === found.isActive) return []
  const operation = wanted === 'active' ? 'reactivate-user' : 'deactivate-user'
  return [{ operation, input: () => ({ user: found.id }) }]
}

/** A place of a user, with account and roles by their public names. */
interface Place {
  readonly account: string
  readonly roles: readonly string[]
  readonly expiresOn: string | null
}

type GivenPlace = Partial<Place> & Pick<Place, 'account'>

function placesOf(record: ImportRecord): readonly GivenPlace[] {
  return (record['memberships'] ?? []) as readonly GivenPlace[]
}

/**
 * The places that the user has afterwards: those of the file as it says, the others as they are. An import
 * adds and changes places and takes none away. Names are compared without regard to case.
 */
function places(present: readonly Place[], given: readonly GivenPlace[]): Place[] {
  const wanted = given.map((place) => {
    const before = present.find((one) => same(one.account, place.account))
    const roles = place.roles?.map((role) => before?.roles.find((one) => same(one, role)) ?? role)
    return {
      account: before?.account ?? place.account,
      roles: roles ?? before?.roles ?? [],
      expiresOn: place.expiresOn ?? before?.expiresOn ?? null,
    }
  })
  const others = present.filter((one) => !wanted.some((place) => same(place.account, one.account)))
  return canonical([...others, ...wanted])
}

function canonical(list: readonly Place[]): Place[] {
  return list
    .map(({ account, roles, expiresOn }) => ({ account, roles: roles.toSorted(), expiresOn }))
    .toSorted((one, other) => (one.account < other.account ? -1 : 1))
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
