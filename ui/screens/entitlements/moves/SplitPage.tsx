import { Radio, Stack } from '@mantine/core'
import { getBulkEntitlement } from '@tallystick/entitlements/operations/bulk-entitlements.contract.ts'
import { getEntitlement } from '@tallystick/entitlements/operations/get-entitlement.contract.ts'
import { listSimilarLineItems } from '@tallystick/entitlements/operations/list-similar-line-items.contract.ts'
import { splitLineItem } from '@tallystick/entitlements/operations/split-line-item.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { useSession } from '@tallystick/kit/session/session.ts'
import { copiesText } from '../sold-words.ts'
import type { LineItemsAt, Moved, MovedItem, MoveStep } from './moved.ts'
import { AmountField, MoveDone, MoveReview } from './MoveParts.tsx'
import { LoadedItem, MoveWizard } from './MoveWizard.tsx'
import { newAccountWords } from './new-account.ts'
import { amountProblem, amountWords, stockWords, type SplitStock } from './split-words.ts'
import { NO_SPLIT_TARGET, SplitTargetStep, useSplitTarget, type SplitTargetDraft } from './SplitTarget.tsx'
import { useMove, useMoveCheck } from './use-move.ts'

/** What was typed into a split so far. */
interface SplitDraft extends SplitTargetDraft {
  readonly step: MoveStep
  readonly copies: number | null
}

/** *Split*: a part of the free copies goes on to a related account. ENT-05. */
export function SplitPage({ at }: { readonly at: LineItemsAt }) {
  return <LoadedItem at={at}>{(item) => <Split at={at} item={item} />}</LoadedItem>
}

function Split({ at, item }: { readonly at: LineItemsAt; readonly item: MovedItem }) {
  const stock = useStock(item)
  const { act, draft, change } = useMove(
    splitLineItem,
    item,
    (): SplitDraft => ({ ...NO_SPLIT_TARGET, step: 'account', copies: 1 }),
    ({ copies: n, to }) => `${amountWords(stock, n)} went to ${to.soldTo}.`,
  )
  const choice = useSplitTarget(item, draft)
  const { step, isNew, copies } = draft
  const { label, tier } = choice
  const request = { id: item.id, ...choice.input, copies: copies ?? 0 }
  const check = useMoveCheck(splitLineItem, request, step === 'review' && !act.isSuccess)
  const account = isNew ? null : draft.target.account
  const missing = (one: MoveStep) => {
    if (one === 'account') return choice.missing
    return one === 'amount' ? amountProblem(stock, copies) : null
  }
  const moved = check.data ?? null
  return (
    <MoveWizard
      at={at}
      item={item}
      verb="Split"
      stock={stock}
      hint={stockWords(stock)}
      copies={copies}
      account={label}
      step={step}
      onStep={(next) => change({ step: next })}
      missing={missing}
      check={check}
      carriedOut={act}
      onAct={() => act.mutate(request)}
      steps={{
        account: <SplitTargetStep item={item} draft={draft} choice={choice} change={change} />,
        amount: (
          <>
            <AmountField
              label="Split amount"
              stock={stock}
              copies={copies}
              onChange={(next) => change({ copies: next })}
            />
            {account && (
              <Pooling
                item={item.id}
                account={account.id}
                into={draft.into}
                onChange={(into) => change({ into })}
              />
            )}
          </>
        ),
        review: (
          <MoveReview
            moved={isNew && moved ? named(moved, label) : moved}
            isAsking={check.isPending}
            stock={stock}
          >
            {isNew && <p>{newAccountWords(draft.newAccount, tier, false)}</p>}
          </MoveReview>
        ),
      }}
      result={
        act.data ? (
          <MoveDone heading="Split" moved={act.data} stock={stock}>
            {isNew && <p>{newAccountWords(draft.newAccount, tier, true)}</p>}
          </MoveDone>
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
            description={`${one.entitlementId}, ${one.products}, ${copiesText(one.copiesTotal)}, ${one.expiration}`}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}
