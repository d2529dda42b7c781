import { Button } from '@mantine/core'
import { mdiDownloadMultiple } from '@mdi/js'
import type { RowOf } from '@tallystick/kernel/list/define.ts'
import { getLicense } from '@tallystick/fulfillments/operations/get-license.contract.ts'
import { listLicenses } from '@tallystick/fulfillments/operations/list-licenses.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useOperation, usePage } from '@tallystick/kit/data/queries.ts'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { useState } from 'react'
import { JoinedFiles } from '../consolidated/JoinedFiles.tsx'
import { LicenseActions } from '../LicenseActions.tsx'
import { LicenseText } from '../LicenseText.tsx'
import { saveText } from '../save-file.ts'

type LicenseRow = RowOf<typeof listLicenses>

const IDS_PER_QUESTION = 100

interface LicensesStepProps {
  readonly ids: readonly string[]
  /** Consolidated licenses that were made of them. */
  readonly joinedIds?: readonly string[]
}

/** The end: the licenses that were made, each with its text and what can be done with it. */
export function LicensesStep({ ids, joinedIds = [] }: LicensesStepProps) {
  const [openId, setOpenId] = useState(ids[0] ?? '')
  const asked = ids.slice(0, IDS_PER_QUESTION)
  const rows = usePage(
    listLicenses,
    { ids: asked, limit: IDS_PER_QUESTION, sort: 'activationId' },
    { enabled: ids.length > 1 },
  )
  return (
    <>
      <h2>{countText(ids.length, 'license')} generated</h2>
      <p className="w-lead">
        Put the file where your license administrator keeps them. You find it again under{' '}
        <Link to="/licenses">Licenses</Link>.
      </p>
      {joinedIds.length > 0 && <JoinedFiles ids={joinedIds} />}
      {ids.length > 1 && <SaveAll ids={ids} />}
      <RefusalNotice problem={rows.error} takesFocus={false} />
      <div className="w-result" data-one={ids.length === 1 || undefined}>
        {ids.length > 1 && (
          <ol aria-label="Licenses" className="t-noprint">
            {(rows.data?.rows ?? []).map((row) => (
              <li key={row.id}>
                <button type="button" aria-current={row.id === openId} onClick={() => setOpenId(row.id)}>
                  <span className="t-mono">{hostOf(row)}</span>
                  <small>
                    {row.products} · {countText(row.copies, 'copy', 'copies')}
                  </small>
                </button>
              </li>
            ))}
            {ids.length > asked.length && (
              <li className="w-kind">And {ids.length - asked.length} more under Licenses.</li>
            )}
          </ol>
        )}
        <OpenLicense id={openId} />
      </div>
    </>
  )
}

function OpenLicense({ id }: { readonly id: string }) {
  const { data, error } = useOperation(getLicense, { fulfillment: id })
  if (error) return <RefusalNotice problem={error} takesFocus={false} />
  if (!data) return <p className="t-hint">Reading the license…</p>
  const text = data.licenseText
  return (
    <div>
      {text !== null && (
        <LicenseActions
          id={id}
          text={text}
          shipToEmail={data.shipToEmail}
          mail={data.commands['email-license']}
        />
      )}
      <p className="w-kind">
        Fulfillment <Id text={data.fulfillmentCode} label="fulfillment ID" /> · {data.products} ·{' '}
        {countText(data.copies, 'copy', 'copies')} · <Link to={`/licenses/${id}`}>Details</Link>
      </p>
      {text === null ? (
        <p className="t-hint">
          It waits on hold for its files. They stand under Details as soon as they are there.
        </p>
      ) : (
        <LicenseText text={text} label={`License ${data.fulfillmentCode}`} />
      )}
    </div>
  )
}

/** Saves every license as a file of its own: different servers cannot share one. */
function SaveAll({ ids }: { readonly ids: readonly string[] }) {
  const api = useApi()
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      for (const id of ids) {
        const license = await api.call(getLicense, { fulfillment: id })
        saveText(license.licenseText ?? '', `LicenseFile-${license.fulfillmentCode}.lic`)
      }
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      variant="default"
      loading={isBusy}
      leftSection={<Icon path={mdiDownloadMultiple} size={16} />}
      onClick={() => void save()}
    >
      Save all {ids.length} files
    </Button>
  )
}

function hostOf(row: LicenseRow): string {
  return row.server || row.node || row.fulfillmentCode
}
