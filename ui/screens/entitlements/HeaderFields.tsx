import { Checkbox, Radio, Textarea, TextInput } from '@mantine/core'
import { listAccounts, listUsers } from '@tallystick/accounts/contracts.ts'
import type { Tier } from '@tallystick/entitlements/model.ts'
import type { FieldProblems } from '@tallystick/kit/form/field-problems.ts'
import { RefSelect } from '@tallystick/kit/form/RefSelect.tsx'
import type { HeaderDraft, PartyDraft } from './header-draft.ts'
import { TIERS } from './sold-words.ts'

interface HeaderProps {
  readonly draft: HeaderDraft
  readonly onChange: (draft: HeaderDraft) => void
  readonly problems: FieldProblems
  /** After deployment accounts change by a transfer only; contacts and texts stay open. */
  readonly isFixed?: boolean
}

const SHOWN = ['end-customer', 'reseller', 'distributor'] as const

/** To whom an entitlement goes: an account per tier with its contact, and who owns it now. */
export function PartiesFields({ draft, onChange, isFixed = false }: HeaderProps) {
  const change = (tier: Tier, next: Partial<PartyDraft>) =>
    onChange({ ...draft, parties: { ...draft.parties, [tier]: { ...draft.parties[tier], ...next } } })
  const named = SHOWN.filter((tier) => draft.parties[tier].account !== null)
  const owner = draft.owner ?? (draft.kind === 'regular' ? (named[0] ?? null) : null)
  return (
    <fieldset className="t-fieldset">
      <legend>Accounts</legend>
      {isFixed && (
        <p className="t-hint">
          The accounts are settled since the entitlement was deployed. Contacts may change.
        </p>
      )}
      {SHOWN.filter((tier) => !isFixed || draft.parties[tier].account !== null).map((tier) => (
        <Party
          key={tier}
          tier={tier}
          party={draft.parties[tier]}
          isFixed={isFixed}
          onChange={(next) => change(tier, next)}
        />
      ))}
      {named.length > 1 && !isFixed && (
        <Radio.Group
          label="Current owner"
          description="Whose entitlement it is now; without a choice the one nearest to the user."
          value={owner}
          onChange={(next) => onChange({ ...draft, owner: next as Tier })}
        >
          <div className="e-radios">
            {named.map((tier) => (
              <Radio key={tier} value={tier} label={TIERS[tier]} />
            ))}
          </div>
        </Radio.Group>
      )}
    </fieldset>
  )
}

interface PartyProps {
  readonly tier: Tier
  readonly party: PartyDraft
  readonly isFixed: boolean
  readonly onChange: (next: Partial<PartyDraft>) => void
}

function Party({ tier, party, isFixed, onChange }: PartyProps) {
  return (
    <div className="e-pair">
      {isFixed ? (
        <TextInput label={TIERS[tier]} value={party.accountLabel} readOnly />
      ) : (
        <RefSelect
          list={listAccounts}
          searches="name"
          where={['state.in:active']}
          valueOf={(row) => row.id}
          labelOf={(row) => `${row.code} (${row.name})`}
          label={TIERS[tier]}
          placeholder="Type a part of the account name"
          value={party.account}
          valueLabel={party.accountLabel}
          onChange={(account, row) =>
            onChange({
              account,
              accountLabel: row ? `${row.code} (${row.name})` : '',
              contact: null,
              contactLabel: '',
            })
          }
        />
      )}
      {party.account !== null && (
        <RefSelect
          key={party.account}
          list={listUsers}
          searches="displayName"
          params={{ account: party.account }}
          valueOf={(row) => row.id}
          labelOf={(row) => row.displayName}
          label={`Contact of the ${TIERS[tier].toLowerCase()}`}
          value={party.contact}
          valueLabel={party.contactLabel}
          onChange={(contact, row) => onChange({ contact, contactLabel: row?.displayName ?? '' })}
        />
      )}
    </div>
  )
}

/** Where it is sent, and what describes it. */
export function DeliveryFields({ draft, onChange, problems }: HeaderProps) {
  return (
    <fieldset className="t-fieldset">
      <legend>Delivery</legend>
      <TextInput
        label="Ship-to email"
        description="Several with commas."
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        value={draft.shipToEmail}
        error={problems['shipToEmail']}
        onChange={(event) => onChange({ ...draft, shipToEmail: event.currentTarget.value })}
      />
      <Textarea
        label="Ship-to address"
        autosize
        minRows={2}
        value={draft.shipToAddress}
        error={problems['shipToAddress']}
        onChange={(event) => onChange({ ...draft, shipToAddress: event.currentTarget.value })}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        value={draft.description}
        error={problems['description']}
        onChange={(event) => onChange({ ...draft, description: event.currentTarget.value })}
      />
      <Checkbox
        label="Allow portal sign-in with the entitlement ID"
        checked={draft.allowsPortalSignIn}
        onChange={(event) => onChange({ ...draft, allowsPortalSignIn: event.currentTarget.checked })}
      />
    </fieldset>
  )
}
