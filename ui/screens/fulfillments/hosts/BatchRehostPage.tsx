import { Button } from '@mantine/core'
import { listAccounts } from '@tallystick/accounts/operations/list-accounts.contract.ts'
import {
  getRedistributionGrid,
  redistributeLicenses,
} from '@tallystick/fulfillments/operations/redistribute-licenses.contract.ts'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { RefSelect } from '@tallystick/kit/form/RefSelect.tsx'
import { useKept } from '@tallystick/kit/form/use-kept.ts'
import { countText } from '@tallystick/kit/format/dates.ts'
import { oneOf, type QueryValues } from '@tallystick/kit/portal/address.ts'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { WizardFrame, type StepState } from '@tallystick/kit/wizard/WizardFrame.tsx'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import '../activation/activation.css'
import { AttributeInput } from '../activation/AttributeInput.tsx'
import { LicensesStep } from '../activation/LicensesStep.tsx'
import { attributeField } from '../activation/fields.ts'
import '../license.css'
import { GridReview } from './GridReview.tsx'
import { GridStep } from './GridStep.tsx'
import {
  attributesOfGrid,
  EMPTY_GRID,
  gridProblem,
  requestOfGrid,
  type Grid,
  type GridDraft,
} from './grid-draft.ts'
import { lacksAgreement } from './MoveReview.tsx'
import { redistributionPath } from './paths.ts'

const STEPS = ['account', 'counts', 'attributes', 'review'] as const
type Step = (typeof STEPS)[number]
const LABELS: Readonly<Record<Step, string>> = {
  account: 'Account',
  counts: 'Final counts',
  attributes: 'Attributes',
  review: 'Review',
}

/** *Batch rehost*: counted copies of an account are counted out over its license servers anew. LIFE-09. */
export function BatchRehostPage() {
  const search: QueryValues = useSearch({ strict: false })
  const account = oneOf(search['account']) ?? ''
  const navigate = useNavigate()
  const [step, setStep] = useState<Step>('account')
  const [isTried, setTried] = useState(false)
  const [isAgreed, setAgreed] = useState(false)
  const query = useOperation(getRedistributionGrid, { account }, { enabled: account !== '' })
  const verify = useCommand(redistributeLicenses, { verify: true })
  const act = useCommand(redistributeLicenses, {
    says: ({ licenses }) => `${countText(licenses.length, 'license')} generated.`,
  })
  const done = act.data
  const [draft, setDraft] = useKept<GridDraft>('batch-rehost', () => EMPTY_GRID, act.isSuccess)
  const grid = query.data
  const missing = missingOf(grid, draft)
  const go = (to: Step) => {
    const open = STEPS.slice(0, STEPS.indexOf(to)).find((one) => missing(one) !== null)
    setTried(open !== undefined)
    setStep(open ?? to)
    setAgreed(false)
    act.reset()
    if (open === undefined && to === 'review' && grid) verify.mutate(requestOfGrid(grid, draft))
  }
  const place = STEPS.indexOf(step)
  const stateOf = (one: Step): StepState =>
    done ? 'done' : one === step ? 'open' : STEPS.indexOf(one) < place ? 'done' : 'ahead'
  const problem = missing(step)
  return (
    <div className="t-page">
      <PageHeader title="Batch rehost" parents={[{ label: 'Licenses', to: '/licenses' }]} />
      <WizardFrame
        steps={STEPS.map((key) => ({ key, label: LABELS[key], state: stateOf(key) }))}
        onGo={done ? null : go}
        summary={null}
        buttons={
          done ? (
            <Button onClick={() => void navigate({ to: '/licenses' })}>Licenses</Button>
          ) : (
            <>
              <Button
                variant="default"
                onClick={() =>
                  place === 0 ? void navigate({ to: '/licenses' }) : go(STEPS[place - 1] as Step)
                }
              >
                {place === 0 ? 'Cancel' : 'Back'}
              </Button>
              <span className="w-forward">
                {step === 'review' ? (
                  <Button
                    loading={act.isPending || verify.isPending}
                    disabled={
                      verify.data === undefined ||
                      verify.error !== null ||
                      lacksAgreement(verify.data, isAgreed)
                    }
                    onClick={() => grid && act.mutate(requestOfGrid(grid, draft))}
                  >
                    Generate {countText(verify.data?.licenses.length ?? 0, 'license')}
                  </Button>
                ) : (
                  <Button
                    loading={step === 'account' && query.isFetching && !grid}
                    onClick={() => (problem ? setTried(true) : go(STEPS[place + 1] as Step))}
                  >
                    Next
                  </Button>
                )}
              </span>
            </>
          )
        }
      >
        {done ? (
          <LicensesStep ids={done.licenses.map(({ id }) => id)} />
        ) : (
          <>
            {step === 'account' && (
              <AccountStep
                account={account}
                label={grid ? `${grid.account.code} (${grid.account.name})` : undefined}
                onChange={(next) => {
                  setDraft(EMPTY_GRID)
                  setTried(false)
                  void navigate({ to: redistributionPath(next ?? undefined) })
                }}
              />
            )}
            {step === 'account' && <RefusalNotice problem={query.error} takesFocus={false} />}
            {step === 'attributes' && grid && (
              <AttributesStep grid={grid} draft={draft} onChange={setDraft} />
            )}
            {step === 'counts' && grid && <GridStep grid={grid} draft={draft} onChange={setDraft} />}
            {step === 'review' && grid && (
              <GridReview
                grid={grid}
                draft={draft}
                verified={verify.data}
                isAsking={verify.isPending}
                problem={act.error ?? verify.error}
                isAgreed={isAgreed}
                onAgree={setAgreed}
              />
            )}
            {isTried && problem && (
              <p className="w-error" role="alert">
                {problem}
              </p>
            )}
          </>
        )}
      </WizardFrame>
    </div>
  )
}

function missingOf(grid: Grid | undefined, draft: GridDraft): (step: Step) => string | null {
  return (step) => {
    if (!grid) return 'Choose the account whose licenses are counted out anew.'
    if (step === 'account' && grid.lineItems.length === 0) {
      return 'The account has no active license that is counted on a license server.'
    }
    return step === 'counts' ? gridProblem(grid, draft) : null
  }
}

interface AccountStepProps {
  readonly account: string
  readonly label: string | undefined
  readonly onChange: (account: string | null) => void
}

function AccountStep({ account, label, onChange }: AccountStepProps) {
  return (
    <>
      <h2>Account</h2>
      <p className="w-lead">
        Copies of floating and node-locked counted licenses can be counted out over the license servers of
        their account anew: 20 on one server become 10 and 10 on two.
      </p>
      <RefSelect
        list={listAccounts}
        searches="name"
        label="Account"
        valueOf={(row) => row.id}
        labelOf={(row) => `${row.code} (${row.name})`}
        value={account === '' ? null : account}
        valueLabel={label}
        onChange={onChange}
        isRequired
      />
    </>
  )
}

interface AttributesStepProps {
  readonly grid: Grid
  readonly draft: GridDraft
  readonly onChange: (draft: GridDraft) => void
}

function AttributesStep({ grid, draft, onChange }: AttributesStepProps) {
  const attributes = attributesOfGrid(grid, draft)
  return (
    <>
      <h2>Common attributes</h2>
      <p className="w-lead">
        {attributes.length === 0
          ? 'The line items that change have no attribute in common that is asked at an activation. There is nothing to say here.'
          : 'Of the licenses that are generated. Leave a field empty, and each keeps what it has.'}
      </p>
      {attributes.map((asked) => (
        <AttributeInput
          key={asked.key}
          asked={{ ...asked, isRequired: false }}
          id={attributeField(asked.key)}
          value={draft.attributes[asked.key]}
          error={null}
          onBlur={() => undefined}
          onChange={(value) =>
            onChange({ ...draft, attributes: { ...draft.attributes, [asked.key]: value } })
          }
        />
      ))}
    </>
  )
}
