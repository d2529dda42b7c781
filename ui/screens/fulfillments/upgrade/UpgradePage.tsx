import type { OutputOf } from '@tallystick/api/client.ts'
import { Button, NumberInput, Skeleton } from '@mantine/core'
import { getLicense } from '@tallystick/fulfillments/operations/get-license.contract.ts'
import { listReplacingLineItems } from '@tallystick/fulfillments/operations/list-replacing-line-items.contract.ts'
import { upgradeLicense } from '@tallystick/fulfillments/operations/upgrade-license.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { NotPossible } from '@tallystick/kit/feedback/NotPossible.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { goAndFocus } from '@tallystick/kit/wizard/focus-step.ts'
import { WizardFrame, type StepState } from '@tallystick/kit/wizard/WizardFrame.tsx'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import '../activation/activation.css'
import { firstItem } from '../activation/form.ts'
import { LicensesStep } from '../activation/LicensesStep.tsx'
import { CHANGE_WORDS } from '../activation/replacing.ts'
import { SettingsStep } from '../activation/SettingsStep.tsx'
import { licensePath } from '../paths.ts'
import { ChooseStep } from './ChooseStep.tsx'
import { UPGRADE_STEPS, type UpgradeChoices, type UpgradeStep } from './upgrade-draft.ts'
import './upgrade.css'
import { UpgradeReview } from './UpgradeReview.tsx'
import { useUpgrade, type UpgradeWizard } from './use-upgrade.ts'

type License = OutputOf<typeof getLicense>

const LABELS: Readonly<Record<UpgradeStep | 'done', string>> = {
  choose: 'Where it goes',
  settings: 'Settings',
  review: 'Review',
  done: 'Done',
}

/** Upgrade, upsell or renewal of one license by a line item that replaces its own. LIFE-05. */
export function UpgradePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { made } = useSearch({ strict: false }) as { made?: string }
  const parents = [{ label: 'Licenses', to: '/licenses' }]
  const isOpen = made === undefined
  const license = useOperation(getLicense, { fulfillment: id }, { enabled: isOpen })
  const mayAct = license.data?.commands[upgradeLicense.name]?.allowed === true
  const choices = useOperation(listReplacingLineItems, { fulfillment: id }, { enabled: isOpen && mayAct })
  if (made !== undefined) return <MadePage ids={String(made).split(',').filter(Boolean)} />
  return (
    <Loaded query={license} parents={parents}>
      {(shown) =>
        mayAct ? (
          <Loaded query={choices} parents={parentsOf(shown)}>
            {(found) => <OpenUpgrade key={shown.id} license={shown} choices={found} />}
          </Loaded>
        ) : (
          <NotNow license={shown} />
        )
      }
    </Loaded>
  )
}

/** The choices are those of the beginning: later answers must not change what somebody is typing. */
function OpenUpgrade({ license, choices }: { readonly license: License; readonly choices: UpgradeChoices }) {
  const [first] = useState(choices)
  const navigate = useNavigate()
  const wizard = useUpgrade(license, first, (outcome) => {
    const search = { made: outcome.licenses.map(({ id }) => id).join(',') }
    void navigate({ search: search as never, replace: true } as never)
  })
  const back = () => void navigate({ to: licensePath(license.id) })
  return (
    <div className="t-page">
      <PageHeader
        title={`${verbsOf(first)} ${license.products}`}
        name={verbsOf(first)}
        parents={parentsOf(license)}
        below={<span className="t-mono">{license.fulfillmentCode}</span>}
      />
      <WizardFrame
        steps={[...UPGRADE_STEPS, 'done' as const].map((key) => ({
          key,
          label: LABELS[key],
          state: stateOf(key, wizard),
        }))}
        onGo={(step) => step !== 'done' && goAndFocus(wizard, step)}
        summary={<Summary license={license} wizard={wizard} />}
        buttons={<Buttons wizard={wizard} onCancel={back} />}
      >
        {wizard.draft.step === 'choose' && <ChooseStep {...wizard} />}
        {wizard.draft.step === 'settings' && <Settings {...wizard} />}
        {wizard.draft.step === 'review' && (
          <UpgradeReview {...wizard} copies={license.copies} onBack={(step) => goAndFocus(wizard, step)} />
        )}
      </WizardFrame>
    </div>
  )
}

function parentsOf({ id, fulfillmentCode }: License) {
  return [
    { label: 'Licenses', to: '/licenses' },
    { label: fulfillmentCode, to: licensePath(id) },
  ]
}

/** What the choices do to a license: *Upgrade*, *Renew*, or both. */
function verbsOf({ lineItems }: UpgradeChoices): string {
  const verbs = [...new Set(lineItems.map(({ changeKind }) => CHANGE_WORDS[changeKind].verb))]
  const [first = 'Upgrade', ...others] = verbs
  const last = others.at(-1)
  if (last === undefined) return first
  const middle = others.slice(0, -1).map((verb) => `, ${verb.toLowerCase()}`)
  return `${first}${middle.join('')} or ${last.toLowerCase()}`
}

/** Says why it is not possible before anybody types. */
function NotNow({ license }: { readonly license: License }) {
  const { reason } = license.commands[upgradeLicense.name] ?? {}
  return (
    <div className="t-page">
      <PageHeader title={`Upgrade ${license.products}`} name="Upgrade" parents={parentsOf(license)} />
      <NotPossible
        reason={reason ?? 'Your roles do not include this. Ask an administrator of your account.'}
        back={{ label: 'Back to the license', to: licensePath(license.id) }}
      />
    </div>
  )
}

/** Second step: what the new license model asks, as in an activation. */
function Settings(wizard: UpgradeWizard) {
  const { form, settings, draft, change, changeSettings, problemAt, leave } = wizard
  if (form === null || settings === null) return <Skeleton height={160} />
  const { asks } = firstItem(form)
  return (
    <>
      <SettingsStep
        form={form}
        draft={settings}
        grids={{}}
        change={changeSettings}
        problemAt={problemAt}
        leave={leave}
      />
      {asks.overdraft && (
        <section className="w-part">
          <h3>Overdraft</h3>
          <NumberInput
            id="overdraft"
            label="Overdraft of the new license"
            className="u-number"
            hideControls
            allowDecimal={false}
            clampBehavior="none"
            value={draft.overdraft ?? ''}
            error={problemAt('overdraft')}
            onChange={(overdraft) => change({ overdraft: typeof overdraft === 'number' ? overdraft : null })}
            onBlur={() => leave('overdraft')}
          />
        </section>
      )}
    </>
  )
}

function Summary({ license, wizard }: { readonly license: License; readonly wizard: UpgradeWizard }) {
  const { draft, choices } = wizard
  const chosen = choices.lineItems.find(({ id }) => id === draft.lineItem)
  const copies = draft.isWhole ? license.copies : (draft.copies ?? 0)
  const stays = Math.max(0, license.copies - copies)
  return (
    <>
      <h2>What will happen</h2>
      <p>
        <span className="w-big t-figure">{numberText(copies)}</span>{' '}
        {copies === 1 ? 'copy goes over' : 'copies go over'}
        <br />
        <span className="w-big t-figure">{numberText(stays)}</span>{' '}
        {stays === 1 ? 'copy stays' : 'copies stay'}
      </p>
      <hr />
      <dl>
        <div>
          <dt>From</dt>
          <dd>{license.products}</dd>
        </div>
        <div>
          <dt>To</dt>
          <dd>{chosen ? chosen.products : 'not chosen yet'}</dd>
        </div>
        <div>
          <dt>On</dt>
          <dd className="t-mono">{[...license.servers, ...license.nodeHosts].join(', ')}</dd>
        </div>
      </dl>
    </>
  )
}

function Buttons({ wizard, onCancel }: { readonly wizard: UpgradeWizard; readonly onCancel: () => void }) {
  const { draft, choices, verified, isVerifying, problem } = wizard
  const at = UPGRADE_STEPS.indexOf(draft.step)
  const chosen = choices.lineItems.find(({ id }) => id === draft.lineItem)
  const verb = CHANGE_WORDS[chosen?.changeKind ?? 'upgrade'].verb
  const copies = draft.isWhole ? choices.copies : (draft.copies ?? 0)
  const next = UPGRADE_STEPS[at + 1]
  const before = UPGRADE_STEPS[at - 1]
  return (
    <>
      <Button variant="default" onClick={before ? () => goAndFocus(wizard, before) : onCancel}>
        {before ? 'Back' : 'Cancel'}
      </Button>
      <span className="w-forward">
        {next ? (
          <Button onClick={() => goAndFocus(wizard, next)}>Next: {LABELS[next]}</Button>
        ) : (
          <Button
            loading={wizard.isActing}
            disabled={verified === null || isVerifying || problem !== null}
            onClick={wizard.act}
          >
            {verb} {countText(copies, 'copy', 'copies')}
          </Button>
        )}
      </span>
    </>
  )
}

function stateOf(key: UpgradeStep | 'done', { draft, isWrong }: UpgradeWizard): StepState {
  if (key === draft.step) return 'open'
  if (key === 'done') return 'ahead'
  if (isWrong(key)) return 'wrong'
  return UPGRADE_STEPS.indexOf(key) < UPGRADE_STEPS.indexOf(draft.step) ? 'done' : 'ahead'
}

/** The end. It stands in the address, so that a reload shows it again. */
function MadePage({ ids }: { readonly ids: readonly string[] }) {
  return (
    <div className="t-page">
      <PageHeader title="License replaced" parents={[{ label: 'Licenses', to: '/licenses' }]} />
      <WizardFrame
        steps={[...UPGRADE_STEPS, 'done' as const].map((key) => ({
          key,
          label: LABELS[key],
          state: key === 'done' ? ('open' as const) : ('done' as const),
        }))}
        onGo={null}
        summary={null}
        buttons={null}
      >
        <LicensesStep ids={ids} />
      </WizardFrame>
    </div>
  )
}
