import { Select, Textarea, TextInput } from '@mantine/core'
import { Day } from '@tallystick/kit/format/When.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { AttributeInput } from './AttributeInput.tsx'
import { attributeField } from './fields.ts'
import { attributesOf, type FormContact } from './form.ts'
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
            description="Postal address, if the producer needs one."
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
  const contacts = form.contacts.filter((one) => one.email && !given.includes(one.email))
  const add = (email: string | null) => email && change({ shipToEmail: [...given, email].join(',') })
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
      {contacts.length > 0 && (
        <Select
          mt={8}
          aria-label="Add a contact to the ship-to email"
          placeholder="Add somebody from your contacts"
          searchable
          nothingFoundMessage="Nobody is called that."
          value={null}
          data={contacts.map(choiceOf)}
          onChange={add}
        />
      )}
    </div>
  )
}

function choiceOf({ name, email }: FormContact) {
  return { value: email, label: name ? `${name} (${email})` : email }
}
