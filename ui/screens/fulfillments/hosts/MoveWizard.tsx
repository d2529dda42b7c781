import { Button, TextInput } from '@mantine/core'
import type { ApiProblem } from '@tallystick/api/client.ts'
import { readShipToEmail } from '@tallystick/fulfillments/rules/activation-fields.ts'
import type { HostUse } from '@tallystick/hosts/model.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { ViewAsCall, type ActCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { useKept } from '@tallystick/kit/form/use-kept.ts'
import { countText } from '@tallystick/kit/format/dates.ts'
import { focusStep } from '@tallystick/kit/wizard/focus-step.ts'
import { WizardFrame, type StepState } from '@tallystick/kit/wizard/WizardFrame.tsx'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import '../activation/activation.css'
import type { DraftHostId } from '../activation/draft.ts'
import type { ActivationForm } from '../activation/form.ts'
import { sentencesOf } from '../activation/say.ts'
import '../license.css'
import { lacksAgreement, MoveReview, type MoveOutcome } from './MoveReview.tsx'
import { TargetHost } from './TargetHost.tsx'

/** What is said before many licenses go to another host. */
export interface MoveDraft {
  readonly target: readonly DraftHostId[]
  readonly consolidates: boolean
  readonly shipToEmail: string
}

const NOTHING: MoveDraft = { target: [], consolidates: false, shipToEmail: '' }

/** The command, or the same one asked before anything is written. */
interface MoveCommand {
  readonly data: MoveOutcome | undefined
  readonly error: ApiProblem | null
  readonly isPending: boolean
  readonly reset: () => void
}

interface MoveWizardProps {
  /** Under which what was typed is kept. */
  readonly name: string
  /** On the last button, with the number of licenses behind it: `Rehost`. */
  readonly verb: string
  readonly licenses: number
  readonly use: HostUse
  readonly form: ActivationForm
  /** What is about to happen. */
  readonly lead: ReactNode
  /** Beside both steps, from where and whose. */
  readonly summary: (draft: MoveDraft) => ReactNode
  /** Stands below the target host. */
  readonly choices?: (draft: MoveDraft, change: (patch: Partial<MoveDraft>) => void) => ReactNode
  readonly back: string
  readonly verify: MoveCommand
  readonly act: MoveCommand
  readonly onVerify: (draft: MoveDraft) => void
  readonly onAct: (draft: MoveDraft) => void
  readonly callOf: (draft: MoveDraft) => ActCall
  /** Shown when it has happened, with a way on. */
  readonly done?: { readonly shown: (outcome: MoveOutcome) => ReactNode; readonly next: ReactNode }
}

type Step = 'target' | 'review'
const STEPS: readonly Step[] = ['target', 'review']
const LABELS: Readonly<Record<Step, string>> = { target: 'Target host', review: 'Review' }

/** Licenses that go to another host together: the host first, then what becomes of each of them. LIFE-07, LIFE-10. */
export function MoveWizard(props: MoveWizardProps) {
  const { form, use, lead, summary, choices, verify, act, onVerify, callOf, done } = props
  const [step, setStep] = useState<Step>('target')
  const [isTried, setTried] = useState(false)
  const [isAgreed, setAgreed] = useState(false)
  const [draft, setDraft] = useKept(props.name, () => NOTHING, act.data !== undefined)
  const change = (patch: Partial<MoveDraft>) => setDraft((before) => ({ ...before, ...patch }))
  const { target, shipToEmail } = draft
  const mail = readShipToEmail(shipToEmail)
  const mailProblem = isRefusal(mail) ? sentencesOf(mail) : null
  const isComplete = target.length > 0 && mailProblem === null
  const go = (to: Step) => {
    setTried(!isComplete)
    if (to === 'review' && !isComplete) {
      return focusStep(() => document.getElementById(target.length === 0 ? 'add-host' : 'ship-to'))
    }
    setStep(to)
    setAgreed(false)
    act.reset()
    if (to === 'review') onVerify(draft)
  }
  const made = done && act.data
  const stateOf = (one: Step): StepState =>
    made ? 'done' : one === step ? 'open' : STEPS.indexOf(one) < STEPS.indexOf(step) ? 'done' : 'ahead'
  return (
    <WizardFrame
      steps={STEPS.map((key) => ({ key, label: LABELS[key], state: stateOf(key) }))}
      onGo={made ? null : go}
      summary={made ? null : summary(draft)}
      buttons={made ? done.next : <Buttons {...props} {...{ step, go, draft, isAgreed }} />}
    >
      {made ? (
        done.shown(made)
      ) : step === 'target' ? (
        <>
          <h2>{LABELS.target}</h2>
          <p className="w-lead">{lead}</p>
          <TargetHost
            form={form}
            use={use}
            ids={target}
            onChange={(next) => change({ target: next })}
            problem={isTried && target.length === 0 ? 'Add the host that the licenses go to.' : null}
          />
          {choices?.(draft, change)}
          <TextInput
            mt="md"
            id="ship-to"
            label="Mail the new licenses to"
            description="Optional. Addresses with commas, without blanks."
            value={shipToEmail}
            error={isTried ? mailProblem : null}
            onChange={(event) => change({ shipToEmail: event.currentTarget.value.replaceAll(/\s+/g, '') })}
          />
        </>
      ) : (
        <>
          <MoveReview
            outcome={verify.isPending ? undefined : verify.data}
            problem={act.error ?? verify.error}
            onBack={() => go('target')}
            isAgreed={isAgreed}
            onAgree={setAgreed}
          />
          <ViewAsCall call={callOf(draft)} />
        </>
      )}
    </WizardFrame>
  )
}

interface ButtonsProps extends MoveWizardProps {
  readonly step: Step
  readonly go: (to: Step) => void
  readonly draft: MoveDraft
  readonly isAgreed: boolean
}

function Buttons({ step, go, draft, isAgreed, verb, licenses, back, verify, act, onAct }: ButtonsProps) {
  const navigate = useNavigate()
  return (
    <>
      <Button
        variant="default"
        onClick={() => (step === 'target' ? void navigate({ to: back }) : go('target'))}
      >
        {step === 'target' ? 'Cancel' : 'Back'}
      </Button>
      <span className="w-forward">
        {step === 'target' ? (
          <Button onClick={() => go('review')}>Next</Button>
        ) : (
          <Button
            loading={act.isPending || verify.isPending}
            disabled={
              verify.data === undefined || act.error !== null || lacksAgreement(verify.data, isAgreed)
            }
            onClick={() => onAct(draft)}
          >
            {verb} {countText(verify.data?.licenses.length ?? licenses, 'license')}
          </Button>
        )}
      </span>
    </>
  )
}
