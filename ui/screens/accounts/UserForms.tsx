import './accounts.css'
import { MultiSelect, Select } from '@mantine/core'
import { createUser, getAccount, getUser, updateUser } from '@tallystick/accounts/contracts.ts'
import { listProductLines } from '@tallystick/catalog/contracts.ts'
import { useOperation, usePage } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { ContractForm } from '@tallystick/kit/form/ContractForm.tsx'
import type { FieldProps, OwnFields } from '@tallystick/kit/form/Field.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { deviceZone } from '@tallystick/kit/format/dates.ts'
import { customFieldsOf } from '@tallystick/screens/custom-attributes/CustomFields.tsx'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Account, User } from './account-words.ts'
import { EMPTY_PLACE, MembershipsField, type KnownAccounts } from './MembershipsField.tsx'

const PARENTS = [{ label: 'Users', to: '/users' }]
const ZONES: readonly string[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]

const newFields = customFieldsOf('user', true)
const storedFields = customFieldsOf('user', false)

function ownFields(isHome: boolean, known: KnownAccounts, isNew: boolean): OwnFields {
  return {
    customAttributes: isNew ? newFields : storedFields,
    memberships: (props) => <MembershipsField {...props} isHome={isHome} known={known} />,
    productLines: (props) => <ProductLinesField {...props} />,
    timeZone: (props) => <TimeZoneField {...props} />,
  }
}

function TimeZoneField({ spec, value, onChange, error, path }: FieldProps) {
  return (
    <Select
      label={spec.label}
      searchable
      data={[...ZONES]}
      clearable
      placeholder={`Of the device, here ${deviceZone()}`}
      value={value ? String(value) : null}
      onChange={(next) => onChange(next ?? '')}
      error={error}
      data-path={path}
      limit={40}
    />
  )
}

function ProductLinesField({ value, onChange, error, path }: FieldProps) {
  const query = usePage(listProductLines, { limit: 200 })
  const rows = query.data?.rows ?? []
  return (
    <MultiSelect
      label="Product lines"
      description="Only these are shown to the user. Empty: all of them."
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      data-path={path}
      searchable
      data={rows.map((row) => ({ value: row.id, label: row.name }))}
      value={query.data ? (value as string[]) : []}
      onChange={onChange}
      error={error}
    />
  )
}

/** The form for a new user; `?account=` starts in an account. */
export function NewUserPage() {
  const { account } = useSearch({ strict: false }) as { account?: string }
  const query = useOperation(getAccount, { account: account ?? '' }, { enabled: account !== undefined })
  if (account === undefined) return <NewForm account={null} />
  return (
    <Loaded query={query} parents={PARENTS}>
      {(found) => <NewForm account={found} />}
    </Loaded>
  )
}

function NewForm({ account }: { readonly account: Account | null }) {
  const navigate = useNavigate()
  const initial = useMemo(
    () => ({ memberships: [{ ...EMPTY_PLACE, account: account?.id ?? '' }] }),
    [account],
  )
  return (
    <FormPage title="New user" parents={PARENTS}>
      <ContractForm
        contract={createUser}
        initial={initial}
        own={ownFields(account?.kind === 'producer', account ? { [account.id]: account } : {}, true)}
        isWide
        act="Create user"
        says={(made) => `${made.displayName} created.`}
        onDone={(made) => void navigate({ to: `/users/${made.id}` })}
        onCancel={() => void navigate({ to: '/users' })}
      />
    </FormPage>
  )
}

/** Edits a user: everything but the user name. */
export function EditUserPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getUser, { user: id })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(user) => <EditForm key={user.id} user={user} />}
    </Loaded>
  )
}

function EditForm({ user }: { readonly user: User }) {
  const navigate = useNavigate()
  const back = () => void navigate({ to: `/users/${user.id}` })
  const initial = useMemo(
    () => ({
      ...user,
      memberships: user.memberships.map(({ account, roles, expiresOn }) => ({
        account: account.id ?? account.code,
        roles: roles.map(({ name }) => name),
        expiresOn,
      })),
    }),
    [user],
  )
  const known = Object.fromEntries(
    user.memberships.map(({ account }) => [account.id ?? account.code, account]),
  )
  return (
    <FormPage
      title={`Edit ${user.displayName}`}
      parents={[...PARENTS, { label: user.displayName, to: `/users/${user.id}` }]}
    >
      <ContractForm
        contract={updateUser}
        initial={initial}
        fixed={{ user: user.id, rowVersion: user.rowVersion }}
        own={ownFields(user.kind === 'producer', known, false)}
        isWide
        act="Save changes"
        says={(saved) => `${saved.displayName} saved.`}
        onDone={back}
        onCancel={back}
      />
    </FormPage>
  )
}
