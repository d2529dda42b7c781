import { Button, Checkbox, TextInput } from '@mantine/core'
import type { InputOf, OutputOf } from '@tallystick/api/client.ts'
import { readShipToEmail } from '@tallystick/fulfillments/rules/activation-fields.ts'
import {
  getHostForm,
  transferLicenses,
} from '@tallystick/fulfillments/operations/transfer-licenses.contract.ts'
import { getHost } from '@tallystick/hosts/operations/get-host.contract.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { ViewAsCall, actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { useKept } from '@tallystick/kit/form/use-kept.ts'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { WizardFrame, type StepState } from '@tallystick/kit/wizard/WizardFrame.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { DraftHostId } from '../activation/draft.ts'
import { LicensesStep } from '../activation/LicensesStep.tsx'
import { sentencesOf } from '../activation/say.ts'
import '../activation/activation.css'
import '../license.css'
import { overrideSentence } from '../support/act-words.ts'
import { hostFormOf, hostIdInput, setLabel, type HostChoices } from './host-form.ts'
import { HOSTS, hostPath } from './paths.ts'
import { TargetHost } from './TargetHost.tsx'

type Host = OutputOf<typeof getHost>
type Outcome = OutputOf<typeof transferLicenses>

/** *Transfer licenses*: all licenses of a host go to another one of its account. LIFE-10. */
export function TransferLicensesPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const host = useOperation(getHost, { host: id })
  const form = useOperation(getHostForm, { host: id })
  return (
    <Loaded query={host} parents={HOSTS}>
      {(shown) => (
        <Loaded query={form} parents={HOSTS}>
          {(choices) => <TransferWizard host={shown} choices={choices} />}
        </Loaded>
      )}
    </Loaded>
  )
}

type Step = 'target' | 'review'
const STEPS: readonly Step[] = ['target', 'review']
const LABELS: Readonly<Record<Step, string>> = { target: 'Target host', review: 'Review' }

/** What is said before the review. */
interface Draft {
  readonly target: readonly DraftHostId[]
  readonly consolidates: boolean
  readonly shipToEmail: string
}

const NOTHING: Draft = { target: [], consolidates: false, shipToEmail: '' }

function TransferWizard({ host, choices }: { readonly host: Host; readonly choices: HostChoices }) {
  const navigate = useNavigate()
  const [step, setStep] = useState<Step>('target')
  const [isTried, setTried] = useState(false)
  const verify = useCommand(transferLicenses, { verify: true })
  const transfer = useCommand(transferLicenses, {
    says: ({ licenses }) => `${countText(licenses.length, 'license')} transferred.`,
  })
  const [draft, setDraft] = useKept(`transfer-licenses:${host.id}`, () => NOTHING, transfer.isSuccess)
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }))
  const { target, consolidates, shipToEmail } = draft
  const mail = readShipToEmail(shipToEmail)
  const mailProblem = isRefusal(mail) ? sentencesOf(mail) : null
  const input: InputOf<typeof transferLicenses> = {
    host: host.id,
    target: { [host.use === 'server' ? 'servers' : 'nodeHosts']: target.map(hostIdInput) },
    consolidate: consolidates,
    ...(shipToEmail ? { shipToEmail } : {}),
  }
  const isComplete = target.length > 0 && mailProblem === null
  const go = (to: Step) => {
    setTried(!isComplete)
    if (to === 'review' && !isComplete) {
      const wrong = target.length === 0 ? '.w-content .w-adders button' : '.w-content [aria-invalid="true"]'
      setTimeout(() => document.querySelector<HTMLElement>(wrong)?.focus(), 30)
      return
    }
    setStep(to)
    transfer.reset()
    if (to === 'review') verify.mutate(input)
  }
  const done = transfer.data
  const stateOf = (one: Step): StepState =>
    done ? 'done' : one === step ? 'open' : STEPS.indexOf(one) < STEPS.indexOf(step) ? 'done' : 'ahead'
  return (
    <div className="t-page">
      <PageHeader
        title="Transfer licenses"
        parents={[...HOSTS, { label: host.label, to: hostPath(host.id) }]}
        below={<span className="t-mono">{host.label}</span>}
      />
      <WizardFrame
        steps={STEPS.map((key) => ({ key, label: LABELS[key], state: stateOf(key) }))}
        onGo={done ? null : go}
        summary={done ? null : <Summary host={host} target={target} consolidates={consolidates} />}
        buttons={
          done ? (
            <Button onClick={() => void navigate({ to: '/hosts' })}>Hosts</Button>
          ) : (
            <>
              <Button
                variant="default"
                onClick={() => (step === 'target' ? void navigate({ to: hostPath(host.id) }) : go('target'))}
              >
                {step === 'target' ? 'Cancel' : 'Back'}
              </Button>
              <span className="w-forward">
                {step === 'target' ? (
                  <Button onClick={() => go('review')}>Next</Button>
                ) : (
                  <Button
                    loading={transfer.isPending || verify.isPending}
                    disabled={verify.data === undefined}
                    onClick={() => transfer.mutate(input)}
                  >
                    Transfer {countText(host.activeLicenses, 'license')}
                  </Button>
                )}
              </span>
            </>
          )
        }
      >
        {done ? (
          <LicensesStep
            ids={done.licenses.map(({ id }) => id)}
            joinedIds={done.consolidated.map(({ id }) => id)}
          />
        ) : step === 'target' ? (
          <>
            <h2>Target host</h2>
            <p className="w-lead">
              For a machine that was replaced: every license on it goes to the new one, all or none. The old
              licenses end, copies and dates stay.
            </p>
            <TargetHost
              form={hostFormOf(choices)}
              use={host.use}
              ids={target}
              onChange={(next) => change({ target: next })}
              problem={isTried && target.length === 0 ? 'Add the host that the licenses go to.' : null}
            />
            <section className="w-part">
              <Checkbox
                label="Consolidate the new licenses into a single file"
                description="Otherwise each license is a file of its own."
                checked={consolidates}
                onChange={(event) => change({ consolidates: event.currentTarget.checked })}
              />
            </section>
            <TextInput
              label="Mail the new licenses to"
              description="Optional. Addresses with commas, without blanks."
              value={shipToEmail}
              error={isTried ? mailProblem : null}
              onChange={(event) => change({ shipToEmail: event.currentTarget.value.replaceAll(/\s+/g, '') })}
            />
          </>
        ) : (
          <Review outcome={verify.data} isAsking={verify.isPending}>
            <RefusalNotice problem={transfer.error ?? verify.error} />
            <ViewAsCall call={actCall(transferLicenses, input)} />
          </Review>
        )}
      </WizardFrame>
    </div>
  )
}

interface SummaryProps {
  readonly host: Host
  readonly target: readonly DraftHostId[]
  readonly consolidates: boolean
}

function Summary({ host, target, consolidates }: SummaryProps) {
  return (
    <>
      <h3>{countText(host.activeLicenses, 'license')}</h3>
      <p className="t-hint">
        {countText(host.copies, 'copy', 'copies')} of {host.account}
      </p>
      <p>
        From <span className="t-mono">{host.label}</span>
      </p>
      {target.length > 0 && (
        <p>
          To <span className="t-mono">{setLabel(target)}</span>
        </p>
      )}
      {consolidates && <p>In a single file</p>}
    </>
  )
}

interface ReviewProps {
  readonly outcome: Outcome | undefined
  readonly isAsking: boolean
  readonly children: ReactNode
}

function Review({ outcome, isAsking, children }: ReviewProps) {
  return (
    <>
      <h2>Review</h2>
      <p className="w-lead">Nothing has happened yet. This is what will.</p>
      {isAsking && <p className="t-hint">Asking the server…</p>}
      {outcome && !isAsking && (
        <>
          <output className="w-verdict" data-meaning="good">
            Verified with the server: {countText(outcome.closed.length, 'license')} would end,{' '}
            {countText(outcome.licenses.length, 'license')} would begin
            {outcome.consolidated.length > 0 ? ' in a single file' : ''}. Nothing has been written.
          </output>
          {outcome.policiesOverridden.length > 0 && (
            <p className="s-override">{overrideSentence(outcome.policiesOverridden)}</p>
          )}
          {outcome.warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
          <SimpleTable
            label="Licenses that would begin"
            rows={outcome.licenses}
            keyOf={(one) => one.id}
            empty=""
            columns={[
              { label: 'Product', cell: (one) => one.products },
              { label: 'Activation ID', cell: (one) => <span className="t-mono">{one.activationId}</span> },
              { label: 'Copies', cell: (one) => numberText(one.copies), isFigure: true },
              {
                label: 'Hosts',
                cell: (one) => (
                  <span className="t-mono">{[...one.servers, ...one.nodeHosts].join(', ')}</span>
                ),
              },
            ]}
          />
        </>
      )}
      {children}
    </>
  )
}
