import { Button } from '@mantine/core'
import { getSupportForm } from '@tallystick/fulfillments/operations/get-support-form.contract.ts'
import type { SupportActName } from '@tallystick/fulfillments/rules/support-acts.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { NotPossible } from '@tallystick/kit/feedback/NotPossible.tsx'
import { LostPage } from '@tallystick/kit/portal/FailedPage.tsx'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { goAndFocus } from '@tallystick/kit/wizard/focus-step.ts'
import { WizardFrame, type WizardStep } from '@tallystick/kit/wizard/WizardFrame.tsx'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import '../activation/activation.css'
import '../license.css'
import { licensePath } from '../paths.ts'
import { ACT_WORDS, buttonWords, isAct } from './act-words.ts'
import { ChangeStep } from './ChangeStep.tsx'
import { DoneStep } from './DoneStep.tsx'
import { ReviewStep } from './ReviewStep.tsx'
import './support.css'
import { SupportSummary } from './SupportSummary.tsx'
import { copiesOf } from './support-draft.ts'
import { formOf, type SupportForm } from './support-form.ts'
import { useSupport, type SupportWizard } from './use-support.ts'

/** Stands in the address where nothing was issued. */
const NOTHING = 'nothing'

type Step = 'change' | 'review' | 'done'

/** One act on one license: what changes, what the server says to it, what came of it. LIFE-02, LIFE-03, LIFE-04. */
export function SupportPage() {
  const { id = '', act = '' } = useParams({ strict: false }) as { id?: string; act?: string }
  return isAct(act) ? <ActPage id={id} act={act} /> : <LostPage />
}

function ActPage({ id, act }: { readonly id: string; readonly act: SupportActName }) {
  const { made } = useSearch({ strict: false }) as { made?: string }
  const parents = [{ label: 'Licenses', to: '/licenses' }]
  const isMade = made !== undefined
  const query = useOperation(getSupportForm, { fulfillment: id, act }, { enabled: !isMade })
  if (isMade) return <MadePage act={act} id={id} />
  return (
    <Loaded query={query} parents={parents}>
      {(answer) => <OpenAct key={`${id} ${act}`} form={formOf(act, answer)} />}
    </Loaded>
  )
}

function OpenAct({ form }: { readonly form: SupportForm }) {
  // The form is that of the beginning: answers that come later must not change what somebody is typing.
  const [first] = useState(form)
  return <SupportWizardPage form={first} />
}

function SupportWizardPage({ form }: { readonly form: SupportForm }) {
  const navigate = useNavigate()
  const words = ACT_WORDS[form.act]
  const wizard = useSupport(form, (outcome) => {
    const search = {
      made: outcome.licenses.map(({ id }) => id).join(',') || NOTHING,
      freed: outcome.copiesReturned,
    }
    void navigate({ search: search as never, replace: true } as never)
  })
  const isClosed = form.command !== null && !form.command.allowed
  const mayAct = form.command !== null && !isClosed
  const [isAgreed, setAgreed] = useState(false)
  return (
    <div className="t-page">
      <PageHeader
        title={`${words.label}: ${form.license.products}`}
        name={words.title}
        parents={parentsOf(form)}
        below={<span className="t-mono">{form.license.fulfillmentCode}</span>}
      />
      {mayAct ? (
        <WizardFrame
          steps={stepsOf(form.act, wizard.draft.step, wizard.hasProblems)}
          onGo={(step) => step !== 'done' && goAndFocus(wizard, step)}
          summary={<SupportSummary form={form} />}
          buttons={
            <Buttons
              wizard={wizard}
              isAgreed={isAgreed}
              back={() => void navigate({ to: licensePath(form.license.id) })}
            />
          }
        >
          {wizard.draft.step === 'change' ? (
            <ChangeStep {...wizard} />
          ) : (
            <ReviewStep {...wizard} isAgreed={isAgreed} onAgree={setAgreed} />
          )}
        </WizardFrame>
      ) : (
        <NotNow form={form} />
      )}
    </div>
  )
}

function parentsOf({ license }: SupportForm) {
  return [
    { label: 'Licenses', to: '/licenses' },
    { label: license.fulfillmentCode, to: licensePath(license.id) },
  ]
}

/** Says why the act is not possible before anybody types. */
function NotNow({ form }: { readonly form: SupportForm }) {
  return (
    <NotPossible
      reason={
        form.command?.reason ?? 'Your roles do not include this. Ask an administrator for one that does.'
      }
      back={{ label: 'Back to the license', to: licensePath(form.license.id) }}
    />
  )
}

function Buttons(props: {
  readonly wizard: SupportWizard
  readonly isAgreed: boolean
  readonly back: () => void
}) {
  const { wizard, isAgreed, back } = props
  const { draft, form, verified } = wizard
  if (draft.step === 'change') {
    return (
      <>
        <Button variant="default" onClick={back}>
          Cancel
        </Button>
        <span className="w-forward">
          <Button onClick={() => goAndFocus(wizard, 'review')}>Next: Review</Button>
        </span>
      </>
    )
  }
  const needsAgreement = (verified?.policiesOverridden.length ?? 0) > 0
  return (
    <>
      <Button variant="default" onClick={() => goAndFocus(wizard, 'change')}>
        Back
      </Button>
      <span className="w-forward">
        <Button
          loading={wizard.isActing}
          disabled={
            verified === null ||
            wizard.isVerifying ||
            wizard.problem !== null ||
            (needsAgreement && !isAgreed)
          }
          onClick={wizard.act}
        >
          {buttonWords(form.act, copiesOf(form, draft))}
        </Button>
      </span>
    </>
  )
}

function stepsOf(act: SupportActName, open: Step, hasProblems: boolean): readonly WizardStep<Step>[] {
  const isAfter = open !== 'change'
  return [
    {
      key: 'change',
      label: ACT_WORDS[act].step,
      state: open === 'change' ? 'open' : hasProblems ? 'wrong' : 'done',
    },
    { key: 'review', label: 'Review', state: open === 'review' ? 'open' : isAfter ? 'done' : 'ahead' },
    { key: 'done', label: 'Done', state: open === 'done' ? 'open' : 'ahead' },
  ]
}

/** The end. It stands in the address, so that a reload shows it again. */
function MadePage({ act, id }: { readonly act: SupportActName; readonly id: string }) {
  const { made = '', freed = '0' } = useSearch({ strict: false }) as { made?: string; freed?: string }
  const words = ACT_WORDS[act]
  return (
    <div className="t-page">
      <PageHeader title={words.title} parents={[{ label: 'Licenses', to: '/licenses' }]} />
      <WizardFrame steps={stepsOf(act, 'done', false)} onGo={null} summary={null} buttons={null}>
        <DoneStep
          act={act}
          before={id}
          ids={made === NOTHING ? [] : made.split(',').filter(Boolean)}
          copiesReturned={Number(freed)}
        />
      </WizardFrame>
    </div>
  )
}
