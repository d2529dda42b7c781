import type { OutputOf } from '@tallystick/api/client.ts'
import { CONSOLIDATED_STATES } from '@tallystick/fulfillments/operations/consolidated-shapes.contract.ts'
import { consolidateAnew } from '@tallystick/fulfillments/operations/consolidate-licenses.contract.ts'
import { getConsolidatedLicense } from '@tallystick/fulfillments/operations/get-consolidated-license.contract.ts'
import { listLicenses } from '@tallystick/fulfillments/operations/list-licenses.contract.ts'
import { rehostConsolidatedLicense } from '@tallystick/fulfillments/operations/rehost-consolidated-license.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { recordCommand } from '@tallystick/kit/details/commands.tsx'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { LICENSE_CELLS } from '../LicensesPage.tsx'
import { LicenseActions } from '../LicenseActions.tsx'
import { LicenseText } from '../LicenseText.tsx'
import { consolidatedPath, licensePath } from '../paths.ts'
import { Shipments } from './Shipments.tsx'

type Consolidated = OutputOf<typeof getConsolidatedLicense>

const PARENTS = [{ label: 'Consolidated licenses', to: '/consolidated-licenses' }]

/** One file of several licenses: its text, what is in it, to whom it was mailed. LIFE-07. */
export function ConsolidatedLicensePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getConsolidatedLicense, { consolidatedLicense: id })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(license) => <Shown license={license} />}
    </Loaded>
  )
}

function Shown({ license }: { readonly license: Consolidated }) {
  const navigate = useNavigate()
  const { id, consolidatedCode, criteria, state, members } = license
  const anew = recordCommand(consolidateAnew, 'Consolidate anew', {
    input: { consolidatedLicense: id },
    confirm: {
      title: 'Consolidate anew',
      consequence:
        'A new file is made of what these licenses have become. This one stays as it is, inactive.',
    },
    says:
      license.technology === 'certificate'
        ? 'Licenses consolidated.'
        : 'The generator is asked for the new file.',
    onDone: ({ consolidated: [first] }) => {
      if (first) void navigate({ to: consolidatedPath(first.id) })
    },
  })
  const rehost = recordCommand(rehostConsolidatedLicense, 'Rehost', { to: `${consolidatedPath(id)}/rehost` })
  const shown = Object.entries(license.commands).filter(([name]) => name !== 'email-consolidated-license')
  return (
    <DetailsPage
      title={criteria}
      parents={PARENTS}
      state={state}
      stateLabel={CONSOLIDATED_STATES[state]}
      below={<Id text={consolidatedCode} label="consolidated license ID" />}
      commands={[rehost, anew]}
      view={Object.fromEntries(shown)}
      facts={[
        { label: 'Criteria', value: <span className="t-mono">{criteria}</span> },
        { label: 'Licenses', value: numberText(members) },
        { label: 'Type', value: license.technology === 'certificate' ? 'Certificate' : license.technology },
        { label: 'Sold to', value: license.soldTo },
        { label: 'Consolidated', value: <When instant={license.consolidatedAt} /> },
        { label: 'By', value: license.consolidatedBy },
        license.closedAt
          ? {
              label: 'Inactive since',
              value: (
                <>
                  <When instant={license.closedAt} />. {license.closedReason}
                </>
              ),
              isWide: true,
            }
          : null,
      ]}
      tabs={[
        {
          key: 'licenses',
          label: 'Licenses',
          count: members,
          content: (
            <ListPage
              isPart
              list={listLicenses}
              params={{ consolidatedLicense: id }}
              open={(row) => licensePath(row.id)}
              linkColumn="fulfillmentCode"
              cells={LICENSE_CELLS}
            />
          ),
        },
        { key: 'shipments', label: 'Shipment records', content: <Shipments consolidatedLicense={id} /> },
      ]}
      history={{ kind: 'consolidated-license', id }}
    >
      <section className="t-section">
        <h2>License text</h2>
        {state === 'inactive' && (
          <p className="t-hint" style={{ marginBottom: 12 }}>
            This text is not good any more. {license.closedReason} Consolidate anew for the text of today.
          </p>
        )}
        <LicenseActions
          id={id}
          isConsolidated
          text={license.licenseText}
          shipToEmail=""
          mail={license.commands['email-consolidated-license']}
        />
        <LicenseText text={license.licenseText} label={`Consolidated license ${consolidatedCode}`} />
      </section>
    </DetailsPage>
  )
}
