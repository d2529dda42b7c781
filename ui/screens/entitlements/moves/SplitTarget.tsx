import { Radio, Select, Stack } from '@mantine/core'
import { findSplitTargets } from '@tallystick/entitlements/operations/find-split-targets.contract.ts'
import { getEntitlement } from '@tallystick/entitlements/operations/get-entitlement.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { useSession } from '@tallystick/kit/session/session.ts'
import type { MovedItem } from './moved.ts'
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
export interface SplitTargetDraft {
  readonly isNew: boolean
  /** Null while nobody has chosen one. */
  readonly tier: Tier | null
  readonly target: Target
  readonly newAccount: NewAccountDraft
  /** Line item of the account that the copies are added to; null for a new entitlement. */
  readonly into: string | null
}

/** Nobody yet. */
export const NO_SPLIT_TARGET: SplitTargetDraft = {
  isNew: false,
  tier: null,
  target: NO_TARGET,
  newAccount: NO_ACCOUNT,
  into: null,
}

/** What follows from the choice: the tier, the account in words, what is missing, and the request. */
export function useSplitTarget(item: MovedItem, draft: SplitTargetDraft) {
  const { isNew, target, newAccount, into } = draft
  const tiers = useTiers(item.entitlement.id, isNew)
  const open = tiers.filter(({ disabled }) => !disabled)
  const tier = (open.find(({ value }) => value === draft.tier) ?? open[0])?.value ?? 'end-customer'
  const { account, contact } = target
  const existing = { account: account?.id ?? '', ...(contact && { contact }), ...(into && { into }) }
  return {
    tiers,
    tier,
    /** The account as it is known so far; empty while it is not. */
    label: isNew ? newAccount.name.trim() : account ? labelOf(account) : '',
    missing: isNew
      ? missingOfAccount(newAccount)
      : account
        ? null
        : 'Choose the account that the copies go to.',
    input: { tier, ...(isNew ? { newAccount: newAccountInput(newAccount) } : existing) },
  }
}

interface SplitTargetStepProps {
  readonly item: MovedItem
  readonly draft: SplitTargetDraft
  readonly choice: ReturnType<typeof useSplitTarget>
  readonly change: (patch: Partial<SplitTargetDraft>) => void
}

/** Step *Account* of a split. */
export function SplitTargetStep({ item, draft, choice, change }: SplitTargetStepProps) {
  const { isNew, target } = draft
  const { tiers, tier } = choice
  const mayCreate = useSession().may('accounts.manage')
  return (
    <>
      {mayCreate && (
        <Radio.Group
          label="Split to"
          value={isNew ? 'new' : 'existing'}
          onChange={(next) => change({ isNew: next === 'new' })}
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
        onChange={(next) => change({ tier: next as Tier | null, target: NO_TARGET, into: null })}
      />
      {isNew ? (
        <NewAccountFields draft={draft.newAccount} onChange={(newAccount) => change({ newAccount })} />
      ) : (
        <TargetChoice
          target={target}
          onChange={(next) => change({ target: next, into: null })}
          useAccounts={(text, enabled) => {
            const query = useOperation(findSplitTargets, { id: item.id, tier, text }, { enabled })
            return { accounts: query.data?.accounts ?? [], isSearching: query.isFetching }
          }}
          description="Customers of the present owner, or partners, by the tier; never the owner itself."
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
