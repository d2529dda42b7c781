import { Button } from '@mantine/core'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import type { Crumb } from '@tallystick/kit/shell/crumbs.ts'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { ConfirmDialog } from '@tallystick/kit/feedback/ConfirmDialog.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { goAndFocus } from '@tallystick/kit/wizard/focus-step.ts'
import { WizardFrame, type StepState } from '@tallystick/kit/wizard/WizardFrame.tsx'
import { useBlocker, useNavigate, useSearch } from '@tanstack/react-router'
import { lineItemsPath } from '../paths.ts'
import './activation.css'
import { CountsStep } from './CountsStep.tsx'
import { STEPS, type Step } from './draft.ts'
import { totalsOf } from './totals.ts'
import type { ActivationForm } from './form.ts'
import { HostsStep } from './HostsStep.tsx'
import { LicensesStep } from './LicensesStep.tsx'
import { LoadedForm } from './LoadedForm.tsx'
import { ReviewStep } from './ReviewStep.tsx'
import { SettingsStep } from './SettingsStep.tsx'
import { Summary } from './Summary.tsx'
import { useActivation } from './use-activation.ts'
import { useDraft, type Wizard } from './use-draft.ts'

const LABELS: Readonly<Record<Step, string>> = {
  settings: 'Settings',
  hosts: 'Hosts',
  counts: 'Counts',
  review: 'Review',
  licenses: 'Licenses',
}

/** The list that an activation begins at. */
function useParents(): readonly Crumb[] {
  const { portal } = useApi().connection
  return [{ label: portal === 'end-user' ? 'Entitlements' : 'Line items', to: lineItemsPath(portal) }]
}

/** Activation of one or more line items: settings, hosts, counts, review, licenses. ACT-01. */
export function ActivationPage() {
  const {
    items = '',
    made = '',
    joined = '',
  } = useSearch({ strict: false }) as {
    readonly joined?: string
    readonly items?: string
    readonly made?: string
  }
  const parents = useParents()
  const lineItems = items.split(',').filter(Boolean)
  const madeIds = made.split(',').filter(Boolean)
  if (madeIds.length > 0) return <MadePage ids={madeIds} joinedIds={joined.split(',').filter(Boolean)} />
  return (
    <LoadedForm lineItems={lineItems} parents={parents}>
      {(form) => <ActivationWizard key={items} form={form} />}
    </LoadedForm>
  )
}

function ActivationWizard({ form }: { readonly form: ActivationForm }) {
  const navigate = useNavigate()
  const parents = useParents()
  const wizard = useDraft(form)
  const activation = useActivation(wizard, (ids, joined) => {
    const search = { made: ids.join(','), ...(joined.length > 0 ? { joined: joined.join(',') } : {}) }
    void navigate({ search: search as never, replace: true, ignoreBlocker: true } as never)
  })
  const { step, draft } = wizard
  const totals = totalsOf(draft, form)
  const files = activation.verified?.licenses.length ?? totals.files
  const act = `Generate ${countText(files, 'license')}, ${countText(totals.copies, 'copy', 'copies')}`
  const isLast = step === 'review'
  return (
    <div className="t-page">
      <PageHeader title={titleOf(form)} name="Activate" parents={parents} below={subtitleOf(form)} />
      {wizard.isResumed && <Resumed onStartOver={wizard.startOver} />}
      <WizardFrame
        steps={STEPS.map((one) => ({ key: one, label: LABELS[one], state: stateOf(one, wizard) }))}
        onGo={(one) => one !== 'licenses' && goAndFocus(wizard, one)}
        summary={<Summary form={form} draft={draft} />}
        buttons={
          <>
            {step !== 'settings' && (
              <Button variant="default" onClick={() => goAndFocus(wizard, before(step))}>
                Back
              </Button>
            )}
            <span className="w-forward">
              {isLast && (
                <Button variant="default" loading={activation.isVerifying} onClick={activation.verify}>
                  Verify
                </Button>
              )}
              {isLast ? (
                <Button
                  loading={activation.isGenerating}
                  disabled={
                    activation.verified === null || activation.isVerifying || activation.problem !== null
                  }
                  onClick={activation.generate}
                >
                  {act}
                </Button>
              ) : (
                <Button onClick={() => goAndFocus(wizard, after(step))}>Next: {LABELS[after(step)]}</Button>
              )}
            </span>
          </>
        }
      >
        {step === 'settings' && <SettingsStep {...wizard} />}
        {step === 'hosts' && <HostsStep {...wizard} />}
        {step === 'counts' && <CountsStep {...wizard} />}
        {step === 'review' && (
          <ReviewStep
            {...wizard}
            verified={activation.verified}
            isVerifying={activation.isVerifying}
            problem={activation.problem}
            onGo={(one) => goAndFocus(wizard, one)}
          />
        )}
      </WizardFrame>
      <LeaveGuard isOn={wizard.isTouched && !activation.isGenerating} />
    </div>
  )
}

interface MadePageProps {
  readonly ids: readonly string[]
  /** Consolidated licenses that were made of them. */
  readonly joinedIds: readonly string[]
}

/** The last step. It stands in the address by the keys of the licenses, so a reload shows it again. */
function MadePage({ ids, joinedIds }: MadePageProps) {
  const navigate = useNavigate()
  const list = lineItemsPath(useApi().connection.portal)
  return (
    <div className="t-page">
      <PageHeader
        title="Activate"
        parents={useParents()}
        actions={
          <Button variant="default" onClick={() => void navigate({ to: list })}>
            Activate more
          </Button>
        }
      />
      <WizardFrame
        steps={STEPS.map((one) => ({
          key: one,
          label: LABELS[one],
          state: one === 'licenses' ? 'open' : 'done',
        }))}
        onGo={null}
        summary={null}
        buttons={null}
      >
        <LicensesStep ids={ids} joinedIds={joinedIds} />
      </WizardFrame>
    </div>
  )
}

function Resumed({ onStartOver }: { readonly onStartOver: () => void }) {
  return (
    <output className="t-hint" style={{ display: 'block', marginBottom: 16 }}>
      You go on where you left.{' '}
      <Button variant="subtle" size="compact-sm" onClick={onStartOver}>
        Start over
      </Button>
    </output>
  )
}

/** Asks before the wizard is left for another page; the draft is kept either way. */
function LeaveGuard({ isOn }: { readonly isOn: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isOn && current.pathname !== next.pathname,
    enableBeforeUnload: false,
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  return (
    <ConfirmDialog
      opened
      title="Leave the activation?"
      consequence="Nothing has been generated. What you entered is kept in this tab, and is there when you come back."
      act="Leave"
      call={null}
      onConfirm={blocker.proceed}
      onClose={blocker.reset}
    />
  )
}

function stateOf(one: Step, wizard: Wizard): StepState {
  const { step, draft } = wizard
  if (one === step) return 'open'
  if (wizard.stepHasProblems(one)) return 'wrong'
  return STEPS.indexOf(one) <= draft.reached && STEPS.indexOf(one) !== STEPS.length - 1 ? 'done' : 'ahead'
}

function before(step: Step): Exclude<Step, 'licenses'> {
  return STEPS[Math.max(0, STEPS.indexOf(step) - 1)] as Exclude<Step, 'licenses'>
}

function after(step: Step): Exclude<Step, 'licenses'> {
  return STEPS[STEPS.indexOf(step) + 1] as Exclude<Step, 'licenses'>
}

function titleOf(form: ActivationForm): string {
  const [only] = form.items
  return form.items.length === 1 && only
    ? `Activate ${only.products}`
    : `Activate ${form.items.length} line items`
}

function subtitleOf(form: ActivationForm) {
  const ids = form.items.map((item) => item.activationId)
  const shown = ids.slice(0, 4).join(', ')
  const owners = new Set(form.items.map((item) => item.soldTo))
  return (
    <>
      <span className="t-mono">{ids.length > 4 ? `${shown} and ${ids.length - 4} more` : shown}</span>
      {owners.size === 1 && <> · {[...owners][0]}</>}
    </>
  )
}
