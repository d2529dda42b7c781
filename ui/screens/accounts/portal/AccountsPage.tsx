import { listAccounts } from '@tallystick/accounts/operations/list-accounts.contract.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'

/** The reader's accounts and their sub-accounts. */
export function AccountsPage() {
  return (
    <ListPage
      list={listAccounts}
      open={(row) => `/accounts/${row.id}`}
      linkColumn="name"
      teach="Your company's account and those below it would be here."
    />
  )
}
