import { Button } from '@mantine/core'
import { mdiDownload } from '@mdi/js'
import { getConsolidatedLicense } from '@tallystick/fulfillments/operations/get-consolidated-license.contract.ts'
import { listConsolidatedLicenses } from '@tallystick/fulfillments/operations/list-consolidated-licenses.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { usePage } from '@tallystick/kit/data/queries.ts'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { consolidatedPath } from '../paths.ts'
import { LICENSE_FILE_NAME, saveText } from '../save-file.ts'

const SHOWN_MAX = 100

/** The files that join the licenses of one host, each to be saved. CERT-04. */
export function JoinedFiles({ ids }: { readonly ids: readonly string[] }) {
  const api = useApi()
  const { data, error } = usePage(listConsolidatedLicenses, {
    ids: ids.slice(0, SHOWN_MAX),
    limit: SHOWN_MAX,
  })
  const save = async (id: string) => {
    const { licenseText } = await api.call(getConsolidatedLicense, { consolidatedLicense: id })
    saveText(licenseText, LICENSE_FILE_NAME)
  }
  return (
    <section className="w-part" style={{ marginBottom: 24 }}>
      <h3>Consolidated files</h3>
      <p className="w-kind">One file for each host that has several of the licenses; put this one there.</p>
      <RefusalNotice problem={error} takesFocus={false} />
      <ul className="w-rows" aria-label="Consolidated files">
        {(data?.rows ?? []).map((row) => (
          <li key={row.id}>
            <Link to={consolidatedPath(row.id)} className="t-link t-mono">
              {row.criteria}
            </Link>
            <span className="w-kind" style={{ margin: '0 12px' }}>
              {countText(row.members, 'license')}
            </span>
            <Button
              variant="default"
              size="xs"
              leftSection={<Icon path={mdiDownload} size={14} />}
              onClick={() => void save(row.id)}
            >
              Save file
            </Button>
          </li>
        ))}
      </ul>
      {ids.length > SHOWN_MAX && <p className="w-kind">And {ids.length - SHOWN_MAX} more.</p>}
    </section>
  )
}
