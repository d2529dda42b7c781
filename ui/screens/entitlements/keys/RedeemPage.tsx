import '../entitlements.css'
import { Button, TextInput } from '@mantine/core'
import type { OutputOf } from '@tallystick/api/client.ts'
import { listAccounts } from '@tallystick/accounts/operations/list-accounts.contract.ts'
import { listLineItems } from '@tallystick/entitlements/operations/list-line-items.contract.ts'
import {
  getWebRegisterKey,
  redeemWebRegisterKey,
} from '@tallystick/entitlements/operations/web-register-keys.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { Facts } from '@tallystick/kit/details/Facts.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { RefSelect } from '@tallystick/kit/form/RefSelect.tsx'
import { NEWEST_ONLY } from '../portal/list-cells.tsx'
import { sentenceText } from '@tallystick/kit/format/dates.ts'
import { Day } from '@tallystick/kit/format/When.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState, type FormEvent } from 'react'
import { changeNoun } from '../changes/change-noun.ts'

type KeyView = OutputOf<typeof getWebRegisterKey>

const PARENTS = [{ label: 'Bulk entitlements', to: '/bulk-entitlements' }]

/** A key becomes an entitlement: first what it stands for is shown, then it is redeemed. ENT-07. */
export function RedeemPage() {
  const navigate = useNavigate()
  const { key: asked } = useSearch({ strict: false }) as { readonly key?: unknown }
  const key = asked === undefined ? '' : String(asked)
  const [text, setText] = useState(key)
  const query = useOperation(getWebRegisterKey, { key }, { enabled: key !== '' })
  const [isMissing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const look = (event: FormEvent) => {
    event.preventDefault()
    setMissing(text.trim() === '')
    if (text.trim() === '') field.current?.focus()
    void navigate({ to: '.', search: (text.trim() ? { key: text.trim() } : {}) as never, replace: true })
  }
  const shown = key !== '' && query.data?.key.toLowerCase() === text.trim().toLowerCase() ? query.data : null
  return (
    <FormPage title="Redeem a web register key" parents={PARENTS}>
      <form className="t-form" onSubmit={look} aria-label="Web register key">
        <TextInput
          ref={field}
          label="Web register key"
          error={isMissing ? 'Type or paste the key.' : undefined}
          description="From the box, the mail, or whoever sold it to you. Large and small letters are the same."
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          classNames={{ input: 't-mono' }}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setMissing(false)
          }}
        />
        {key !== '' && <RefusalNotice problem={query.error} />}
        <div className="t-form-acts">
          <Button type="submit" variant={shown ? 'default' : 'filled'} loading={query.isFetching}>
            Look it up
          </Button>
        </div>
      </form>
      {shown && <Found key={shown.key} view={shown} />}
    </FormPage>
  )
}

function Found({ view }: { readonly view: KeyView }) {
  // The key is used up as soon as it is redeemed, which is no refusal for who is on the way to the entitlement.
  const [isRedeemed, setRedeemed] = useState(false)
  return (
    <section className="t-section">
      <h2>What it gives</h2>
      <Facts
        facts={[
          { label: 'Product', value: view.products },
          { label: 'License model', value: view.licenseModel },
          { label: 'Expiration', value: expirationOf(view.expiration) },
          view.changeKind && {
            label: 'Kind',
            value: `${changeNoun(view.changeKind)} of a line item that you have`,
          },
        ]}
      />
      {view.reason === null || isRedeemed ? (
        <Redeem view={view} onRedeemed={() => setRedeemed(true)} />
      ) : (
        <Closed view={view} reason={view.reason} />
      )}
    </section>
  )
}

/** Why it cannot be redeemed, and where it went when that is the reader's. */
function Closed({ view, reason }: { readonly view: KeyView; readonly reason: string }) {
  const path = useLineItemPath()
  return (
    <div className="t-refusal" role="alert" data-meaning="danger">
      <div>
        <p className="t-refusal-sentence">{sentenceText(reason)}</p>
        {view.redeemedLineItemId && (
          <p>
            <Link to={path(view.redeemedLineItemId)}>See what it has become</Link>
          </p>
        )}
      </div>
    </div>
  )
}

function Redeem({ view, onRedeemed }: { readonly view: KeyView; readonly onRedeemed: () => void }) {
  const session = useSession()
  const navigate = useNavigate()
  const path = useLineItemPath()
  const isProducer = useApi().connection.portal === 'producer'
  const [account, setAccount] = useState<string | null>(null)
  const [changes, setChanges] = useState<string | null>(null)
  const redeem = useCommand(redeemWebRegisterKey, {
    says: ({ entitlementId }) => `The key is redeemed: entitlement ${entitlementId}.`,
    onDone: ({ lineItems: [first] }) => {
      onRedeemed()
      void navigate({ to: first ? path(first.id) : '/' })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    redeem.mutate({
      key: view.key,
      ...(account !== null && { account }),
      ...(changes !== null && { changes }),
    })
  }
  return (
    <form className="t-form t-section" onSubmit={submit} aria-label="Redeem">
      {session.may('accounts.view') && (
        <RefSelect
          list={listAccounts}
          searches="name"
          valueOf={(row) => row.code}
          labelOf={(row) => `${row.code} (${row.name})`}
          label="For the account"
          description={
            isProducer ? 'Whose entitlement it becomes.' : 'Needed only when you act for several accounts.'
          }
          isRequired={isProducer}
          value={account}
          onChange={setAccount}
        />
      )}
      {view.changeKind && (
        <RefSelect
          list={listLineItems}
          searches="activationId"
          where={['state.in:deployed']}
          params={NEWEST_ONLY}
          valueOf={(row) => row.activationId}
          labelOf={(row) => `${row.activationId} · ${row.product}`}
          label="Line item that it replaces"
          isRequired
          value={changes}
          onChange={setChanges}
        />
      )}
      <p className="t-hint">
        The key is used up by this. It becomes an entitlement that can be activated at once.
      </p>
      <RefusalNotice problem={redeem.error} />
      <div className="t-form-acts">
        <Button type="submit" loading={redeem.isPending}>
          Redeem key
        </Button>
      </div>
    </form>
  )
}

function useLineItemPath(): (id: string) => string {
  const isProducer = useApi().connection.portal === 'producer'
  return (id) => (isProducer ? `/line-items/${id}` : `/entitlements/${id}`)
}

function expirationOf(text: string) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? <Day date={text} /> : text
}
