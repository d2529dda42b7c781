import { Select, Textarea, TextInput } from '@mantine/core'
import { dateText } from '@tallystick/kit/format/dates.ts'
import { AttributeInput } from '../activation/AttributeInput.tsx'
import { attributeField } from '../activation/fields.ts'
import { ACT_WORDS } from './act-words.ts'
import { EndFields } from './EndFields.tsx'
import { HostFields } from './HostFields.tsx'
import { PartFields } from './PartFields.tsx'
import { copiesOf, issuesLicense } from './support-draft.ts'
import type { SupportWizard } from './use-support.ts'

/** First step: what is to be different. Everything begins as the license has it. */
export function ChangeStep(wizard: SupportWizard) {
  const { form, draft, change, problemAt } = wizard
  const { fields } = form
  const words = ACT_WORDS[form.act]
  const hasSettings = fields.asksStartDate || fields.versionDate !== null || fields.attributes.length > 0
  return (
    <>
      <h2>{words.step}</h2>
      <p className="w-lead">{words.lead}</p>
      {fields.asksPart && <PartFields {...wizard} />}
      {form.act === 'return' && <Back {...wizard} />}
      {fields.asksHosts && <HostFields {...wizard} />}
      {(hasSettings || fields.asksEnd) && (
        <div className="w-fields s-settings">
          {fields.asksStartDate && (
            <Day
              id="start-date"
              label="Start date"
              description={
                form.act === 'emergency' ? 'At first the day on which the license was issued.' : undefined
              }
              value={draft.startDate}
              error={problemAt('start-date')}
              onChange={(startDate) => change({ startDate })}
            />
          )}
          {fields.asksEnd && <EndFields {...wizard} />}
          <VersionDates {...wizard} />
          {fields.attributes.map((asked) => (
            <AttributeInput
              key={asked.key}
              asked={asked}
              id={attributeField(asked.key)}
              value={draft.attributes[asked.key]}
              error={problemAt(attributeField(asked.key))}
              onBlur={() => undefined}
              onChange={(value) => change({ attributes: { ...draft.attributes, [asked.key]: value } })}
            />
          ))}
        </div>
      )}
      {issuesLicense(form, draft) && <ShipTo {...wizard} />}
    </>
  )
}

/** What a return gives back, in words. */
function Back({ form, draft }: SupportWizard) {
  if (!form.givesCopiesBack) {
    return (
      <p className="s-note" data-meaning="attention">
        By the terms of this license, returned copies do not become available again.
      </p>
    )
  }
  const count = copiesOf(form, draft)
  if (count < 1 || count > form.license.copies) return null
  return (
    <p className="s-note">
      {count === 1 ? '1 copy becomes' : `${count} copies become`} available in line item{' '}
      <span className="t-mono">{form.license.activationId}</span>.
    </p>
  )
}

function VersionDates({ form, draft, change, problemAt }: SupportWizard) {
  const { versionDate } = form.fields
  if (versionDate === null) return null
  const isStart = versionDate === 'version-start-date'
  const present = form.license.versionDate
  return (
    <Day
      id={versionDate}
      label={isStart ? 'Version start date' : 'Version date'}
      description={present ? `Leave empty to keep the version date ${dateText(present)}.` : undefined}
      value={isStart ? draft.versionStartDate : draft.versionDate}
      error={problemAt(versionDate)}
      onChange={(date) => change(isStart ? { versionStartDate: date } : { versionDate: date })}
    />
  )
}

function Day(props: {
  readonly id: string
  readonly label: string
  readonly description?: string | undefined
  readonly value: string
  readonly error: string | null
  readonly onChange: (value: string) => void
}) {
  const { onChange, ...shown } = props
  return <TextInput type="date" {...shown} onChange={(event) => onChange(event.currentTarget.value)} />
}

function ShipTo({ form, draft, change, problemAt }: SupportWizard) {
  const given = draft.shipToEmail.split(',').filter(Boolean)
  const proposed = [
    ...form.license.shipToEmail
      .split(',')
      .filter(Boolean)
      .map((email) => ({ email, name: '' })),
    ...form.contacts,
  ].filter(
    ({ email }, at, all) => !given.includes(email) && all.findIndex((one) => one.email === email) === at,
  )
  return (
    <section className="w-part">
      <h3>Where to send the new license</h3>
      <div className="w-fields">
        <div>
          <TextInput
            id="ship-to-email"
            label="Ship-to email"
            description={
              form.license.technology === 'certificate'
                ? 'Several with commas. Leave empty to mail it to nobody: you can save the file at the end.'
                : 'Several with commas. Leave empty for the addresses of this license; the files are mailed when they are there.'
            }
            inputMode="email"
            autoComplete="off"
            spellCheck={false}
            value={draft.shipToEmail}
            error={problemAt('ship-to-email')}
            onChange={(event) => change({ shipToEmail: event.currentTarget.value.replaceAll(/\s+/g, '') })}
          />
          {proposed.length > 0 && (
            <Select
              mt={8}
              aria-label="Add a contact to the ship-to email"
              placeholder="Add a contact of the account"
              searchable
              nothingFoundMessage="Nobody is called that."
              value={null}
              data={proposed.map(({ name, email }) => ({
                value: email,
                label: name ? `${name} (${email})` : email,
              }))}
              onChange={(email) => email && change({ shipToEmail: [...given, email].join(',') })}
            />
          )}
        </div>
        <Textarea
          id="ship-to-address"
          label="Ship-to address"
          description={form.license.shipToAddress ? 'Leave empty to keep that of the license.' : undefined}
          autosize
          minRows={2}
          maxLength={2000}
          value={draft.shipToAddress}
          onChange={(event) => change({ shipToAddress: event.currentTarget.value })}
        />
      </div>
    </section>
  )
}
