import { Textarea } from '@mantine/core'
import { dateText } from '@tallystick/kit/format/dates.ts'
import { AskedAttributes } from '../activation/AskedAttributes.tsx'
import { DayField } from '../activation/DayField.tsx'
import { ShipToEmail } from '../activation/ShipToEmail.tsx'
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
            <DayField
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
          <AskedAttributes
            asked={fields.attributes}
            values={draft.attributes}
            problemAt={problemAt}
            onChange={(attributes) => change({ attributes })}
          />
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
    <DayField
      id={versionDate}
      label={isStart ? 'Version start date' : 'Version date'}
      description={present ? `Leave empty to keep the version date ${dateText(present)}.` : undefined}
      value={isStart ? draft.versionStartDate : draft.versionDate}
      error={problemAt(versionDate)}
      onChange={(date) => change(isStart ? { versionStartDate: date } : { versionDate: date })}
    />
  )
}

function ShipTo({ form, draft, change, problemAt }: SupportWizard) {
  const present = form.license.shipToEmail.split(',').filter(Boolean)
  return (
    <section className="w-part">
      <h3>Where to send the new license</h3>
      <div className="w-fields">
        <ShipToEmail
          description={
            form.license.technology === 'certificate'
              ? 'Several with commas. Leave empty to mail it to nobody: you can save the file at the end.'
              : 'Several with commas. Leave empty for the addresses of this license; the files are mailed when they are there.'
          }
          value={draft.shipToEmail}
          error={problemAt('ship-to-email')}
          onChange={(shipToEmail) => change({ shipToEmail })}
          contacts={[...present.map((email) => ({ email, name: '' })), ...form.contacts]}
        />
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
