import type { InputOf, OutputOf } from '@tallystick/api/client.ts'
import { getConsolidatedLicense } from '@tallystick/fulfillments/operations/get-consolidated-license.contract.ts'
import { getSupportForm } from '@tallystick/fulfillments/operations/get-support-form.contract.ts'
import { listLicenses } from '@tallystick/fulfillments/operations/list-licenses.contract.ts'
import { rehostConsolidatedLicense } from '@tallystick/fulfillments/operations/rehost-consolidated-license.contract.ts'
import { useCommand, useOperation, usePage } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { ActivationForm } from '../activation/form.ts'
import { hostIdInput, setLabel } from '../hosts/host-form.ts'
import { MoveWizard, type MoveDraft } from '../hosts/MoveWizard.tsx'
import { consolidatedPath } from '../paths.ts'
import { formOf, hostForm } from '../support/support-form.ts'

type Consolidated = OutputOf<typeof getConsolidatedLicense>

/** Every license of a consolidated one goes to another host, and is consolidated there. LIFE-07. */
export function RehostPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getConsolidatedLicense, { consolidatedLicense: id })
  const parents = [{ label: 'Consolidated licenses', to: '/consolidated-licenses' }]
  return (
    <Loaded query={query} parents={parents}>
      {(license) => <WithMember license={license} />}
    </Loaded>
  )
}

/** Which hosts can be chosen is asked of one of the licenses: they share account and host. */
function WithMember({ license }: { readonly license: Consolidated }) {
  const parents = [
    { label: 'Consolidated licenses', to: '/consolidated-licenses' },
    { label: license.criteria, to: consolidatedPath(license.id) },
  ]
  const members = usePage(listLicenses, { params: { consolidatedLicense: license.id }, limit: 1 })
  const member = members.data?.rows[0]
  const query = useOperation(
    getSupportForm,
    { fulfillment: member?.id ?? '', act: 'rehost' },
    { enabled: member !== undefined },
  )
  return (
    <Loaded query={query} parents={parents}>
      {(answer) => (
        <div className="t-page">
          <PageHeader title="Rehost" parents={parents} below={license.consolidatedCode} />
          <RehostForm
            license={license}
            form={hostForm(formOf('rehost', answer))}
            isServed={answer.license.servers.length > 0}
          />
        </div>
      )}
    </Loaded>
  )
}

interface RehostFormProps {
  readonly license: Consolidated
  readonly form: ActivationForm
  readonly isServed: boolean
}

function RehostForm({ license, form, isServed }: RehostFormProps) {
  const navigate = useNavigate()
  const verify = useCommand(rehostConsolidatedLicense, { verify: true })
  const rehost = useCommand(rehostConsolidatedLicense, {
    says: ({ licenses }) => `${countText(licenses.length, 'license')} rehosted.`,
    onDone: ({ consolidated: [first] }) => {
      void navigate({ to: first ? consolidatedPath(first.id) : '/consolidated-licenses' })
    },
  })
  const inputOf = ({ target, shipToEmail }: MoveDraft): InputOf<typeof rehostConsolidatedLicense> => ({
    consolidatedLicense: license.id,
    hosts: { [isServed ? 'servers' : 'nodeHosts']: target.map(hostIdInput) },
    ...(shipToEmail === '' ? {} : { shipToEmail }),
  })
  return (
    <MoveWizard
      name={`rehost:${license.id}`}
      verb="Rehost"
      licenses={license.members}
      use={isServed ? 'server' : 'node'}
      form={form}
      lead={`All licenses go to the new ${isServed ? 'license server' : 'machine'}, all or none, and become one new file there. The licenses on the old host end; their copies go along${isServed ? ', and so do the machines locked to them' : ''}.`}
      summary={(draft) => <Summary license={license} {...draft} />}
      back={consolidatedPath(license.id)}
      verify={verify}
      act={rehost}
      onVerify={(draft) => verify.mutate(inputOf(draft))}
      onAct={(draft) => rehost.mutate(inputOf(draft))}
      callOf={(draft) => actCall(rehostConsolidatedLicense, inputOf(draft))}
    />
  )
}

function Summary({ license, target }: { readonly license: Consolidated } & MoveDraft) {
  return (
    <>
      <h3>{countText(license.members, 'license')}</h3>
      <p className="t-hint">Sold to {license.soldTo}</p>
      <p>
        From <span className="t-mono">{license.criteria}</span>
      </p>
      {target.length > 0 && (
        <p>
          To <span className="t-mono">{setLabel(target)}</span>
        </p>
      )}
    </>
  )
}
