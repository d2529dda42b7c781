import { attributeOf } from '@tallystick/catalog/rules/model-attributes.ts'
import { ViewAsCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { LicensePreview } from '../LicensePreview.tsx'
import { ValidDays } from '../ValidDays.tsx'
import { Ends, VerifiedReview } from '../VerifiedReview.tsx'
import { attributeText } from '../activation/attribute-text.ts'
import { PolicyAgreement } from './PolicyAgreement.tsx'
import type { Outcome, SupportForm } from './support-form.ts'
import { HostTexts } from './SupportSummary.tsx'
import type { SupportWizard } from './use-support.ts'

interface ReviewProps extends SupportWizard {
  readonly isAgreed: boolean
  readonly onAgree: (isAgreed: boolean) => void
}

/** Second step: what ends, what begins and what becomes free, as the server says it before anything is written. */
export function ReviewStep(props: ReviewProps) {
  const { form, draft, verified, isVerifying, problem, goTo, contract, request } = props
  return (
    <>
      <VerifiedReview
        problem={problem}
        isVerified={verified !== null && !isVerifying}
        onBack={() => goTo('change')}
      />
      {verified && !problem && (
        <>
          <Differences form={form} outcome={verified} />
          <AttributeChanges form={form} draft={draft} />
          <PolicyAgreement
            policies={verified.policiesOverridden}
            isAgreed={props.isAgreed}
            onAgree={props.onAgree}
          />
          <Previews outcome={verified} />
        </>
      )}
      <ViewAsCall call={{ contract, input: request }} />
    </>
  )
}

interface DifferencesProps {
  readonly form: SupportForm
  readonly outcome: Outcome
}

function Differences({ form, outcome }: DifferencesProps) {
  const { license } = form
  return (
    <div className="w-differences">
      {outcome.closed.map((one) => (
        <Ends key={one.id} code={one.fulfillmentCode} became={one.became}>
          <p>
            {countText(license.copies, 'copy', 'copies')}
            {license.overdraft > 0 && `, overdraft ${numberText(license.overdraft)}`}
          </p>
          <HostTexts texts={[...license.servers, ...license.nodeHosts]} />
        </Ends>
      ))}
      {outcome.closed.length === 0 && (
        <section data-kind="stays">
          <h3>Stays</h3>
          <p className="t-mono">{license.fulfillmentCode}</p>
          <p className="w-kind">The license itself does not change.</p>
        </section>
      )}
      {outcome.licenses.map((one) => (
        <section key={one.id} data-kind="begins">
          <h3>Begins</h3>
          <p>
            {countText(one.copies, 'copy', 'copies')}
            {one.overdraft > 0 && `, overdraft ${numberText(one.overdraft)}`}
          </p>
          <HostTexts texts={[...one.servers, ...one.nodeHosts]} />
          <p>
            <ValidDays from={one.startsOn} to={one.expiresOn} />
          </p>
        </section>
      ))}
      {(form.act === 'return' || outcome.copiesReturned > 0) && (
        <section data-kind="free">
          <h3>Available again</h3>
          <p className="s-figure">{numberText(outcome.copiesReturned)}</p>
          <p>
            {outcome.copiesReturned === 1 ? 'copy' : 'copies'} of line item{' '}
            <span className="t-mono">{license.activationId}</span>
            {outcome.overdraftReturned > 0 && ` and an overdraft of ${numberText(outcome.overdraftReturned)}`}
          </p>
        </section>
      )}
    </div>
  )
}

/** Settings that differ, from what to what. */
function AttributeChanges({ form, draft }: Pick<ReviewProps, 'form' | 'draft'>) {
  const changes = form.fields.attributes.flatMap(({ key, label }) => {
    const definition = attributeOf(key)
    if (!definition) return []
    const before = attributeText(definition, form.attributes[key]) ?? 'not used'
    const after = attributeText(definition, draft.attributes[key]) ?? 'not used'
    return before === after ? [] : [{ label, before, after }]
  })
  if (changes.length === 0) return null
  return (
    <ul className="s-changes" aria-label="Settings that change">
      {changes.map(({ label, before, after }) => (
        <li key={label}>
          {label}: <del>{before}</del> → <ins>{after}</ins>
        </li>
      ))}
    </ul>
  )
}

function Previews({ outcome }: { readonly outcome: Outcome }) {
  if (outcome.licenses.length === 0) return null
  return (
    <section className="w-part">
      <h3>Preview</h3>
      <div className="w-previews">
        {outcome.licenses.map((license, at) => (
          <LicensePreview
            key={license.id}
            license={license}
            title={countText(license.copies, 'copy', 'copies')}
            number={at + 1}
          />
        ))}
      </div>
    </section>
  )
}
