import { Button, Checkbox } from '@mantine/core'
import type { InputOf, OutputOf } from '@tallystick/api/client.ts'
import {
  getHostForm,
  transferLicenses,
} from '@tallystick/fulfillments/operations/transfer-licenses.contract.ts'
import { getHost } from '@tallystick/hosts/operations/get-host.contract.ts'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { LicensesStep } from '../activation/LicensesStep.tsx'
import { hostFormOf, hostIdInput, setLabel, type HostChoices } from './host-form.ts'
import { MoveWizard, type MoveDraft } from './MoveWizard.tsx'
import { HOSTS, hostPath } from './paths.ts'

type Host = OutputOf<typeof getHost>

/** *Transfer licenses*: all licenses of a host go to another one of its account. LIFE-10. */
export function TransferLicensesPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const host = useOperation(getHost, { host: id })
  const form = useOperation(getHostForm, { host: id })
  return (
    <Loaded query={host} parents={HOSTS}>
      {(shown) => (
        <Loaded query={form} parents={HOSTS}>
          {(choices) => <TransferForm host={shown} choices={choices} />}
        </Loaded>
      )}
    </Loaded>
  )
}

function TransferForm({ host, choices }: { readonly host: Host; readonly choices: HostChoices }) {
  const navigate = useNavigate()
  const verify = useCommand(transferLicenses, { verify: true })
  const transfer = useCommand(transferLicenses, {
    says: ({ licenses }) => `${countText(licenses.length, 'license')} transferred.`,
  })
  const inputOf = ({ target, consolidates, shipToEmail }: MoveDraft): InputOf<typeof transferLicenses> => ({
    host: host.id,
    target: { [host.use === 'server' ? 'servers' : 'nodeHosts']: target.map(hostIdInput) },
    consolidate: consolidates,
    ...(shipToEmail ? { shipToEmail } : {}),
  })
  return (
    <div className="t-page">
      <PageHeader
        title="Transfer licenses"
        parents={[...HOSTS, { label: host.label, to: hostPath(host.id) }]}
        below={<span className="t-mono">{host.label}</span>}
      />
      <MoveWizard
        name={`transfer-licenses:${host.id}`}
        verb="Transfer"
        licenses={host.activeLicenses}
        use={host.use}
        form={hostFormOf(choices)}
        lead="For a machine that was replaced: every license on it goes to the new one, all or none. The old licenses end, copies and dates stay."
        summary={(draft) => <Summary host={host} {...draft} />}
        choices={(draft, change) => (
          <section className="w-part">
            <Checkbox
              label="Consolidate the new licenses into a single file"
              description="Otherwise each license is a file of its own."
              checked={draft.consolidates}
              onChange={(event) => change({ consolidates: event.currentTarget.checked })}
            />
          </section>
        )}
        back={hostPath(host.id)}
        verify={verify}
        act={transfer}
        onVerify={(draft) => verify.mutate(inputOf(draft))}
        onAct={(draft) => transfer.mutate(inputOf(draft))}
        callOf={(draft) => actCall(transferLicenses, inputOf(draft))}
        done={{
          shown: ({ licenses, consolidated }) => (
            <LicensesStep ids={licenses.map(({ id }) => id)} joinedIds={consolidated.map(({ id }) => id)} />
          ),
          next: <Button onClick={() => void navigate({ to: '/hosts' })}>Hosts</Button>,
        }}
      />
    </div>
  )
}

function Summary({ host, target, consolidates }: { readonly host: Host } & MoveDraft) {
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
