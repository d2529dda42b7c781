import { Checkbox, NumberInput, Textarea, TextInput } from '@mantine/core'
import { findTransferTargets } from '@tallystick/entitlements/operations/find-transfer-targets.contract.ts'
import { transferLineItem } from '@tallystick/entitlements/operations/transfer-line-item.contract.ts'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { useState } from 'react'
import {
  copiesWords,
  LoadedItem,
  MoveWizard,
  MoveWords,
  nameOf,
  type LineItemsAt,
  type MovedItem,
  type MoveStep,
} from './MoveWizard.tsx'
import { closedWords } from './split-words.ts'
import { labelOf, NO_TARGET, TargetChoice, type Target } from './TargetChoice.tsx'

/** *Transfer*: copies of a line item change their owner. ENT-06. */
export function TransferPage({ at }: { readonly at: LineItemsAt }) {
  return <LoadedItem at={at}>{(item) => <Transfer at={at} item={item} />}</LoadedItem>
}

function Transfer({ at, item }: { readonly at: LineItemsAt; readonly item: MovedItem }) {
  const isDirect = useSession().may('entitlements.approve-transfers') && at === '/line-items'
  const free = item.copiesAvailable
  const [target, setTarget] = useState<Target>(NO_TARGET)
  const [copies, setCopies] = useState<number | null>(free)
  const [note, setNote] = useState('')
  const [keeps, setKeeps] = useState(false)
  const [entitlement, setEntitlement] = useState('')
  const check = useCommand(transferLineItem, { verify: true })
  const transfer = useCommand(transferLineItem, {
    says: ({ copies: n, to }) =>
      to.state === 'on-hold'
        ? `${copiesWords(n)} ${n === 1 ? 'waits' : 'wait'} for the producer's approval.`
        : `${copiesWords(n)} went to ${to.soldTo}.`,
  })
  const { account } = target
  const input = {
    id: item.id,
    account: account?.id ?? '',
    copies: copies ?? 0,
    ...(target.contact && { contact: target.contact }),
    ...(note.trim() && { note: note.trim() }),
    ...(keeps && { keepsActivationId: true }),
    ...(entitlement.trim() && { entitlement: entitlement.trim() }),
  }
  const missing = (step: MoveStep) => {
    if (step === 'account' && !account) return 'Choose the account that the copies go to.'
    if (step === 'amount' && !copies) return 'Say how many copies go.'
    if (step === 'amount' && (copies ?? 0) > free)
      return `Only ${copiesWords(free)} ${free === 1 ? 'is' : 'are'} free.`
    return null
  }
  return (
    <MoveWizard
      at={at}
      item={item}
      title={`Transfer ${nameOf(item)}`}
      act={`Transfer ${copiesWords(copies ?? 0)}`}
      closed={closedWords({ isKeys: false, free })}
      missing={missing}
      problem={transfer.error ?? check.error}
      isBusy={transfer.isPending || check.isPending}
      onCheck={() => {
        transfer.reset()
        check.mutate(input)
      }}
      onAct={() => transfer.mutate(input)}
      summary={
        <div className="m-summary">
          <h3>{nameOf(item)}</h3>
          <p className="t-hint">
            {copiesWords(free)} of {item.entitlement.entitlementId} {free === 1 ? 'is' : 'are'} free. No
            license of the entitlement may be active.
          </p>
          {account && (
            <p>
              {copies ? copiesWords(copies) : 'Copies'} for {labelOf(account)}
            </p>
          )}
        </div>
      }
      steps={{
        account: (
          <TargetChoice
            target={target}
            onChange={setTarget}
            useAccounts={(text, enabled) => {
              const query = useOperation(findTransferTargets, { id: item.id, text }, { enabled })
              return { accounts: query.data?.accounts ?? [], isSearching: query.isFetching }
            }}
            description={isDirect ? 'Any active account.' : 'Accounts of your own hierarchy.'}
          />
        ),
        amount: (
          <>
            <NumberInput
              label="Transfer amount"
              description={`${copiesWords(free)} ${free === 1 ? 'is' : 'are'} free.`}
              withAsterisk
              min={1}
              max={free}
              clampBehavior="none"
              allowDecimal={false}
              value={copies ?? ''}
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              onChange={(next) => setCopies(typeof next === 'number' ? next : null)}
            />
            {isDirect && (
              <>
                <Checkbox
                  label="Keep the activation ID"
                  description="For all copies only. What is left of the origin gets another ID."
                  checked={keeps}
                  onChange={(event) => setKeeps(event.currentTarget.checked)}
                />
                <TextInput
                  label="Into the entitlement"
                  description="ID of an entitlement of the target account. Empty: a new one is made."
                  value={entitlement}
                  inputWrapperOrder={['label', 'input', 'error', 'description']}
                  onChange={(event) => setEntitlement(event.currentTarget.value)}
                />
              </>
            )}
            <Textarea
              label={isDirect ? 'Note' : 'Note for the approval'}
              autosize
              minRows={2}
              maxLength={1000}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          </>
        ),
        review: check.data ? (
          <MoveWords moved={check.data} isDone={false} />
        ) : (
          check.isPending && <p className="t-hint">Asking the server…</p>
        ),
      }}
      result={
        transfer.data ? (
          <div className="m-result">
            <h2>{transfer.data.transfer.state === 'waiting' ? 'Waiting for approval' : 'Transferred'}</h2>
            <MoveWords moved={transfer.data} isDone />
            <p>
              Activation ID of {transfer.data.to.soldTo}:{' '}
              <Id text={transfer.data.to.activationId} label="activation ID" />
            </p>
          </div>
        ) : null
      }
    />
  )
}
