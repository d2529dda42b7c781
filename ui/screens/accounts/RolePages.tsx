import './accounts.css'
import {
  createRole,
  getRole,
  listPermissions,
  listRoles,
  updateRole,
} from '@tallystick/accounts/contracts.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { mdiCheck } from '@mdi/js'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { recordCommand } from '@tallystick/kit/details/commands.tsx'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import { useParams } from '@tanstack/react-router'
import { groupsOf } from './permission-groups.ts'

const PARENTS = [{ label: 'Roles', to: '/roles' }]

/** Roles, predefined and own ones. */
export function RolesPage() {
  const session = useSession()
  return (
    <ListPage
      list={listRoles}
      open={(row) => `/roles/${row.id}`}
      actions={session.may('roles.manage') && <CreateButton to="/roles/new">New role</CreateButton>}
      teach="A role is a set of permissions that users get with an account."
    />
  )
}

/** One role with what it permits, by group. */
export function RolePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getRole, { role: id })
  const session = useSession()
  return (
    <Loaded query={query} parents={PARENTS}>
      {(role) => (
        <DetailsPage
          title={role.name}
          parents={PARENTS}
          state={role.isActive ? 'active' : 'inactive'}
          below={
            role.isSystem ? 'Predefined: it cannot be changed. Copy it into a role of your own.' : undefined
          }
          commands={[
            recordCommand(updateRole, 'Edit', { to: `/roles/${role.id}/edit` }),
            recordCommand(createRole, 'New from this', { to: `/roles/new?from=${role.id}` }),
          ]}
          view={session.may('roles.manage') ? { ...role.commands, 'create-role': { allowed: true } } : {}}
          facts={[
            {
              label: 'For users of',
              value: role.kind === 'producer' ? 'the producer' : 'customers and partners',
            },
            { label: 'Given to', value: countText(role.uses, 'user') },
            { label: 'Last modified', value: <When instant={role.updatedAt} /> },
            role.description ? { label: 'Description', value: role.description, isWide: true } : null,
          ]}
          history={{ kind: 'role', id: role.id }}
          tabs={[
            {
              key: 'permissions',
              label: 'Permissions',
              count: role.permissions.length,
              content: <Permissions held={role.permissions} isAll={role.holdsEverything} />,
            },
          ]}
        />
      )}
    </Loaded>
  )
}

function Permissions({ held, isAll }: { readonly held: readonly string[]; readonly isAll: boolean }) {
  const query = useOperation(listPermissions, {})
  const has = new Set(held)
  const groups = groupsOf(query.data?.permissions ?? []).map(({ group, permissions }) => ({
    group,
    permissions: permissions.filter(({ code }) => has.has(code)),
  }))
  const shown = groups.filter(({ permissions }) => permissions.length > 0)
  return (
    <div className="t-stack">
      {isAll && <p>Everything, also what is added later.</p>}
      {query.data && shown.length === 0 && <p className="t-hint">Nothing is permitted yet. Edit the role.</p>}
      <div className="a-groups">
        {shown.map(({ group, permissions }) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul className="a-permissions">
              {permissions.map(({ code, label }) => (
                <li key={code} title={code}>
                  <Icon path={mdiCheck} size={14} /> {label}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  )
}
