import { setTemporaryPassword } from '@tallystick/access/contracts.ts'
import {
  deactivateUser,
  deleteUser,
  getUser,
  reactivateUser,
  updateUser,
} from '@tallystick/accounts/contracts.ts'
import { listProductLines } from '@tallystick/catalog/contracts.ts'
import { useOperation, usePage } from '@tallystick/kit/data/queries.ts'
import { recordCommand, type RecordCommand } from '@tallystick/kit/details/commands.tsx'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import type { Fact } from '@tallystick/kit/details/Facts.tsx'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { StateBadge } from '@tallystick/kit/format/StateBadge.tsx'
import { Dash, Day, When } from '@tallystick/kit/format/When.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { useCustomFacts } from '@tallystick/screens/custom-attributes/custom-facts.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { kindWord, type User } from './account-words.ts'
import { UserSessions } from './UserSessions.tsx'

const PARENTS = [{ label: 'Users', to: '/users' }]

/** One person: where they belong, what they may do, where they are signed in. */
export function UserPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getUser, { user: id })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(user) => <ShownUser user={user} />}
    </Loaded>
  )
}

function ShownUser({ user }: { readonly user: User }) {
  const navigate = useNavigate()
  const session = useSession()
  const lines = useProductLineNames(user.productLines)
  const custom = useCustomFacts('user', user.customAttributes)
  return (
    <DetailsPage
      title={user.displayName}
      parents={PARENTS}
      state={user.isActive ? 'active' : 'inactive'}
      beside={
        <span className="t-muted">
          {user.maySignIn ? kindWord(user.kind) : `${kindWord(user.kind)} contact`}
        </span>
      }
      below={user.email}
      commands={commandsOf(user, () => void navigate({ to: '/users' }))}
      view={user.commands}
      facts={[...factsOf(user, lines), ...custom]}
      tabs={[
        {
          key: 'accounts',
          label: 'Accounts and roles',
          count: user.memberships.length,
          content: <Memberships user={user} />,
        },
        ...(session.may('users.manage') && user.maySignIn
          ? [{ key: 'sessions', label: 'Sessions', content: <UserSessions user={user} /> }]
          : []),
      ]}
      history={{ kind: 'user', id: user.id }}
    />
  )
}

/** Names of product lines by key; the keys until they are read. */
function useProductLineNames(ids: readonly string[]): readonly string[] {
  const query = usePage(listProductLines, { limit: 200 }, { enabled: ids.length > 0 })
  const rows = query.data?.rows ?? []
  return ids.map((id) => rows.find((row) => row.id === id)?.name ?? id)
}

function commandsOf(user: User, leave: () => void): readonly RecordCommand[] {
  const { id, displayName: name } = user
  return [
    recordCommand(updateUser, 'Edit', { to: `/users/${id}/edit` }),
    recordCommand(setTemporaryPassword, 'Send password link', {
      input: { user: id },
      confirm: {
        title: `Help ${name} to sign in?`,
        consequence: `A mail to ${user.email} lets ${name} choose a new password. The present one holds until then.`,
      },
      says: `Mail for ${name} is on its way.`,
    }),
    recordCommand(reactivateUser, 'Reactivate', {
      input: { user: id },
      confirm: {
        title: `Reactivate ${name}?`,
        consequence: 'Signing in works again, with the same password.',
      },
      says: `${name} is active again.`,
    }),
    recordCommand(deactivateUser, 'Deactivate', {
      input: { user: id },
      confirm: {
        title: `Deactivate ${name}?`,
        consequence: 'All sessions end at once, and signing in no longer works. The history stays.',
      },
      says: `${name} is inactive.`,
    }),
    recordCommand(deleteUser, 'Delete', {
      input: { user: id },
      confirm: { title: `Delete ${name}?`, consequence: 'The person is removed for good.', isDanger: true },
      says: `${name} is deleted.`,
      onDone: leave,
    }),
  ]
}

function factsOf(user: User, productLines: readonly string[]): readonly (Fact | null)[] {
  const town = [user.postalCode, user.city].filter(Boolean).join(' ')
  const address = [user.street, town, user.province, user.country].filter(Boolean).join('\n')
  return [
    { label: 'User name', value: <Id text={user.userName} label="user name" /> },
    { label: 'Name', value: `${user.firstName} ${user.lastName}` },
    {
      label: 'Signs in',
      value: user.maySignIn ? (user.isShared ? 'Yes, shared by several people' : 'Yes') : 'No: contact',
    },
    user.maySignIn ? { label: 'Last sign-in', value: <When instant={user.lastSignedInAt} /> } : null,
    { label: 'Product lines', value: productLines.length === 0 ? 'All' : productLines.join(', ') },
    user.phone ? { label: 'Phone', value: user.phone } : null,
    user.fax ? { label: 'Fax', value: user.fax } : null,
    address ? { label: 'Address', value: address } : null,
    { label: 'Language and time zone', value: `${user.locale}, ${user.timeZone || 'zone of the device'}` },
    { label: 'Mail about expiring entitlements', value: user.wantsExpiringMail ? 'Yes' : 'No' },
    { label: 'News by email', value: user.wantsMarketing ? 'Yes' : 'No' },
    { label: 'Created', value: <When instant={user.createdAt} /> },
  ]
}

function Memberships({ user }: { readonly user: User }) {
  const mayViewRoles = useSession().may('roles.view')
  return (
    <SimpleTable
      label="Accounts and roles"
      rows={user.memberships}
      keyOf={(row) => row.account.code}
      empty="None that you may see."
      columns={[
        {
          label: 'Account',
          cell: ({ account }) =>
            account.id === null ? (
              account.label
            ) : (
              <Link to={`/accounts/${account.id}`} className="t-row-link">
                {account.name}
              </Link>
            ),
        },
        { label: 'State', cell: ({ account }) => <StateBadge state={account.state} /> },
        {
          label: 'Roles',
          cell: ({ roles }) =>
            roles.length === 0 ? (
              <Dash />
            ) : (
              roles.map((role) => (
                <div key={role.id}>
                  {mayViewRoles ? <Link to={`/roles/${role.id}`}>{role.name}</Link> : role.name}
                </div>
              ))
            ),
        },
        {
          label: 'First day without it',
          cell: ({ expiresOn }) => (expiresOn ? <Day date={expiresOn} /> : 'Never ends'),
        },
      ]}
    />
  )
}
