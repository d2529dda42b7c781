import { Button, Group, Loader, Stack, TagsInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { OutputOf } from '@tallystick/api/client.ts'
import {
  emailLineItem,
  findLineItemContacts,
} from '@tallystick/entitlements/operations/email-line-item.contract.ts'
import { getLineItem } from '@tallystick/entitlements/operations/get-line-item.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { actCall, ViewAsCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { LetterFields, newLetter } from '@tallystick/kit/form/LetterFields.tsx'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { lineItemPath, lineItemsPath } from '@tallystick/screens/fulfillments/paths.ts'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'

type LineItem = OutputOf<typeof getLineItem>

/** Receivers of one mail at most. */
const RECEIVERS_MAX = 20

const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]{2,}$/

/** Mails what a line item gives to people who will use it. ENT-08. */
export function MailLineItemPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { portal } = useApi().connection
  const query = useOperation(getLineItem, { id })
  const parents = [
    { label: portal === 'end-user' ? 'Entitlements' : 'Line items', to: lineItemsPath(portal) },
    { label: query.data?.activationId ?? 'Line item', to: lineItemPath(portal, id) },
  ]
  return (
    <Loaded query={query} parents={parents}>
      {(lineItem) => (
        <FormPage
          title="Mail line item"
          parents={parents}
          below={<Id text={lineItem.activationId} label="activation ID" />}
        >
          <MailForm lineItem={lineItem} back={lineItemPath(portal, id)} />
        </FormPage>
      )}
    </Loaded>
  )
}

function MailForm({ lineItem, back }: { readonly lineItem: LineItem; readonly back: string }) {
  const navigate = useNavigate()
  const [to, setTo] = useState<readonly string[]>([])
  const [letter, setLetter] = useState(newLetter)
  const [isTried, setTried] = useState(false)
  const mail = useCommand(emailLineItem, {
    says: ({ to: receivers }) => `${lineItem.activationId} mailed to ${receivers.join(', ')}.`,
    onDone: () => void navigate({ to: back }),
  })
  const problem = problemOf(to)
  const input = { lineItem: lineItem.id, to: [...to], ...letter }
  return (
    <form
      noValidate
      style={{ maxWidth: 620 }}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (problem === null) mail.mutate(input)
      }}
    >
      <Stack gap="md">
        <p className="t-hint">
          The mail says what it gives, until when, and its activation ID: whoever reads it and may sign in can
          activate it.
        </p>
        <Receivers
          lineItem={lineItem.id}
          value={to}
          error={isTried ? problem : null}
          onChange={(next) => setTo(next)}
        />
        <LetterFields letter={letter} onChange={setLetter} lines={3} />
        <RefusalNotice problem={mail.error} />
        <ViewAsCall call={actCall(emailLineItem, input)} />
        <Group gap="xs">
          <Button type="submit" loading={mail.isPending}>
            Send
          </Button>
          <Button variant="default" onClick={() => void navigate({ to: back })}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface ReceiversProps {
  readonly lineItem: string
  readonly value: readonly string[]
  readonly error: string | null
  readonly onChange: (value: readonly string[]) => void
}

/** Addresses: typed, or found among the contacts by a part of the name. */
function Receivers({ lineItem, value, error, onChange }: ReceiversProps) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 200)
  const query = useOperation(findLineItemContacts, { lineItem, text: asked })
  const contacts = query.data?.contacts ?? []
  const names = new Map(contacts.map(({ name, email }) => [email, name]))
  return (
    <TagsInput
      label="To"
      description="Type an address, or a part of a contact's name. Several are possible."
      data-autofocus
      data={[...names.keys()]}
      filter={({ options }) => options}
      renderOption={({ option }) => (
        <div>
          <div>{names.get(option.value) ?? option.value}</div>
          <div className="t-muted">{option.value}</div>
        </div>
      )}
      value={[...value]}
      searchValue={text}
      onSearchChange={setText}
      onChange={(next) => onChange(next.map((one) => one.trim()).filter((one) => one !== ''))}
      splitChars={[',', ';', ' ']}
      maxTags={RECEIVERS_MAX}
      rightSection={query.isFetching ? <Loader size={16} /> : null}
      error={error}
      acceptValueOnBlur
    />
  )
}

function problemOf(to: readonly string[]): string | null {
  if (to.length === 0) return 'Enter an address, or choose a contact.'
  const wrong = to.filter((one) => !ADDRESS.test(one))
  return wrong.length === 0 ? null : `Not a mail address: ${wrong.join(', ')}`
}
