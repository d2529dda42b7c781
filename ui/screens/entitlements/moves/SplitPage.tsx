import { NumberInput, Radio, Stack } from '@mantine/core'
import { getBulkEntitlement } from '@tallystick/entitlements/operations/bulk-entitlements.contract.ts'
import { getEntitlement } from '@tallystick/entitlements/operations/get-entitlement.contract.ts'
import { listSimilarLineItems } from '@tallystick/entitlements/operations/list-similar-line-items.contract.ts'
import { splitLineItem } from '@tallystick/entitlements/operations/split-line-item.contract.ts'
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
  type Moved,
  type MovedItem,
  type MoveStep,
} from './MoveWizard.tsx'
import { newAccountWords } from './new-account.ts'
import {
  amountProblem,
  amountWords,
  closedWords,
  freeWords,
  stockWords,
  type SplitStock,
} from './split-words.ts'
import { SplitTargetStep, useSplitTarget } from './SplitTarget.tsx'

/** *Split*: a part of the free copies goes on to a related account. ENT-05. */
export function SplitPage({ at }: { readonly at: LineItemsAt }) {
  return <LoadedItem at={at}>{(item) => <Split at={at} item={item} />}</LoadedItem>
}

function Split({ at, item }: { readonly at: LineItemsAt; readonly item: MovedItem }) {
  const choice = useSplitTarget(item)
  const stock = useStock(item)
  const { isNew, tier, label } = choice
  const [into, setInto] = useState<string | null>(null)
  const [copies, setCopies] = useState<number | null>(1)
  const check = useCommand(splitLineItem, { verify: true })
  const split = useCommand(splitLineItem, {
    says: ({ copies: n, to }) => `${amountWords(stock, n)} went to ${to.soldTo}.`,
  })
  const account = isNew ? null : choice.target.account
  const input = {
    id: item.id,
    ...choice.input,
    copies: copies ?? 0,
    ...(into && !isNew && { into }),
  }
  const missing = (step: MoveStep) => {
    if (step === 'account') return choice.missing
    return step === 'amount' ? amountProblem(stock, copies) : null
  }
  return (
    <MoveWizard
      at={at}
      item={item}
      title={`Split ${nameOf(item)}`}
      act={`Split ${amountWords(stock, copies ?? 0)}`}
      closed={closedWords(stock)}
      missing={missing}
      problem={split.error ?? check.error}
      isBusy={split.isPending || check.isPending}
      onCheck={() => {
        split.reset()
        check.mutate(input)
      }}
      onAct={() => split.mutate(input)}
      summary={
        <div className="m-summary">
          <h3>{nameOf(item)}</h3>
          <p className="t-hint">{stockWords(stock)}</p>
          {label && (
            <p>
              {copies ? amountWords(stock, copies) : stock.isKeys ? 'Keys' : 'Copies'} for {label}
            </p>
          )}
        </div>
      }
      steps={{
        account: <SplitTargetStep item={item} choice={choice} onChange={() => setInto(null)} />,
        amount: (
          <>
            <NumberInput
              label="Split amount"
              description={freeWords(stock)}
              withAsterisk
              min={1}
              max={stock.free}
              clampBehavior="none"
              allowDecimal={false}
              value={copies ?? ''}
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              onChange={(next) => setCopies(typeof next === 'number' ? next : null)}
            />
            {account && <Pooling item={item.id} account={account.id} into={into} onChange={setInto} />}
          </>
        ),
        review: check.data ? (
          <>
            {isNew && <p>{newAccountWords(choice.draft, tier, false)}</p>}
            <MoveWords moved={isNew ? named(check.data, label) : check.data} isDone={false} stock={stock} />
          </>
        ) : (
          check.isPending && <p className="t-hint">Asking the server…</p>
        ),
      }}
      result={
        split.data ? (
          <div className="m-result">
            <h2>Split</h2>
            {isNew && <p>{newAccountWords(choice.draft, tier, true)}</p>}
            <MoveWords moved={split.data} isDone stock={stock} />
            <p>
              Activation ID of {split.data.to.soldTo}:{' '}
              <Id text={split.data.to.activationId} label="activation ID" />
            </p>
          </div>
        ) : null
      }
    />
  )
}

/** What there is to hand on. Keys are counted where the reader may see them, else by the copies that they stand for. */
function useStock(item: MovedItem): SplitStock {
  const { copiesTotal, copiesAvailable } = item
  const isKeys = useOperation(getEntitlement, { id: item.entitlement.id }).data?.kind === 'bulk'
  const mayCount = useSession().may(getBulkEntitlement.permission)
  const bulk = useOperation(getBulkEntitlement, { id: item.entitlement.id }, { enabled: isKeys && mayCount })
  const keyed = bulk.data?.lineItems.find(({ id }) => id === item.id)
  return { isKeys, copiesTotal, free: isKeys ? (keyed?.available ?? copiesTotal) : copiesAvailable }
}

/** The ID of an account that is not there yet is made anew when it is added: until then it goes by its name. */
function named(moved: Moved, soldTo: string): Moved {
  return { ...moved, to: { ...moved.to, soldTo } }
}

interface PoolingProps {
  readonly item: string
  readonly account: string
  readonly into: string | null
  readonly onChange: (into: string | null) => void
}

/** Into a line item of the account that is alike, or into a new entitlement. */
function Pooling({ item, account, into, onChange }: PoolingProps) {
  const query = useOperation(listSimilarLineItems, { id: item, account })
  const alike = query.data?.lineItems ?? []
  if (query.isPending) return <p className="t-hint">Looking for line items alike…</p>
  if (alike.length === 0)
    return <p className="t-hint">The account has no line item alike: a new entitlement is made.</p>
  return (
    <Radio.Group
      label="Split to a similar line item of the target account?"
      value={into ?? ''}
      onChange={(next) => onChange(next || null)}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="" label="No, make a new entitlement" />
        {alike.map((one) => (
          <Radio
            key={one.id}
            value={one.id}
            label={`Yes, add to ${one.activationId}`}
            description={`${one.entitlementId}, ${one.products}, ${copiesWords(one.copiesTotal)}, ${one.expiration}`}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}
