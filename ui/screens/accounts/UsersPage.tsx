import { listUsers } from '@tallystick/accounts/contracts.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import { useUserOptions } from '@tallystick/screens/custom-attributes/search-options.ts'

/** Everybody who signs in, and contacts who do not. */
export function UsersPage() {
  const session = useSession()
  return (
    <ListPage
      list={listUsers}
      useAttributes={useUserOptions}
      open={(row) => `/users/${row.id}`}
      linkColumn="displayName"
      actions={session.may('users.manage') && <CreateButton to="/users/new">New user</CreateButton>}
      teach="Users sign in and act for accounts; contacts are only written to."
    />
  )
}
