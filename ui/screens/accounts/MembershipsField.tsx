import { ActionIcon, Button, TextInput } from '@mantine/core'
import { mdiClose, mdiPlus } from '@mdi/js'
import { listAccounts, listRoles } from '@tallystick/accounts/contracts.ts'
import type { AccountKind } from '@tallystick/accounts/model.ts'
import { problemAt } from '@tallystick/kit/form/field-problems.ts'
import type { FieldProps } from '@tallystick/kit/form/Field.tsx'
import { MultiRefSelect } from '@tallystick/kit/form/MultiRefSelect.tsx'
import { RefSelect } from '@tallystick/kit/form/RefSelect.tsx'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { useState } from 'react'

/** What the page knows of an account besides its key. */
interface KnownAccount {
  readonly label: string
  readonly kind: AccountKind
}

/** Accounts by key. */
export type KnownAccounts = Readonly<Record<string, KnownAccount>>

/** A place of a user while it is filled in. */
export interface Place {
  readonly account: string
  readonly roles: readonly string[]
  readonly expiresOn: string | null
}

/** A place that is not filled in yet. */
export const EMPTY_PLACE: Place = { account: '', roles: [], expiresOn: null }

/** Roles of the producer and of the portals are not mixed. */
function roleKind(account: KnownAccount | undefined): readonly string[] {
  return account ? [`kind.in:${account.kind === 'producer' ? 'producer' : 'portal'}`] : []
}

/** The accounts of a user, each with roles and an end. Users of the producer stay where they are. */
export function MembershipsField(
  props: FieldProps & { readonly isHome: boolean; readonly known: KnownAccounts },
) {
  const { value, onChange, problems, path, isHome, known } = props
  const [chosen, setChosen] = useState<KnownAccounts>({})
  const accountOf = (key: string) => chosen[key] ?? known[key]
  const places = value as readonly Place[]
  const change = (at: number, next: Partial<Place>) =>
    onChange(places.map((one, index) => (index === at ? { ...one, ...next } : one)))
  const whole = problemAt(problems, path)
  return (
    <fieldset className="t-fieldset" data-path={path}>
      <legend>Accounts and roles</legend>
      {whole && <p className="t-field-problem">{whole}</p>}
      {places.map((place, at) => (
        <div className="a-place" key={at}>
          <RefSelect
            list={listAccounts}
            searches="name"
            where={['state.in:active']}
            valueOf={(row) => row.id}
            labelOf={(row) => `${row.code} (${row.name})`}
            label="Account"
            placeholder="Type a part of the account name"
            value={place.account || null}
            valueLabel={accountOf(place.account)?.label}
            isRequired
            error={problemAt(problems, `${path}.${at}.account`)}
            path={`${path}.${at}.account`}
            onChange={(account, row) => {
              if (row === null) return
              const kind = row.kind as AccountKind
              const isOther = accountOf(place.account)?.kind !== kind
              setChosen({ ...chosen, [row.id]: { label: `${row.code} (${row.name})`, kind } })
              change(at, { account: account ?? '', roles: isOther ? [] : place.roles })
            }}
          />
          <MultiRefSelect
            list={listRoles}
            searches="name"
            where={['isActive.is:true', ...roleKind(accountOf(place.account))]}
            valueOf={(row) => row.name}
            labelOf={(row) => row.name}
            label="Roles"
            value={place.roles}
            onChange={(roles) => change(at, { roles })}
            error={problemAt(problems, `${path}.${at}.roles`)}
          />
          <TextInput
            type="date"
            label="First day without it"
            value={place.expiresOn ?? ''}
            error={problemAt(problems, `${path}.${at}.expiresOn`)}
            onChange={(event) => change(at, { expiresOn: event.currentTarget.value || null })}
          />
          {places.length > 1 && (
            <ActionIcon
              className="a-remove"
              size="lg"
              aria-label={`Remove account ${at + 1}`}
              onClick={() => onChange(places.filter((_one, index) => index !== at))}
            >
              <Icon path={mdiClose} />
            </ActionIcon>
          )}
        </div>
      ))}
      {!isHome && (
        <Button
          variant="default"
          leftSection={<Icon path={mdiPlus} size={16} />}
          onClick={() => onChange([...places, EMPTY_PLACE])}
        >
          Add another account
        </Button>
      )}
    </fieldset>
  )
}
