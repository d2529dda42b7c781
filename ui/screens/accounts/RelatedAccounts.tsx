import { ActionIcon } from '@mantine/core'
import { mdiClose } from '@mdi/js'
import { relateAccounts, unrelateAccounts } from '@tallystick/accounts/contracts.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { ConfirmDialog } from '@tallystick/kit/feedback/ConfirmDialog.tsx'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { StateBadge } from '@tallystick/kit/format/StateBadge.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { useState } from 'react'
import { relatedKind, type Account } from './account-words.ts'
import { LinkForm } from './LinkForm.tsx'

type Related = Account['relatedAccounts'][number]

/** Partners that look after a customer, or the customers of a partner. */
export function RelatedAccounts({ account }: { readonly account: Account }) {
  const [ending, setEnding] = useState<Related | null>(null)
  const [times, setTimes] = useState(0)
  const relate = useCommand(relateAccounts, { says: 'Accounts related.', onDone: () => setTimes(times + 1) })
  const mayRelate = account.commands['relate-accounts']?.allowed === true
  const kind = relatedKind(account.kind)
  const noun = kind === 'partner' ? 'partner' : 'customer'
  return (
    <div className="t-stack">
      <SimpleTable
        label={`Related ${noun}s`}
        rows={account.relatedAccounts}
        keyOf={(row) => row.code + row.name}
        empty={
          kind === 'partner'
            ? 'No partner looks after this customer.'
            : 'The partner looks after no customer yet.'
        }
        columns={[
          {
            label: 'Account',
            cell: (row) =>
              row.id === null ? (
                row.label
              ) : (
                <Link to={`/accounts/${row.id}`} className="t-row-link">
                  {row.name}
                </Link>
              ),
          },
          { label: 'Account ID', cell: (row) => <span className="t-mono">{row.code}</span> },
          { label: 'State', cell: (row) => <StateBadge state={row.state} /> },
          ...(mayRelate
            ? [
                {
                  label: 'End',
                  cell: (row: Related) => (
                    <ActionIcon
                      aria-label={`End the relation with ${row.name}`}
                      onClick={() => setEnding(row)}
                    >
                      <Icon path={mdiClose} size={16} />
                    </ActionIcon>
                  ),
                },
              ]
            : []),
        ]}
      />
      {mayRelate && kind && (
        <LinkForm
          key={times}
          label={`Relate a ${noun}`}
          act="Relate"
          kind={kind}
          isBusy={relate.isPending}
          problem={relate.error}
          onLink={(relatedAccount) => relate.mutate({ account: account.id, relatedAccount })}
        />
      )}
      {ending && <EndRelation account={account} related={ending} onClose={() => setEnding(null)} />}
    </div>
  )
}

interface EndProps {
  readonly account: Account
  readonly related: Related
  readonly onClose: () => void
}

function EndRelation({ account, related, onClose }: EndProps) {
  const end = useCommand(unrelateAccounts, { says: 'Relation ended.', onDone: onClose })
  return (
    <ConfirmDialog
      opened
      title="End this relation?"
      consequence={`${account.name} and ${related.name} are no longer related. Entitlements that were sold stay as they are.`}
      act="End relation"
      call={actCall(unrelateAccounts, { account: account.id, relatedAccount: related.id ?? related.code })}
      isBusy={end.isPending}
      problem={end.error}
      onConfirm={() => end.mutate({ account: account.id, relatedAccount: related.id ?? related.code })}
      onClose={onClose}
    />
  )
}
