import { ActionIcon } from '@mantine/core'
import { mdiLinkOff } from '@mdi/js'
import { linkSubAccount, unlinkSubAccount } from '@tallystick/accounts/contracts.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { ConfirmDialog } from '@tallystick/kit/feedback/ConfirmDialog.tsx'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { useState } from 'react'
import { LINES_MAX, treeLines, type TreeLine } from './account-tree.ts'
import type { Account } from './account-words.ts'
import { LinkForm } from './LinkForm.tsx'

/** Where the account stands: everything above and below it in one tree; direct links are made and taken here. */
export function AccountStructure({ account }: { readonly account: Account }) {
  const lines = treeLines(account, account.parents, account.subAccounts)
  const [unlinking, setUnlinking] = useState<TreeLine | null>(null)
  const mayLink = account.commands['link-sub-account']?.allowed === true
  const labels = new Map(lines.map(({ id, label }) => [id, label]))
  const isDirect = (line: TreeLine) =>
    line.parentId === account.id || (line.isShown && line.parentId !== null)
  return (
    <div className="t-stack">
      <ul className="a-tree" aria-label="Accounts above and below">
        {lines.map((line, at) => (
          <li key={`${line.parentId} ${line.id} ${at}`} style={{ paddingInlineStart: 12 + line.depth * 24 }}>
            {line.isShown ? (
              <strong>{line.label}</strong>
            ) : (
              <Link to={`/accounts/${line.id}`}>{line.label}</Link>
            )}
            {line.isShown && <span className="t-muted"> this account</span>}
            {mayLink && isDirect(line) && (
              <ActionIcon
                aria-label={`Take ${line.label} away from ${labels.get(line.parentId ?? '') ?? ''}`}
                onClick={() => setUnlinking(line)}
              >
                <Icon path={mdiLinkOff} size={16} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {lines.length >= LINES_MAX && <p className="t-hint">Only the first {LINES_MAX} lines are drawn.</p>}
      {mayLink && <Links account={account} />}
      {unlinking && (
        <Unlink
          line={unlinking}
          parent={labels.get(unlinking.parentId ?? '') ?? ''}
          onClose={() => setUnlinking(null)}
        />
      )}
    </div>
  )
}

function Links({ account }: { readonly account: Account }) {
  const [times, setTimes] = useState(0)
  const onDone = () => setTimes(times + 1)
  const below = useCommand(linkSubAccount, { says: 'Sub-account added.', onDone })
  const above = useCommand(linkSubAccount, { says: 'Account put below the other.', onDone })
  return (
    <div className="a-links" key={times}>
      <LinkForm
        label="Add a sub-account"
        act="Link below"
        kind={account.kind}
        isBusy={below.isPending}
        problem={below.error}
        onLink={(subAccount) => below.mutate({ account: account.id, subAccount })}
      />
      <LinkForm
        label="Put it below another account"
        act="Link above"
        kind={account.kind}
        isBusy={above.isPending}
        problem={above.error}
        onLink={(parent) => above.mutate({ account: parent, subAccount: account.id })}
      />
    </div>
  )
}

interface UnlinkProps {
  readonly line: TreeLine
  readonly parent: string
  readonly onClose: () => void
}

function Unlink({ line, parent, onClose }: UnlinkProps) {
  const unlink = useCommand(unlinkSubAccount, { says: 'Link taken away.', onDone: onClose })
  return (
    <ConfirmDialog
      opened
      title="Take this link away?"
      consequence={`Users of ${parent} no longer see ${line.label} and what is below it, unless another way leads there.`}
      act="Take away"
      call={actCall(unlinkSubAccount, { account: line.parentId ?? '', subAccount: line.id })}
      isBusy={unlink.isPending}
      problem={unlink.error}
      onConfirm={() => unlink.mutate({ account: line.parentId ?? '', subAccount: line.id })}
      onClose={onClose}
    />
  )
}
