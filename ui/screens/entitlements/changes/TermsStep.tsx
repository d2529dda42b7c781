import { Checkbox, NumberInput, Textarea, TextInput } from '@mantine/core'
import { listLicenseModels, listProducts } from '@tallystick/catalog/contracts.ts'
import { MultiRefSelect } from '@tallystick/kit/form/MultiRefSelect.tsx'
import { RefSelect } from '@tallystick/kit/form/RefSelect.tsx'
import { versionedRef } from '@tallystick/screens/catalog/references.tsx'
import { DayInput, TermChoice, TermEnd, TERMS } from '../TermParts.tsx'
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
    <TermChoice
      label="Copies of each line item"
      description="More than there are may be ordered; licenses are refused beyond what is available."
      value={draft.copiesOf}
      choices={{ all: 'As many as it has', some: 'A number' }}
      onChange={(copiesOf) => change({ copiesOf })}
    >
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
    </TermChoice>
  )
}

function Start({ draft, change, problems }: ChangeStepProps) {
  const afterEnd = draft.kind === 'renewal' && { 'parent-end': 'The day after the present end' }
  return (
    <TermChoice
      label="Start"
      value={draft.start}
      choices={{ today: 'Today', ...afterEnd, date: 'A date' }}
      onChange={(start) => change({ start })}
    >
      {draft.start === 'date' && (
        <DayInput
          label="Start date"
          value={draft.startsOn}
          error={problems['startsOn']}
          onChange={(startsOn) => change({ startsOn })}
        />
      )}
    </TermChoice>
  )
}

function Term({ draft, change, problems }: ChangeStepProps) {
  const follows = draft.kind === 'renewal' ? 'As long again' : 'Ends when the replaced one does'
  return (
    <TermChoice
      label="Expiration"
      value={draft.term}
      choices={{ follows, ...TERMS }}
      onChange={(term) => change({ term })}
    >
      {draft.kind === 'renewal' && draft.term === 'follows' && (
        <p className="t-hint">
          Line items with a duration get it again, permanent ones stay permanent. Those that end on a day need
          a new end: choose it here.
        </p>
      )}
      <TermEnd
        kind={draft.term}
        expiresOn={draft.expiresOn}
        duration={draft.duration}
        problems={problems}
        onChange={change}
      />
    </TermChoice>
  )
}
