import { Radio, Select, Stack } from '@mantine/core'
import { findSplitTargets } from '@tallystick/entitlements/operations/find-split-targets.contract.ts'
import { getEntitlement } from '@tallystick/entitlements/operations/get-entitlement.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { useSession } from '@tallystick/kit/session/session.ts'
import { useState } from 'react'
import type { MovedItem } from './MoveWizard.tsx'
import { missingOfAccount, newAccountInput, NO_ACCOUNT, type NewAccountDraft } from './new-account.ts'
import { NewAccountFields } from './NewAccountFields.tsx'
import { labelOf, NO_TARGET, TargetChoice, type Target } from './TargetChoice.tsx'

type Tier = 'distributor' | 'reseller' | 'end-customer'

/** From the user to the producer. */
const TIERS: readonly { readonly value: Tier; readonly label: string }[] = [
  { value: 'end-customer', label: 'End customer' },
  { value: 'reseller', label: 'Reseller' },
  { value: 'distributor', label: 'Distributor' },
]

/** Who gets the copies: an account that exists or a new one; what was typed for either stays. */
export function useSplitTarget(item: MovedItem) {
  const [isNew, setNew] = useState(false)
  const [wanted, setTier] = useState<Tier | null>(null)
  const [target, setTarget] = useState<Target>(NO_TARGET)
  const [draft, setDraft] = useState<NewAccountDraft>(NO_ACCOUNT)
  const tiers = useTiers(item.entitlement.id, isNew)
  const open = tiers.filter(({ disabled }) => !disabled)
  const tier = (open.find(({ value }) => value === wanted) ?? open[0])?.value ?? 'end-customer'
  const { account, contact } = target
  const existing = { account: account?.id ?? '', ...(contact && { contact }) }
  return {
    isNew,
    setNew,
    tiers,
    tier,
    setTier,
    target,
    setTarget,
    draft,
    setDraft,
    /** The account as it is known so far; empty while it is not. */
    label: isNew ? draft.name.trim() : account ? labelOf(account) : '',
    missing: isNew ? missingOfAccount(draft) : account ? null : 'Choose the account that the copies go to.',
    input: { tier, ...(isNew ? { newAccount: newAccountInput(draft) } : existing) },
  }
}

interface SplitTargetStepProps {
  readonly item: MovedItem
  readonly choice: ReturnType<typeof useSplitTarget>
  /** Told when the account is another one. */
  readonly onChange: () => void
}

/** Step *Account* of a split. */
export function SplitTargetStep({ item, choice, onChange }: SplitTargetStepProps) {
  const { isNew, tiers, tier, target } = choice
  const mayCreate = useSession().may('accounts.manage')
  const change = (next: Target) => {
    choice.setTarget(next)
    onChange()
  }
  return (
    <>
      {mayCreate && (
        <Radio.Group
          label="Split to"
          value={isNew ? 'new' : 'existing'}
          onChange={(next) => choice.setNew(next === 'new')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="existing" label="An account that exists" />
            <Radio value="new" label="A new account" />
          </Stack>
        </Radio.Group>
      )}
      <Select
        label="Tier of the target account"
        description="Where the account stands between the producer and the user."
        data={tiers}
        allowDeselect={false}
        value={tier}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        onChange={(next) => {
          choice.setTier(next as Tier | null)
          change(NO_TARGET)
        }}
      />
      {isNew ? (
        <NewAccountFields draft={choice.draft} onChange={choice.setDraft} />
      ) : (
        <TargetChoice
          target={target}
          onChange={change}
          useAccounts={(text, enabled) => {
            const query = useOperation(findSplitTargets, { id: item.id, tier, text }, { enabled })
            return { accounts: query.data?.accounts ?? [], isSearching: query.isFetching }
          }}
          description="Accounts that are related to the present owner."
        />
      )}
    </>
  )
}

/**
 * The tiers, with who has them: copies do not go back to the present owner, nor past the account of a tier. A new
 * account stands after the owner, where nobody stands yet.
 */
function useTiers(entitlement: string, isNew: boolean) {
  const parties = useOperation(getEntitlement, { id: entitlement }).data?.parties ?? []
  const owner = TIERS.findIndex(({ value }) => parties.some((one) => one.isOwner && one.tier === value))
  return TIERS.map(({ value, label }, place) => {
    const party = parties.find((one) => one.tier === value)
    if (!party) return { value, label, disabled: isNew && owner >= 0 && place > owner }
    const who = party.isOwner ? 'the present owner' : `only ${party.account.name}`
    return { value, label: `${label}: ${who}`, disabled: isNew || party.isOwner }
  })
}
