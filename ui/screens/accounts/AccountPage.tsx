import './accounts.css'
import {
  deactivateAccount,
  deleteAccount,
  getAccount,
  listUsers,
  reactivateAccount,
  updateAccount,
} from '@tallystick/accounts/contracts.ts'
import { listEntitlements } from '@tallystick/entitlements/contracts.ts'
import { listHosts } from '@tallystick/hosts/contracts.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { recordCommand, type RecordCommand } from '@tallystick/kit/details/commands.tsx'
import { DetailsPage, Loaded, type RecordTab } from '@tallystick/kit/details/DetailsPage.tsx'
import type { Fact } from '@tallystick/kit/details/Facts.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import { useCustomFacts } from '@tallystick/screens/custom-attributes/custom-facts.tsx'
import { ENTITLEMENT_CELLS } from '@tallystick/screens/entitlements/EntitlementsPages.tsx'
import { entitlementPath } from '@tallystick/screens/entitlements/paths.ts'
import { useNavigate, useParams } from '@tanstack/react-router'
import { addressLines, kindWord, relatedKind, type Account } from './account-words.ts'
import { AccountStructure } from './AccountStructure.tsx'
import { RelatedAccounts } from './RelatedAccounts.tsx'

const PARENTS = [{ label: 'Accounts', to: '/accounts' }]

/** One account: who it is, where it stands among others, its people, what it owns. */
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
  const navigate = useNavigate()
  const session = useSession()
  const custom = useCustomFacts('account', account.customAttributes)
  const around = account.parents.length + account.subAccounts.length
  const tabs: readonly (RecordTab & { readonly permission: string | null })[] = [
    {
      key: 'structure',
      label: 'Structure',
      ...(around > 0 ? { count: around } : {}),
      content: <AccountStructure account={account} />,
      permission: null,
    },
    { key: 'users', label: 'Users', content: <Users account={account} />, permission: 'users.view' },
    ...(account.kind === 'producer'
      ? []
      : [
          {
            key: 'entitlements',
            label: 'Entitlements',
            content: <Entitlements account={account.id} />,
            permission: 'entitlements.view',
          },
          {
            key: 'hosts',
            label: 'Hosts',
            content: <Hosts account={account.id} />,
            permission: 'licenses.view',
          },
        ]),
    ...(relatedKind(account.kind) === null
      ? []
      : [
          {
            key: 'related',
            label: relatedKind(account.kind) === 'partner' ? 'Partners' : 'Customers',
            count: account.relatedAccounts.length,
            content: <RelatedAccounts account={account} />,
            permission: null,
          },
        ]),
  ]
  return (
    <DetailsPage
      title={account.name}
      parents={PARENTS}
      state={account.state}
      beside={<span className="t-muted">{kindWord(account.kind)}</span>}
      below={<Id text={account.code} label="account ID" />}
      commands={commandsOf(account, () => void navigate({ to: '/accounts' }))}
      view={account.commands}
      facts={[...factsOf(account), ...custom]}
      tabs={tabs.filter(({ permission }) => session.may(permission))}
      history={{ kind: 'account', id: account.id }}
    />
  )
}

function commandsOf(account: Account, leave: () => void): readonly RecordCommand[] {
  const { id, name } = account
  const below = account.subAccounts.length
  return [
    recordCommand(updateAccount, 'Edit', { to: `/accounts/${id}/edit` }),
    recordCommand(reactivateAccount, 'Reactivate', {
      input: { account: id },
      confirm: { title: `Reactivate ${name}?`, consequence: 'Its users can act for it again.' },
      says: `${name} is active again.`,
    }),
    recordCommand(deactivateAccount, 'Deactivate', {
      input: { account: id },
      confirm: {
        title: `Deactivate ${name}?`,
        consequence:
          'Its users act for it no more, and nothing new can be sold to it. Entitlements and licenses stay as they are.',
      },
      says: `${name} is inactive.`,
    }),
    recordCommand(deleteAccount, 'Delete', {
      input: { account: id, subtree: below > 0 },
      confirm: {
        title: `Delete ${name}?`,
        consequence:
          below > 0
            ? `The account and the ${countText(below, 'account')} below it are removed for good.`
            : 'The account is removed for good.',
        isDanger: true,
        ...(below > 0 ? { typed: account.code } : {}),
      },
      says: `${name} is deleted.`,
      onDone: leave,
    }),
  ]
}

function factsOf(account: Account): readonly (Fact | null)[] {
  return [
    { label: 'Address', value: addressLines(account) },
    account.region ? { label: 'Region', value: account.region } : null,
    account.kind === 'customer'
      ? {
          label: 'Unrelated partners read',
          value: account.isVisibleToPartners ? 'its name' : 'Name Withheld',
        }
      : null,
    { label: 'Created', value: <When instant={account.createdAt} /> },
    { label: 'Last modified', value: <When instant={account.updatedAt} /> },
    account.description ? { label: 'Description', value: account.description, isWide: true } : null,
  ]
}

function Users({ account }: { readonly account: Account }) {
  const session = useSession()
  return (
    <ListPage
      list={listUsers}
      params={{ account: account.id }}
      isPart
      open={(row) => `/users/${row.id}`}
      linkColumn="displayName"
      actions={
        session.may('users.manage') && (
          <CreateButton to={`/users/new?account=${account.id}`}>New user</CreateButton>
        )
      }
      teach="Nobody belongs to it yet."
    />
  )
}

function Entitlements({ account }: { readonly account: string }) {
  return (
    <ListPage
      list={listEntitlements}
      params={{ account }}
      isPart
      title="Entitlements"
      open={(row) => entitlementPath(row.id)}
      cells={ENTITLEMENT_CELLS}
      teach="Entitlements in which it is end customer, reseller or distributor would be here."
    />
  )
}

function Hosts({ account }: { readonly account: string }) {
  return (
    <ListPage
      list={listHosts}
      params={{ account }}
      isPart
      cells={{ label: (row) => <span className="t-mono">{row.label}</span> }}
      teach="Hosts appear here when line items are activated on them."
    />
  )
}
