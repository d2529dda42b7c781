import type { OutputOf } from '@tallystick/api/client.ts'
import { getAccount } from '@tallystick/accounts/operations/get-account.contract.ts'
import { listAccounts } from '@tallystick/accounts/operations/list-accounts.contract.ts'
import { listUsers } from '@tallystick/accounts/operations/list-users.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { useCustomFacts } from '@tallystick/screens/custom-attributes/custom-facts.tsx'
import { useParams } from '@tanstack/react-router'

type Account = OutputOf<typeof getAccount>

const PARENTS = [{ label: 'Accounts', to: '/accounts' }]

/** One account with its users and sub-accounts. */
export function AccountPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getAccount, { account: id })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(account) => <ShownAccount account={account} />}
    </Loaded>
  )
}

function ShownAccount({ account }: { readonly account: Account }) {
  const session = useSession()
  const custom = useCustomFacts('account', account.customAttributes)
  const users = {
    key: 'users',
    label: 'Users',
    content: (
      <ListPage list={listUsers} params={{ account: account.id }} isPart teach="Nobody belongs to it yet." />
    ),
  }
  return (
    <DetailsPage
      title={account.name}
      parents={PARENTS}
      state={account.state}
      below={<Id text={account.code} label="account ID" />}
      facts={[
        { label: 'Address', value: addressOf(account), isWide: false },
        account.region ? { label: 'Region', value: account.region } : null,
        account.parents.length > 0
          ? { label: 'Belongs to', value: <Mentions accounts={account.parents} /> }
          : null,
        account.relatedAccounts.length > 0
          ? { label: 'Related accounts', value: <Mentions accounts={account.relatedAccounts} /> }
          : null,
        ...custom,
        account.description ? { label: 'Description', value: account.description, isWide: true } : null,
      ]}
      tabs={[
        ...(session.may('users.view') ? [users] : []),
        {
          key: 'sub-accounts',
          label: 'Sub-accounts',
          content: (
            <ListPage
              list={listAccounts}
              params={{ below: account.id }}
              isPart
              title="Sub-accounts"
              open={(row) => `/accounts/${row.id}`}
              linkColumn="name"
              teach="This account has no accounts below it."
            />
          ),
        },
      ]}
    />
  )
}

function Mentions({ accounts }: { readonly accounts: Account['relatedAccounts'] }) {
  return accounts.map((account) => (
    <div key={account.code}>
      {account.id === null ? account.label : <Link to={`/accounts/${account.id}`}>{account.label}</Link>}
    </div>
  ))
}

function addressOf(account: Account): string {
  const town = [account.postalCode, account.city].filter(Boolean).join(' ')
  return [account.address1, account.address2, town, account.province, account.country]
    .filter(Boolean)
    .join(', ')
}
