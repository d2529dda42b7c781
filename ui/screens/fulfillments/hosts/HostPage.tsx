import { Button } from '@mantine/core'
import { mdiDownloadMultiple } from '@mdi/js'
import type { OutputOf } from '@tallystick/api/client.ts'
import { listHostTexts } from '@tallystick/fulfillments/operations/list-host-texts.contract.ts'
import { listLicenses } from '@tallystick/fulfillments/operations/list-licenses.contract.ts'
import { transferHosts } from '@tallystick/fulfillments/operations/transfer-hosts.contract.ts'
import { transferLicenses } from '@tallystick/fulfillments/operations/transfer-licenses.contract.ts'
import { getHost } from '@tallystick/hosts/operations/get-host.contract.ts'
import { HOST_USES } from '@tallystick/hosts/operations/list-hosts.contract.ts'
import { hostTypeOf } from '@tallystick/hosts/rules/host-types.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { recordCommand } from '@tallystick/kit/details/commands.tsx'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { announce } from '@tallystick/kit/feedback/announce.ts'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { AccountLink } from '@tallystick/screens/accounts/AccountLink.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import '../license.css'
import { LICENSE_CELLS } from '../LicensesPage.tsx'
import { licensePath } from '../paths.ts'
import { saveText } from '../save-file.ts'
import { HOSTS, redistributionPath, transferHostsPath, transferLicensesPath } from './paths.ts'

type Host = OutputOf<typeof getHost>

/** A machine: whose it is, what is on it, and what can be done with all of that at once. LIFE-08. */
export function HostPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getHost, { host: id })
  return (
    <Loaded query={query} parents={HOSTS}>
      {(host) => <ShownHost host={host} />}
    </Loaded>
  )
}

function ShownHost({ host }: { readonly host: Host }) {
  const isActive = host.activeLicenses > 0
  return (
    <DetailsPage
      title={host.label}
      parents={HOSTS}
      state={isActive ? 'active' : 'inactive'}
      stateLabel={isActive ? 'Active licenses' : 'No active license'}
      view={host.commands}
      commands={[
        recordCommand(transferLicenses, 'Transfer licenses', { to: transferLicensesPath(host.id) }),
        recordCommand(transferHosts, 'Transfer host', { to: transferHostsPath([host.id]) }),
      ]}
      facts={[
        ...host.texts.map((text, at) => ({
          label: host.texts.length === 3 ? (RANKS[at] ?? '') : 'Host ID',
          value: (
            <>
              <Id text={text} label="host ID" />
              <div className="t-hint">{hostTypeOf(host.types[at] ?? '')?.label ?? host.types[at]}</div>
            </>
          ),
        })),
        { label: 'Use', value: HOST_USES[host.use] },
        { label: 'Account', value: <AccountLink id={host.accountId} label={host.account} /> },
        { label: 'Active licenses', value: numberText(host.activeLicenses) },
        { label: 'Copies', value: numberText(host.copies) },
        { label: 'Licenses that have ended', value: numberText(host.endedLicenses) },
        { label: 'First used', value: <When instant={host.createdAt} /> },
      ]}
      tabs={[
        {
          key: 'licenses',
          label: 'Licenses',
          content: (
            <>
              <HostActs host={host} />
              <ListPage
                list={listLicenses}
                params={{ host: host.id }}
                isPart
                open={(row) => licensePath(row.id)}
                linkColumn="fulfillmentCode"
                cells={LICENSE_CELLS}
                teach="Licenses for this host appear here."
              />
            </>
          ),
        },
      ]}
      history={{ kind: 'host', id: host.id }}
    />
  )
}

const RANKS = ['Primary server', 'Secondary server', 'Tertiary server']

/** What is done with the files on a host, and ways to other pages about it. */
function HostActs({ host }: { readonly host: Host }) {
  const api = useApi()
  const session = useSession()
  const navigate = useNavigate()
  const [isSaving, setSaving] = useState(false)
  const save = async () => {
    setSaving(true)
    try {
      const { licenses, isComplete } = await api.call(listHostTexts, { host: host.id })
      for (const one of licenses) saveText(one.licenseText, `${one.fulfillmentCode}.lic`)
      announce(
        isComplete
          ? `${countText(licenses.length, 'license file')} saved.`
          : `The first ${countText(licenses.length, 'license file')} saved; find the others in the list.`,
      )
    } finally {
      setSaving(false)
    }
  }
  const mayMove = host.isOurs && host.activeLicenses > 0
  const isCounted = host.use === 'server' && mayMove && session.may('licenses.transfer')
  return (
    <div className="w-license-bar">
      {host.activeLicenses > 0 && (
        <Button
          leftSection={<Icon path={mdiDownloadMultiple} size={16} />}
          loading={isSaving}
          onClick={() => void save()}
        >
          Save {countText(host.activeLicenses, 'license file')}
        </Button>
      )}
      {isCounted && (
        <Button variant="default" onClick={() => void navigate({ to: redistributionPath(host.accountId) })}>
          Batch rehost
        </Button>
      )}
      {mayMove && session.may('licenses.return') && (
        <Button variant="default" onClick={() => void navigate({ to: `/hosts/${host.id}/release` })}>
          Release
        </Button>
      )}
    </div>
  )
}
