import { Select, Textarea, TextInput } from '@mantine/core'
import { findLineItemContacts } from '@tallystick/entitlements/operations/email-line-item.contract.ts'
import { useDebouncedValue } from '@mantine/hooks'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { Day } from '@tallystick/kit/format/When.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { AttributeInput } from './AttributeInput.tsx'
import { useState } from 'react'
import { attributeField } from './fields.ts'
import { attributesOf, firstItem, type FormContact } from './form.ts'
import type { StepProps } from './step-props.ts'

/** First step: dates, license attributes, and where the license is sent. */
export function SettingsStep(props: StepProps) {
  const { form, draft, change, problemAt, leave } = props
  const attributes = attributesOf(form)
  return (
    <>
      <h2>Settings</h2>
      <p className="w-lead">
        {form.items.length > 1 && `These hold for all ${form.items.length} line items. `}
        {hasRequired(props) && 'Fields with a star must be filled in.'}
      </p>
      <div className="w-fields">
        <StartDate {...props} />
        <VersionDates {...props} />
        {attributes.map((asked) => (
          <AttributeInput
            key={asked.key}
            asked={asked}
            id={attributeField(asked.key)}
            value={draft.attributes[asked.key]}
            error={problemAt(attributeField(asked.key))}
            onBlur={() => leave(attributeField(asked.key))}
            onChange={(value) => change({ attributes: { ...draft.attributes, [asked.key]: value } })}
          />
        ))}
      </div>
      <section className="w-part">
        <h3>Where to send it</h3>
        <div className="w-fields">
          <ShipToEmail {...props} />
          <Textarea
            id="ship-to-address"
            label="Ship-to address"
            description="A postal address, where one is needed."
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            value={draft.shipToAddress}
            onChange={(event) => change({ shipToAddress: event.currentTarget.value })}
            onBlur={() => leave('ship-to-address')}
          />
        </div>
      </section>
    </>
  )
}

function hasRequired({ form }: StepProps): boolean {
  const dates = form.items.some(({ asks }) => asks.startDate || asks.versionDate !== null)
  return dates || attributesOf(form).some((asked) => asked.isRequired)
}

function StartDate({ form, draft, change, problemAt, leave }: StepProps) {
  const asking = form.items.filter((item) => item.asks.startDate)
  const settled = form.items.filter((item) => !item.asks.startDate)
  return (
    <>
      {asking.length > 0 && (
        <TextInput
          id="start-date"
          type="date"
          label="Start date"
          withAsterisk
          description={
            settled.length === 0
              ? 'The first day on which the license is good.'
              : `The first day of use, for the ${countText(asking.length, 'line item')} without one.`
          }
          value={draft.startDate}
          error={problemAt('start-date')}
          onChange={(event) => change({ startDate: event.currentTarget.value })}
          onBlur={() => leave('start-date')}
        />
      )}
      {settled.length > 0 && (
        <div>
          <div className="w-label">Start date{asking.length > 0 ? ' of the others' : ''}</div>
          {settled.map((item) => (
            <div key={item.id}>
              {item.asks.startsOn === null ? 'The day of activation' : <Day date={item.asks.startsOn} />}
              <span className="t-muted">
                {form.items.length > 1 && ` ${item.products}`}
                {item.asks.startsOn !== null && ' (fixed by the order)'}
              </span>
            </div>
          ))}
        </div>
      )}
    </>
  )
}

function VersionDates({ form, draft, change, problemAt, leave }: StepProps) {
  const asks = (kind: 'version-date' | 'version-start-date') =>
    form.items.some((item) => item.asks.versionDate === kind)
  return (
    <>
      {asks('version-date') && (
        <TextInput
          id="version-date"
          type="date"
          label="Version date"
          withAsterisk
          description="Releases up to this day can be used."
          value={draft.versionDate}
          error={problemAt('version-date')}
          onChange={(event) => change({ versionDate: event.currentTarget.value })}
          onBlur={() => leave('version-date')}
        />
      )}
      {asks('version-start-date') && (
        <TextInput
          id="version-start-date"
          type="date"
          label="Version start date"
          withAsterisk
          description="From this day on, releases of the bought span of time can be used."
          value={draft.versionStartDate}
          error={problemAt('version-start-date')}
          onChange={(event) => change({ versionStartDate: event.currentTarget.value })}
          onBlur={() => leave('version-start-date')}
        />
      )}
    </>
  )
}

function ShipToEmail({ form, draft, change, problemAt, leave }: StepProps) {
  const given = draft.shipToEmail.split(',').filter(Boolean)
  return (
    <div>
      <TextInput
        id="ship-to-email"
        label="Ship-to email"
        description="The license is mailed to these addresses. Several with commas, without blanks."
        placeholder="ann@example.com,bob@example.com"
        inputMode="email"
        autoComplete="off"
        spellCheck={false}
        value={draft.shipToEmail}
        error={problemAt('ship-to-email')}
        onChange={(event) => change({ shipToEmail: event.currentTarget.value.replaceAll(/\s+/g, '') })}
        onBlur={() => leave('ship-to-email')}
      />
      <AddContact {...{ form, given, change }} />
    </div>
  )
}

/** Finds people of the account by a part of name or address: those at hand at once, all others with the server. */
function AddContact({
  form,
  given,
  change,
}: Pick<StepProps, 'form' | 'change'> & { readonly given: readonly string[] }) {
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), 250)
  const isLong = form.contacts.length >= CONTACTS_AT_ONCE
  const more = useOperation(
    findLineItemContacts,
    { lineItem: firstItem(form).id, text },
    { enabled: isLong && text.length > 1 },
  )
  const all = [...form.contacts, ...(more.data?.contacts ?? [])]
  const contacts = all.filter(
    ({ email }, at) => email && !given.includes(email) && all.findIndex((one) => one.email === email) === at,
  )
  if (form.contacts.length === 0) return null
  return (
    <Select
      mt={8}
      aria-label="Add a contact to the ship-to email"
      placeholder="Add a contact of the account"
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={more.isFetching ? 'Searching…' : 'Nobody is called that.'}
      value={null}
      data={contacts.map(choiceOf)}
      onChange={(email) => {
        if (email) change({ shipToEmail: [...given, email].join(',') })
        setTyped('')
      }}
    />
  )
}

/** As many contacts as the form brings; where it brings that many, there may be more. */
const CONTACTS_AT_ONCE = 200

function choiceOf({ name, email }: FormContact) {
  return { value: email, label: name ? `${name} (${email})` : email }
}
