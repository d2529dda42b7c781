import type { AccountKind } from '@tallystick/accounts/model.ts'
import { listAccounts } from '@tallystick/accounts/contracts.ts'
import type { ListPageProps } from '@tallystick/kit/list/list-view.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import { useAccountOptions } from '@tallystick/screens/custom-attributes/search-options.ts'

/** How accounts look in a list. */
export const ACCOUNT_CELLS: NonNullable<ListPageProps<typeof listAccounts>['cells']> = {
  code: (row) => <span className="t-mono">{row.code}</span>,
}

interface KindProps {
  readonly kind: AccountKind | null
  readonly title: string
  readonly noun: string
  readonly teach: string
}

function AccountList({ kind, title, noun, teach }: KindProps) {
  const session = useSession()
  const to = kind === null ? '/accounts/new' : `/accounts/new?kind=${kind}`
  return (
    <ListPage
      list={listAccounts}
      useAttributes={useAccountOptions}
      title={title}
      {...(kind === null ? {} : { params: { kind } })}
      open={(row) => `/accounts/${row.id}`}
      linkColumn="name"
      cells={ACCOUNT_CELLS}
      actions={session.may('accounts.manage') && <CreateButton to={to}>New {noun}</CreateButton>}
      teach={teach}
    />
  )
}

/** Accounts of every kind. */
export function AccountsPage() {
  return (
    <AccountList
      kind={null}
      title="Accounts"
      noun="account"
      teach="Customers and partners appear here, with the people in them."
    />
  )
}

/** Customers alone. */
export function CustomersPage() {
  return (
    <AccountList
      kind="customer"
      title="Customers"
      noun="customer"
      teach="A customer is whom entitlements are for."
    />
  )
}

/** Partners alone. */
export function PartnersPage() {
  return (
    <AccountList
      kind="partner"
      title="Partners"
      noun="partner"
      teach="A partner sells to customers: a distributor or a reseller."
    />
  )
}
