import { NumberInput, Radio, Select, Stack } from '@mantine/core'
import { findSplitTargets } from '@tallystick/entitlements/operations/find-split-targets.contract.ts'
import { getEntitlement } from '@tallystick/entitlements/operations/get-entitlement.contract.ts'
import { listSimilarLineItems } from '@tallystick/entitlements/operations/list-similar-line-items.contract.ts'
import { splitLineItem } from '@tallystick/entitlements/operations/split-line-item.contract.ts'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { Id } from '@tallystick/kit/format/Id.tsx'
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
import { labelOf, NO_TARGET, TargetChoice, type Target } from './TargetChoice.tsx'

type Tier = 'distributor' | 'reseller' | 'end-customer'

const TIERS: readonly { readonly value: Tier; readonly label: string }[] = [
  { value: 'end-customer', label: 'End customer' },
  { value: 'reseller', label: 'Reseller' },
  { value: 'distributor', label: 'Distributor' },
]

/** *Split*: a part of the free copies goes on to a related account. ENT-05. */
export function SplitPage({ at }: { readonly at: LineItemsAt }) {
  return <LoadedItem at={at}>{(item) => <Split at={at} item={item} />}</LoadedItem>
}

function Split({ at, item }: { readonly at: LineItemsAt; readonly item: MovedItem }) {
  const tiers = useTiers(item.entitlement.id)
  const [wanted, setTier] = useState<Tier | null>(null)
  const tier = wanted ?? tiers.find(({ disabled }) => !disabled)?.value ?? 'end-customer'
  const [target, setTarget] = useState<Target>(NO_TARGET)
  const [into, setInto] = useState<string | null>(null)
  const [copies, setCopies] = useState<number | null>(1)
  const check = useCommand(splitLineItem, { verify: true })
  const split = useCommand(splitLineItem, {
    says: ({ copies: n, to }) => `${copiesWords(n)} went to ${to.soldTo}.`,
  })
  const { account } = target
  const free = item.copiesAvailable
  const input = {
    id: item.id,
    account: account?.id ?? '',
    tier,
    copies: copies ?? 0,
    ...(target.contact && { contact: target.contact }),
    ...(into && { into }),
  }
  const missing = (step: MoveStep) => {
    if (step === 'account' && !account) return 'Choose the account that the copies go to.'
    if (step === 'amount' && !copies) return 'Say how many copies go.'
    if (step === 'amount' && (copies ?? 0) > free) return `Only ${copiesWords(free)} are free.`
    return null
  }
  const change = (next: Target) => {
    setTarget(next)
    setInto(null)
  }
  return (
    <MoveWizard
      at={at}
      item={item}
      title={`Split ${nameOf(item)}`}
      act={`Split ${copiesWords(copies ?? 0)}`}
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
          <p className="t-hint">
            {copiesWords(item.copiesTotal)}, of which {copiesWords(free)} are free. Copies in active licenses
            stay.
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
          <>
            <Select
              label="Tier of the target account"
              description="Where the account stands between the producer and the user."
              data={[...tiers]}
              allowDeselect={false}
              value={tier}
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              onChange={(next) => {
                setTier(next as Tier | null)
                change(NO_TARGET)
              }}
            />
            <TargetChoice
              target={target}
              onChange={change}
              useAccounts={(text, enabled) => {
                const query = useOperation(findSplitTargets, { id: item.id, tier, text }, { enabled })
                return { accounts: query.data?.accounts ?? [], isSearching: query.isFetching }
              }}
              description="Accounts that are related to the present owner."
            />
          </>
        ),
        amount: (
          <>
            <NumberInput
              label="Split amount"
              description={`${copiesWords(free)} are free.`}
              withAsterisk
              min={1}
              max={free}
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
          <MoveWords moved={check.data} isDone={false} />
        ) : (
          check.isPending && <p className="t-hint">Asking the server…</p>
        ),
      }}
      result={
        split.data ? (
          <div className="m-result">
            <h2>Split</h2>
            <MoveWords moved={split.data} isDone />
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

/** The tiers, with who has them: copies do not go back to the present owner, nor past the account of a tier. */
function useTiers(entitlement: string) {
  const parties = useOperation(getEntitlement, { id: entitlement }).data?.parties ?? []
  return TIERS.map(({ value, label }) => {
    const party = parties.find((one) => one.tier === value)
    if (!party) return { value, label, disabled: false }
    const who = party.isOwner ? 'the present owner' : `only ${party.account.name}`
    return { value, label: `${label}: ${who}`, disabled: party.isOwner }
  })
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
