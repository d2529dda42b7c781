import './accounts.css'
import { createRole, getRole, updateRole } from '@tallystick/accounts/contracts.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { ContractForm } from '@tallystick/kit/form/ContractForm.tsx'
import type { OwnFields } from '@tallystick/kit/form/Field.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { PermissionsField } from './PermissionsField.tsx'

const PARENTS = [{ label: 'Roles', to: '/roles' }]
const NOTHING = {}

const own: OwnFields = { permissions: (props) => <PermissionsField {...props} /> }

/** The form for a new role; `?from=` starts with the permissions of another. */
export function NewRolePage() {
  const { from } = useSearch({ strict: false }) as { from?: string }
  const query = useOperation(getRole, { role: from ?? '' }, { enabled: from !== undefined })
  if (from === undefined) return <NewForm initial={NOTHING} />
  return (
    <Loaded query={query} parents={PARENTS}>
      {({ kind, permissions }) => <FromRole kind={kind} permissions={permissions} />}
    </Loaded>
  )
}

function FromRole({ kind, permissions }: { readonly kind: string; readonly permissions: readonly string[] }) {
  const initial = useMemo(() => ({ kind, permissions }), [kind, permissions])
  return <NewForm initial={initial} />
}

function NewForm({ initial }: { readonly initial: Readonly<Record<string, unknown>> }) {
  const navigate = useNavigate()
  return (
    <FormPage title="New role" parents={PARENTS}>
      <ContractForm
        contract={createRole}
        initial={initial}
        own={own}
        isWide
        act="Create role"
        says={(made) => `${made.name} created.`}
        onDone={(made) => void navigate({ to: `/roles/${made.id}` })}
        onCancel={() => void navigate({ to: '/roles' })}
      />
    </FormPage>
  )
}

/** Edits a role that is not predefined. */
export function EditRolePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getRole, { role: id })
  const navigate = useNavigate()
  const back = () => void navigate({ to: `/roles/${id}` })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(role) => (
        <FormPage
          title={`Edit ${role.name}`}
          parents={[...PARENTS, { label: role.name, to: `/roles/${id}` }]}
        >
          <ContractForm
            contract={updateRole}
            initial={role}
            fixed={{ role: role.id, rowVersion: role.rowVersion }}
            own={own}
            isWide
            act="Save changes"
            says={(saved) => `${saved.name} saved.`}
            onDone={back}
            onCancel={back}
          />
        </FormPage>
      )}
    </Loaded>
  )
}
