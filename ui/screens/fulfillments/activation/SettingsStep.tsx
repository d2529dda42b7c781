import { Textarea } from '@mantine/core'
import { findLineItemContacts } from '@tallystick/entitlements/operations/email-line-item.contract.ts'
import { useDebouncedValue } from '@mantine/hooks'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { Day } from '@tallystick/kit/format/When.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { AskedAttributes } from './AskedAttributes.tsx'
import { DayField } from './DayField.tsx'
import { useState } from 'react'
import { attributesOf, firstItem } from './form.ts'
import { ShipToEmail } from './ShipToEmail.tsx'
import type { StepProps } from './step-props.ts'

/** First step: dates, license attributes, and where the license is sent. */
export function SettingsStep(props: StepProps) {
  const { form, draft, change, problemAt, leave } = props
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
        <AskedAttributes
          asked={attributesOf(form)}
          values={draft.attributes}
          problemAt={problemAt}
          onChange={(attributes) => change({ attributes })}
          onLeave={leave}
        />
      </div>
      <section className="w-part">
        <h3>Where to send it</h3>
        <div className="w-fields">
          <MailedTo {...props} />
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
        <DayField
          id="start-date"
          label="Start date"
          isRequired
          description={
            settled.length === 0
              ? 'The first day on which the license is good.'
              : `The first day of use, for the ${countText(asking.length, 'line item')} without one.`
          }
          value={draft.startDate}
          error={problemAt('start-date')}
          onChange={(startDate) => change({ startDate })}
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
        <DayField
          id="version-date"
          label="Version date"
          isRequired
          description="Releases up to this day can be used."
          value={draft.versionDate}
          error={problemAt('version-date')}
          onChange={(versionDate) => change({ versionDate })}
          onBlur={() => leave('version-date')}
        />
      )}
      {asks('version-start-date') && (
        <DayField
          id="version-start-date"
          label="Version start date"
          isRequired
          description="From this day on, releases of the bought span of time can be used."
          value={draft.versionStartDate}
          error={problemAt('version-start-date')}
          onChange={(versionStartDate) => change({ versionStartDate })}
          onBlur={() => leave('version-start-date')}
        />
      )}
    </>
  )
}

/** Finds people of the account by a part of name or address: those at hand at once, all others with the server. */
function MailedTo({ form, draft, change, problemAt, leave }: StepProps) {
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), 250)
  const isLong = form.contacts.length >= CONTACTS_AT_ONCE
  const more = useOperation(
    findLineItemContacts,
    { lineItem: firstItem(form).id, text },
    { enabled: isLong && text.length > 1 },
  )
  const hasContacts = form.contacts.length > 0
  return (
    <ShipToEmail
      description="The license is mailed to these addresses. Several with commas, without blanks."
      placeholder="ann@example.com,bob@example.com"
      value={draft.shipToEmail}
      error={problemAt('ship-to-email')}
      onChange={(shipToEmail) => change({ shipToEmail })}
      onBlur={() => leave('ship-to-email')}
      contacts={[...form.contacts, ...(more.data?.contacts ?? [])]}
      {...(hasContacts && { search: { text: typed, onText: setTyped, isSearching: more.isFetching } })}
    />
  )
}

/** As many contacts as the form brings; where it brings that many, there may be more. */
const CONTACTS_AT_ONCE = 200
