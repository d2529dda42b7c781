import { createAccount, getAccount, listAccounts, updateAccount } from '@tallystick/accounts/contracts.ts'
import { ACCOUNT_KINDS } from '@tallystick/accounts/model.ts'
import { NativeSelect } from '@mantine/core'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { ContractForm } from '@tallystick/kit/form/ContractForm.tsx'
import type { FieldProps, OwnFields } from '@tallystick/kit/form/Field.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { MultiRefSelect } from '@tallystick/kit/form/MultiRefSelect.tsx'
import { customFieldsOf } from '@tallystick/screens/custom-attributes/CustomFields.tsx'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { relatedKind, type Account } from './account-words.ts'

const PARENTS = [{ label: 'Accounts', to: '/accounts' }]

/** Nobody makes a second account of the producer. */
const KINDS = Object.entries(ACCOUNT_KINDS)
  .filter(([kind]) => kind !== 'producer')
  .map(([value, label]) => ({ value, label }))

const own: OwnFields = {
  customAttributes: customFieldsOf('account', true),
  kind: (props) => <KindField {...props} />,
  parents: (props) => (
    <AccountsField
      {...props}
      kind={props.values['kind'] as Account['kind']}
      label="Below"
      help="Accounts of the same kind that it belongs to."
    />
  ),
  relatedAccounts: (props) => {
    const kind = relatedKind(props.values['kind'] as Account['kind'])
    if (!kind) return null
    const isPartner = kind === 'partner'
    return (
      <AccountsField
        {...props}
        kind={kind}
        label={isPartner ? 'Partners' : 'Customers'}
        help={
          isPartner ? 'Partners that look after this customer.' : 'Customers that the partner looks after.'
        }
      />
    )
  },
}

function KindField({ value, onChange, set, error, path }: FieldProps) {
  return (
    <NativeSelect
      label="Kind"
      withAsterisk
      data-path={path}
      error={error}
      value={String(value ?? '')}
      data={[...(value ? [] : [{ value: '', label: 'Choose' }]), ...KINDS]}
      onChange={(event) => {
        onChange(event.currentTarget.value)
        set('parents', [])
        set('relatedAccounts', [])
      }}
    />
  )
}

function AccountsField(
  props: FieldProps & { readonly kind: Account['kind']; readonly label: string; readonly help: string },
) {
  if (!props.kind) return null
  return (
    <MultiRefSelect
      list={listAccounts}
      searches="name"
      params={{ kind: props.kind }}
      valueOf={(row) => row.code}
      labelOf={(row) => `${row.code} (${row.name})`}
      label={props.label}
      description={props.help}
      value={props.value as string[]}
      onChange={props.onChange}
      error={props.error}
      path={props.path}
    />
  )
}

/** The form for a new account; `?kind=` starts with a kind. */
export function NewAccountPage() {
  const { kind } = useSearch({ strict: false }) as { kind?: string }
  const navigate = useNavigate()
  return (
    <FormPage title="New account" parents={PARENTS}>
      <NewForm kind={kind ?? 'customer'} onDone={(id) => void navigate({ to: `/accounts/${id}` })} />
    </FormPage>
  )
}

function NewForm({ kind, onDone }: { readonly kind: string; readonly onDone: (id: string) => void }) {
  const navigate = useNavigate()
  return (
    <ContractForm
      contract={createAccount}
      initial={INITIAL[kind] ?? {}}
      own={own}
      act="Create account"
      says={(made) => `${made.label} created.`}
      onDone={(made) => onDone(made.id)}
      onCancel={() => void navigate({ to: '/accounts' })}
    />
  )
}

const INITIAL: Readonly<Record<string, Readonly<Record<string, unknown>>>> = Object.fromEntries(
  KINDS.map(({ value }) => [value, { kind: value }]),
)

const editOwn: OwnFields = { customAttributes: customFieldsOf('account', false) }

/** Edits an account. Its links are made on its page. */
export function EditAccountPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getAccount, { account: id })
  const navigate = useNavigate()
  const back = () => void navigate({ to: `/accounts/${id}` })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(account) => (
        <FormPage
          title={`Edit ${account.name}`}
          parents={[...PARENTS, { label: account.name, to: `/accounts/${id}` }]}
        >
          <ContractForm
            contract={updateAccount}
            initial={account}
            fixed={{ account: account.id, rowVersion: account.rowVersion }}
            own={editOwn}
            act="Save changes"
            says={(saved) => `${saved.label} saved.`}
            onDone={back}
            onCancel={back}
          />
        </FormPage>
      )}
    </Loaded>
  )
}
