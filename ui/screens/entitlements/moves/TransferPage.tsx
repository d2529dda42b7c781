import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { findTransferTargets } from '@tallystick/entitlements/operations/find-transfer-targets.contract.ts'
import { transferLineItem } from '@tallystick/entitlements/operations/transfer-line-item.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { useSession } from '@tallystick/kit/session/session.ts'
import { copiesText } from '../sold-words.ts'
import type { LineItemsAt, MovedItem, MoveStep } from './moved.ts'
import { AmountField, MoveDone, MoveReview } from './MoveParts.tsx'
import { LoadedItem, MoveWizard } from './MoveWizard.tsx'
import { amountProblem, type SplitStock } from './split-words.ts'
import { labelOf, NO_TARGET, TargetChoice, type Target } from './TargetChoice.tsx'
import { useMove, useMoveCheck } from './use-move.ts'

/** What was typed into a transfer so far. */
interface TransferDraft {
  readonly step: MoveStep
  readonly target: Target
  readonly copies: number | null
  readonly note: string
  readonly keeps: boolean
  readonly entitlement: string
}

/** *Transfer*: copies of a line item change their owner. ENT-06. */
export function TransferPage({ at }: { readonly at: LineItemsAt }) {
  return <LoadedItem at={at}>{(item) => <Transfer at={at} item={item} />}</LoadedItem>
}

function newTransfer(item: MovedItem): TransferDraft {
  const { copiesAvailable: copies } = item
  return { step: 'account', target: NO_TARGET, copies, note: '', keeps: false, entitlement: '' }
}

function requestOf(item: MovedItem, draft: TransferDraft) {
  const { account, contact } = draft.target
  return {
    id: item.id,
    account: account?.id ?? '',
    copies: draft.copies ?? 0,
    ...(contact && { contact }),
    ...(draft.note.trim() && { note: draft.note.trim() }),
    ...(draft.keeps && { keepsActivationId: true }),
    ...(draft.entitlement.trim() && { entitlement: draft.entitlement.trim() }),
  }
}

function Transfer({ at, item }: { readonly at: LineItemsAt; readonly item: MovedItem }) {
  const isDirect = useSession().may('entitlements.approve-transfers') && at === '/line-items'
  const stock: SplitStock = { isKeys: false, free: item.copiesAvailable, copiesTotal: item.copiesTotal }
  const { act, draft, change } = useMove(
    transferLineItem,
    item,
    () => newTransfer(item),
    ({ copies: n, to }) =>
      to.state === 'on-hold'
        ? `${copiesText(n)} ${n === 1 ? 'waits' : 'wait'} for the producer's approval.`
        : `${copiesText(n)} went to ${to.soldTo}.`,
  )
  const { step, target, copies } = draft
  const { account } = target
  const request = requestOf(item, draft)
  const check = useMoveCheck(transferLineItem, request, step === 'review' && !act.isSuccess)
  const missing = (one: MoveStep) => {
    if (one === 'account' && !account) return 'Choose the account that the copies go to.'
    return one === 'amount' ? amountProblem(stock, copies) : null
  }
  return (
    <MoveWizard
      at={at}
      item={item}
      verb="Transfer"
      stock={stock}
      hint={`${copiesText(stock.free)} of ${item.entitlement.entitlementId} ${stock.free === 1 ? 'is' : 'are'} free. No license of the entitlement may be active.`}
      copies={copies}
      account={account ? labelOf(account) : ''}
      step={step}
      onStep={(next) => change({ step: next })}
      missing={missing}
      check={check}
      carriedOut={act}
      onAct={() => act.mutate(request)}
      steps={{
        account: (
          <TargetChoice
            target={target}
            onChange={(next) => change({ target: next })}
            useAccounts={(text, enabled) => {
              const query = useOperation(findTransferTargets, { id: item.id, text }, { enabled })
              return { accounts: query.data?.accounts ?? [], isSearching: query.isFetching }
            }}
            description={isDirect ? 'Any active account.' : 'Accounts of your own hierarchy.'}
          />
        ),
        amount: (
          <>
            <AmountField
              label="Transfer amount"
              stock={stock}
              copies={copies}
              onChange={(next) => change({ copies: next })}
            />
            <TransferFields draft={draft} change={change} isDirect={isDirect} />
          </>
        ),
        review: <MoveReview moved={check.data ?? null} isAsking={check.isPending} stock={stock} />,
      }}
      result={
        act.data ? (
          <MoveDone
            heading={act.data.transfer.state === 'waiting' ? 'Waiting for approval' : 'Transferred'}
            moved={act.data}
            stock={stock}
          />
        ) : null
      }
    />
  )
}

interface TransferFieldsProps {
  readonly draft: TransferDraft
  readonly change: (patch: Partial<TransferDraft>) => void
  /** Nobody has to approve it. */
  readonly isDirect: boolean
}

/** How the copies go, and a note. */
function TransferFields({ draft, change, isDirect }: TransferFieldsProps) {
  return (
    <>
      {isDirect && (
        <>
          <Checkbox
            label="Keep the activation ID"
            description="For all copies only. What is left of the origin gets another ID."
            checked={draft.keeps}
            onChange={(event) => change({ keeps: event.currentTarget.checked })}
          />
          <TextInput
            label="Into the entitlement"
            description="ID of an entitlement of the target account. Empty: a new one is made."
            value={draft.entitlement}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            onChange={(event) => change({ entitlement: event.currentTarget.value })}
          />
        </>
      )}
      <Textarea
        label={isDirect ? 'Note' : 'Note for the approval'}
        autosize
        minRows={2}
        maxLength={1000}
        value={draft.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
    </>
  )
}
