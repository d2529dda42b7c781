import type { OutputOf } from '@tallystick/api/client.ts'
import { Button, Checkbox, Textarea } from '@mantine/core'
import { getHostRelease, releaseHost } from '@tallystick/fulfillments/operations/release-host.contract.ts'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { ViewAsCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { NotPossible } from '@tallystick/kit/feedback/NotPossible.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { When } from '@tallystick/kit/format/When.tsx'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import './support.css'

type Release = OutputOf<typeof getHostRelease>
type Released = OutputOf<typeof releaseHost>

const PARENTS = [{ label: 'Hosts', to: '/hosts' }]

/** A lost host: all its licenses are returned in one act, as often as the producer lets it be done. BEY-15. */
export function ReleaseHostPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const [done, setDone] = useState<Released | null>(null)
  const query = useOperation(getHostRelease, { host: id }, { enabled: done === null })
  if (done) return <ReleasedPage done={done} />
  return (
    <Loaded query={query} parents={PARENTS}>
      {(release) => <ReleaseForm release={release} onDone={setDone} />}
    </Loaded>
  )
}

interface FormProps {
  readonly release: Release
  readonly onDone: (done: Released) => void
}

function ReleaseForm({ release, onDone }: FormProps) {
  const { host, command } = release
  const [reason, setReason] = useState('')
  const [isAgreed, setAgreed] = useState(false)
  const navigate = useNavigate()
  const act = useCommand(releaseHost, { says: `Host ${host.label} released.`, onDone })
  const isPossible = command?.allowed === true
  const back = release.licenses.reduce((sum, one) => sum + one.copiesBack, 0)
  const input = { host: host.id, reason }
  return (
    <div className="t-page">
      <PageHeader
        title="Release host"
        name={`Release ${host.label}`}
        parents={PARENTS}
        below={<span className="t-mono">{host.label}</span>}
      />
      <p className="s-lead">
        For a machine that is lost, broken or stolen: every license on it ends at once, without asking
        anybody. What it ran stops being licensed there, and the copies can be used on another machine.
      </p>
      <Quota release={release} />
      {!isPossible && (
        <NotPossible reason={command?.reason ?? 'Your roles do not include returning licenses.'} />
      )}
      {release.licenses.length > 0 && (
        <>
          <h2 className="s-heading">
            {countText(release.licenses.length, 'license')} would end, {countText(back, 'copy', 'copies')}{' '}
            would become free
          </h2>
          <LicenseTable licenses={release.licenses} />
        </>
      )}
      {isPossible && (
        <form
          className="s-release"
          onSubmit={(event) => {
            event.preventDefault()
            act.mutate(input)
          }}
        >
          <Textarea
            label="What happened (optional)"
            description="Kept in the history, and told to the administrators of the account."
            maxLength={500}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Checkbox
            label={
              release.isOverride
                ? 'Override the policy. The licenses stop working on this host, and the history says that you did it.'
                : 'I understand that these licenses stop working on this host, and that this cannot be taken back.'
            }
            checked={isAgreed}
            onChange={(event) => setAgreed(event.currentTarget.checked)}
          />
          <RefusalNotice problem={act.error} />
          <div className="s-acts">
            <Button variant="default" onClick={() => void navigate({ to: '/hosts' })}>
              Cancel
            </Button>
            <Button type="submit" color="red.8" disabled={!isAgreed} loading={act.isPending}>
              Release host
            </Button>
          </div>
          <ViewAsCall call={{ contract: releaseHost, input }} />
        </form>
      )}
    </div>
  )
}

/** How many releases are left, and when the next one is possible. */
function Quota({ release }: { readonly release: Release }) {
  const { limit, days, uses, left, opensAt } = release
  if (limit === 0) return null
  return (
    <p className="s-note" data-meaning={opensAt ? 'attention' : undefined}>
      An account may release {countText(limit, 'host')} in {countText(days, 'day')}. {numberText(uses)} used,{' '}
      {numberText(left)} left
      {opensAt ? (
        <>
          ; the next one is possible <When instant={opensAt} />.
        </>
      ) : (
        '.'
      )}
    </p>
  )
}

function LicenseTable({ licenses }: { readonly licenses: Release['licenses'] }) {
  return (
    <SimpleTable
      label="Licenses that end"
      rows={licenses}
      keyOf={(one) => one.id}
      empty=""
      columns={[
        { label: 'Product', cell: (one) => one.products },
        { label: 'Fulfillment ID', cell: (one) => <span className="t-mono">{one.fulfillmentCode}</span> },
        { label: 'Activation ID', cell: (one) => <span className="t-mono">{one.activationId}</span> },
        { label: 'Copies', cell: (one) => numberText(one.copies), isFigure: true },
        { label: 'Become free', cell: (one) => numberText(one.copiesBack), isFigure: true },
        {
          label: 'Ends on other hosts, too',
          cell: (one) => <span className="t-mono">{one.otherHosts.join(', ')}</span>,
        },
      ]}
    />
  )
}

function ReleasedPage({ done }: { readonly done: Released }) {
  const navigate = useNavigate()
  return (
    <div className="t-page">
      <PageHeader
        title="Host released"
        parents={PARENTS}
        below={<span className="t-mono">{done.host.label}</span>}
      />
      <p className="s-lead" role="status">
        {countText(done.released.length, 'license has', 'licenses have')} ended on this host.{' '}
        {done.copiesReturned === 0
          ? 'By their terms, no copies become free.'
          : `${countText(done.copiesReturned, 'copy is', 'copies are')} free to be used on another machine.`}
      </p>
      {done.opensAt && (
        <p className="s-note">
          The next release is possible <When instant={done.opensAt} />.
        </p>
      )}
      <LicenseTable licenses={done.released} />
      <Button mt="md" onClick={() => void navigate({ to: '/licenses' })}>
        Licenses
      </Button>
    </div>
  )
}
