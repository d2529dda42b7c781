import { Checkbox, NumberInput, Radio, Textarea, TextInput } from '@mantine/core'
import { listLicenseModels, listProducts } from '@tallystick/catalog/contracts.ts'
import { MultiRefSelect } from '@tallystick/kit/form/MultiRefSelect.tsx'
import { RefSelect } from '@tallystick/kit/form/RefSelect.tsx'
import { versionedRef } from '@tallystick/screens/catalog/references.tsx'
import { Duration } from '../TermFields.tsx'
import type { ChangeStepProps } from './ItemsStep.tsx'
import { wordsOfChange } from './words.ts'

/** Second step: what the new line items are, for how long, and what becomes of those that they replace. */
export function TermsStep(props: ChangeStepProps) {
  const { draft, change } = props
  return (
    <>
      <h2>Terms</h2>
      <p className="w-lead">What is left as it is follows from each line item.</p>
      <div className="w-fields">
        {draft.kind !== 'renewal' && (
          <MultiRefSelect
            list={listProducts}
            searches="label"
            where={['state.in:deployed', 'kind.in:product,suite']}
            valueOf={versionedRef}
            labelOf={(row) => `${row.name} ${row.version}`.trim()}
            label={`${wordsOfChange(draft.kind).verb} to`}
            description="Needed only where the catalog relates a product to several others."
            value={draft.targets}
            onChange={(targets) => change({ targets })}
          />
        )}
        <RefSelect
          list={listLicenseModels}
          searches="name"
          where={['state.in:deployed']}
          valueOf={(row) => row.name}
          labelOf={(row) => row.name}
          label="License model"
          description="Empty: the present one, as long as the products are sold with it."
          value={draft.licenseModel}
          onChange={(licenseModel) => change({ licenseModel })}
        />
        <Copies {...props} />
        <Start {...props} />
        <Term {...props} />
        <TextInput
          label="Order ID"
          value={draft.orderId}
          onChange={(event) => change({ orderId: event.currentTarget.value })}
        />
        <Textarea
          label="Description"
          autosize
          minRows={1}
          value={draft.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
      </div>
      <section className="w-part">
        <h3>Afterwards</h3>
        <Checkbox
          label="Deploy at once"
          description="Else they wait as drafts, and their customers do not see them yet."
          checked={draft.deploys}
          onChange={(event) => change({ deploys: event.currentTarget.checked })}
        />
        <Checkbox
          mt={12}
          label="The replaced line items can still be activated"
          description="Else they become obsolete, for good. Their copies can be moved to the new ones all the same."
          checked={draft.keepsParent}
          onChange={(event) => change({ keepsParent: event.currentTarget.checked })}
        />
      </section>
    </>
  )
}

function Copies({ draft, change, problems }: ChangeStepProps) {
  return (
    <div className="e-term">
      <Radio.Group
        label="Copies of each line item"
        description="More than there are may be ordered; licenses are refused beyond what is available."
        value={draft.copiesOf}
        onChange={(next) => change({ copiesOf: next === 'some' ? 'some' : 'all' })}
      >
        <div className="e-radios">
          <Radio value="all" label="As many as it has" />
          <Radio value="some" label="A number" />
        </div>
      </Radio.Group>
      {draft.copiesOf === 'some' && (
        <NumberInput
          className="e-number"
          label="Copies"
          hideControls
          allowDecimal={false}
          value={draft.copies ?? ''}
          error={problems['copies']}
          onChange={(copies) => change({ copies: copies === '' ? null : Number(copies) })}
        />
      )}
    </div>
  )
}

function Start({ draft, change, problems }: ChangeStepProps) {
  return (
    <div className="e-term">
      <Radio.Group
        label="Start"
        value={draft.start}
        onChange={(next) => change({ start: next as typeof draft.start })}
      >
        <div className="e-radios">
          <Radio value="today" label="Today" />
          {draft.kind === 'renewal' && <Radio value="parent-end" label="The day after the present end" />}
          <Radio value="date" label="A date" />
        </div>
      </Radio.Group>
      {draft.start === 'date' && (
        <TextInput
          className="e-date"
          type="date"
          label="Start date"
          value={draft.startsOn}
          error={problems['startsOn']}
          onChange={(event) => change({ startsOn: event.currentTarget.value })}
        />
      )}
    </div>
  )
}

function Term({ draft, change, problems }: ChangeStepProps) {
  const follows = draft.kind === 'renewal' ? 'As long again' : 'Ends when the replaced one does'
  return (
    <div className="e-term">
      <Radio.Group
        label="Expiration"
        value={draft.term}
        onChange={(next) => change({ term: next as typeof draft.term })}
      >
        <div className="e-radios">
          <Radio value="follows" label={follows} />
          <Radio value="permanent" label="Permanent" />
          <Radio value="date" label="Until a last day" />
          <Radio value="duration" label="For a time" />
        </div>
      </Radio.Group>
      {draft.kind === 'renewal' && draft.term === 'follows' && (
        <p className="t-hint">
          Line items with a duration get it again, permanent ones stay permanent. Those that end on a day need
          a new end: choose it here.
        </p>
      )}
      {draft.term === 'date' && (
        <TextInput
          className="e-date"
          type="date"
          label="Last day of use"
          value={draft.expiresOn}
          error={problems['expiresOn']}
          onChange={(event) => change({ expiresOn: event.currentTarget.value })}
        />
      )}
      {draft.term === 'duration' && (
        <Duration
          label="Duration"
          value={draft.duration}
          path="duration"
          error={problems['duration']}
          onChange={(duration) => change({ duration })}
        />
      )}
    </div>
  )
}
