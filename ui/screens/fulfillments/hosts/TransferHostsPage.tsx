import { Button, Radio, Stack } from '@mantine/core'
import type { InputOf, OutputOf } from '@tallystick/api/client.ts'
import {
  findHostTransferTargets,
  transferHost,
  transferHosts,
} from '@tallystick/fulfillments/operations/transfer-hosts.contract.ts'
import { listHosts } from '@tallystick/hosts/operations/list-hosts.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useCommand, useOperation, usePage } from '@tallystick/kit/data/queries.ts'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { ViewAsCall, actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { useKept } from '@tallystick/kit/form/use-kept.ts'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { oneOf, type QueryValues } from '@tallystick/kit/portal/address.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { focusStep } from '@tallystick/kit/wizard/focus-step.ts'
import { WizardFrame, type StepState } from '@tallystick/kit/wizard/WizardFrame.tsx'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { NO_TARGET, TargetChoice, labelOf, type Target } from '../../entitlements/moves/TargetChoice.tsx'
import '../activation/activation.css'
import { HOSTS, transferJobPath } from './paths.ts'

type Verified = OutputOf<typeof transferHost>

/** Hosts that are looked at with the server before they are queued; the job says of all. */
const VERIFIED_MAX = 20

type Step = 'target' | 'review'
const STEPS: readonly Step[] = ['target', 'review']
const LABELS: Readonly<Record<Step, string>> = { target: 'Target account', review: 'Review' }

/** *Transfer hosts*: hosts go to a related account with their licenses and the copies in them. LIFE-08. */
export function TransferHostsPage() {
  const search: QueryValues = useSearch({ strict: false })
  const ids = (oneOf(search['hosts']) ?? '').split(',').filter((id) => id !== '')
  return ids.length > 0 ? <TransferHosts ids={ids} /> : <NoHosts />
}

function NoHosts() {
  return (
    <div className="t-page">
      <PageHeader title="Transfer hosts" parents={HOSTS} />
      <p>
        No host is chosen. Choose one or more under <Link to="/hosts">Hosts</Link>, then press Transfer hosts.
      </p>
    </div>
  )
}

/** What is said before the review. */
interface Draft {
  readonly target: Target
  readonly pools: boolean
}

const NOTHING: Draft = { target: NO_TARGET, pools: true }

function TransferHosts({ ids }: { readonly ids: readonly string[] }) {
  const navigate = useNavigate()
  const [step, setStep] = useState<Step>('target')
  const [isTried, setTried] = useState(false)
  const hosts = usePage(listHosts, { ids, limit: 100 }, { enabled: ids.length > 0 })
  const queue = useCommand(transferHosts, {
    says: 'Queued for processing.',
    onDone: ({ jobId }) => void navigate({ to: transferJobPath(jobId) }),
  })
  const [draft, setDraft] = useKept(`transfer-hosts:${ids.join()}`, (): Draft => NOTHING, queue.isSuccess)
  const { target, pools } = draft
  const account = target.account?.id ?? ''
  const input: InputOf<typeof transferHosts> = { hosts: [...ids], account, pool: pools }
  const go = (to: Step) => {
    setTried(account === '')
    if (to === 'review' && account === '') {
      return focusStep(() => document.querySelector<HTMLElement>('.w-content input'))
    }
    queue.reset()
    setStep(to)
  }
  const stateOf = (one: Step): StepState =>
    one === step ? 'open' : STEPS.indexOf(one) < STEPS.indexOf(step) ? 'done' : 'ahead'
  const copies = (hosts.data?.rows ?? []).reduce((sum, row) => sum + row.copies, 0)
  return (
    <div className="t-page">
      <PageHeader title="Transfer hosts" parents={HOSTS} />
      <WizardFrame
        steps={STEPS.map((key) => ({ key, label: LABELS[key], state: stateOf(key) }))}
        onGo={go}
        summary={
          <>
            <h3>{countText(ids.length, 'host')}</h3>
            <p className="t-hint">{countText(copies, 'copy', 'copies')} in active licenses</p>
            {(hosts.data?.rows ?? []).slice(0, 8).map((row) => (
              <p key={row.id} className="t-mono">
                {row.label}
              </p>
            ))}
            {ids.length > 8 && <p className="t-hint">and {numberText(ids.length - 8)} more</p>}
            {target.account && <p>To {labelOf(target.account)}</p>}
          </>
        }
        buttons={
          <>
            <Button
              variant="default"
              onClick={() => (step === 'target' ? void navigate({ to: '/hosts' }) : go('target'))}
            >
              {step === 'target' ? 'Cancel' : 'Back'}
            </Button>
            <span className="w-forward">
              {step === 'target' ? (
                <Button onClick={() => go('review')}>Next</Button>
              ) : (
                <Button loading={queue.isPending} onClick={() => queue.mutate(input)}>
                  Transfer {countText(ids.length, 'host')}
                </Button>
              )}
            </span>
          </>
        }
      >
        <h2>{LABELS[step]}</h2>
        {step === 'target' ? (
          <Stack gap="md">
            <p className="w-lead">
              Every license on these hosts ends here and begins at the target account, with the same hosts,
              copies and dates. The copies in them leave the line items of the present account.
            </p>
            <TargetChoice
              target={target}
              onChange={(next) => setDraft({ ...draft, target: next })}
              useAccounts={(text, enabled) => {
                const query = useOperation(
                  findHostTransferTargets,
                  { host: ids[0] ?? '', text },
                  { enabled: enabled && ids.length > 0 },
                )
                const found = query.data?.accounts ?? []
                return {
                  accounts: found.map((one) => ({ ...one, contacts: [] })),
                  isSearching: query.isFetching,
                }
              }}
              description="Accounts of the same hierarchy, and partners or customers of the account."
            />
            {isTried && account === '' && (
              <p className="w-error" role="alert">
                Choose the account that the hosts go to.
              </p>
            )}
            <Radio.Group
              label="Pool line items"
              value={pools ? 'yes' : 'no'}
              onChange={(value) => setDraft({ ...draft, pools: value === 'yes' })}
            >
              <Stack gap={8} mt={6}>
                <Radio
                  value="yes"
                  label="Yes"
                  description="Copies go into line items of the target account that give the same rights. Where there are none, a new entitlement is made."
                />
                <Radio value="no" label="No" description="New entitlements are made in any case." />
              </Stack>
            </Radio.Group>
          </Stack>
        ) : (
          <>
            <Preview ids={ids.slice(0, VERIFIED_MAX)} account={account} pools={pools} />
            {ids.length > VERIFIED_MAX && (
              <p className="t-hint">
                The first {VERIFIED_MAX} of {numberText(ids.length)} hosts are shown; the job says what became
                of each.
              </p>
            )}
            <RefusalNotice problem={queue.error} />
            <ViewAsCall call={actCall(transferHosts, input)} />
          </>
        )}
      </WizardFrame>
    </div>
  )
}

interface PreviewProps {
  readonly ids: readonly string[]
  readonly account: string
  readonly pools: boolean
}

interface PreviewRow {
  readonly id: string
  readonly verified: Verified | null
  readonly problem: string | null
}

/** What would become of each host, asked of the server without writing anything. */
function Preview({ ids, account, pools }: PreviewProps) {
  const api = useApi()
  const query = useQuery<readonly PreviewRow[]>({
    queryKey: ['preview-host-transfer', ids, account, pools],
    queryFn: async () => {
      const rows: PreviewRow[] = []
      for (const id of ids) {
        const asked = api.call(transferHost, { host: id, account, pool: pools }, { verify: true })
        rows.push(
          await asked.then(
            (verified) => ({ id, verified, problem: null }),
            (error: { readonly detail?: string }) => ({ id, verified: null, problem: error.detail ?? '' }),
          ),
        )
      }
      return rows
    },
  })
  if (!query.data) return <p className="t-hint">Asking the server…</p>
  const wrong = query.data.filter(({ problem }) => problem !== null).length
  return (
    <>
      <output className="w-verdict" data-meaning={wrong > 0 ? 'attention' : 'good'}>
        {wrong > 0
          ? `${countText(wrong, 'host')} would stay where ${wrong === 1 ? 'it is' : 'they are'}; the others go. Nothing has been written.`
          : 'Verified with the server. Nothing has been written.'}
      </output>
      <SimpleTable
        label="What would become of each host"
        rows={query.data}
        keyOf={(row) => row.id}
        empty=""
        columns={[
          {
            label: 'Host',
            cell: (row) => <span className="t-mono">{row.verified?.host.label ?? row.id}</span>,
          },
          {
            label: 'Licenses',
            cell: (row) => row.verified && numberText(row.verified.licenses),
            isFigure: true,
          },
          { label: 'Copies', cell: (row) => row.verified && numberText(row.verified.copies), isFigure: true },
          { label: 'Goes into', cell: (row) => row.problem ?? intoWords(row.verified) },
        ]}
      />
    </>
  )
}

function intoWords(verified: Verified | null): string {
  const items = verified?.lineItems ?? []
  const added = items.filter(({ isNew }) => isNew).length
  const pooled = items.length - added
  return [
    pooled > 0 ? countText(pooled, 'line item that is there', 'line items that are there') : '',
    added > 0 ? countText(added, 'new line item') : '',
  ]
    .filter((text) => text !== '')
    .join(', ')
}
