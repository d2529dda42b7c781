import type { InputOf, OutputOf } from '@tallystick/api/client.ts'
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { readShipToEmail } from '@tallystick/fulfillments/rules/activation-fields.ts'
import { getConsolidatedLicense } from '@tallystick/fulfillments/operations/get-consolidated-license.contract.ts'
import { getSupportForm } from '@tallystick/fulfillments/operations/get-support-form.contract.ts'
import { listLicenses } from '@tallystick/fulfillments/operations/list-licenses.contract.ts'
import { rehostConsolidatedLicense } from '@tallystick/fulfillments/operations/rehost-consolidated-license.contract.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { useCommand, useOperation, usePage } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { ViewAsCall, actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { useKept } from '@tallystick/kit/form/use-kept.ts'
import { countText } from '@tallystick/kit/format/dates.ts'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import '../activation/activation.css'
import { AddHostDialog, type AddHostRequest } from '../activation/AddHostDialog.tsx'
import type { DraftHostId } from '../activation/draft.ts'
import type { ActivationForm } from '../activation/form.ts'
import { HostIdRow } from '../activation/HostIdRow.tsx'
import { sentencesOf } from '../activation/say.ts'
import '../license.css'
import { consolidatedPath } from '../paths.ts'
import { overrideSentence } from '../support/act-words.ts'
import { formOf, hostForm } from '../support/support-form.ts'

type Consolidated = OutputOf<typeof getConsolidatedLicense>
type Input = InputOf<typeof rehostConsolidatedLicense>

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
  const [hosts, setHosts] = useKept<readonly DraftHostId[]>(`rehost:${license.id}`, () => [])
  const [shipToEmail, setShipToEmail] = useKept(`rehost-mail:${license.id}`, () => '')
  const [adding, setAdding] = useState<AddHostRequest | null>(null)
  const [isTried, setTried] = useState(false)
  const use = isServed ? 'server' : 'node'
  const input: Input = {
    consolidatedLicense: license.id,
    hosts: { [isServed ? 'servers' : 'nodeHosts']: hosts.map((one) => hostOf(one, isServed)) },
    ...(shipToEmail === '' ? {} : { shipToEmail }),
  }
  const verify = useCommand(rehostConsolidatedLicense, { verify: true })
  const rehost = useCommand(rehostConsolidatedLicense, {
    says: ({ licenses }) => `${countText(licenses.length, 'license')} rehosted.`,
    onDone: ({ consolidated: [first] }) => {
      void navigate({ to: first ? consolidatedPath(first.id) : '/consolidated-licenses' })
    },
  })
  const mail = readShipToEmail(shipToEmail)
  const mailProblem = isRefusal(mail) ? sentencesOf(mail) : null
  const change = (next: readonly DraftHostId[]) => {
    verify.reset()
    rehost.reset()
    setHosts(next)
  }
  const attempt = (act: typeof verify) => {
    setTried(true)
    if (hosts.length > 0 && mailProblem === null) return act.mutate(input)
    setTimeout(() => document.getElementById(hosts.length === 0 ? 'add-host' : 'ship-to')?.focus(), 30)
  }
  return (
    <Stack gap="md" maw={640}>
      <p>
        All {countText(license.members, 'license')} of <span className="t-mono">{license.criteria}</span>,
        sold to {license.soldTo}, go to the new {isServed ? 'license server' : 'machine'}, all or none, and
        become one new file there. The licenses on the old host end; their copies go along
        {isServed ? ', and so do the machines locked to them' : ''}.
      </p>
      <section className="w-part">
        <h3>New host</h3>
        {hosts.length > 0 && (
          <ul className="w-rows">
            <li>
              <HostIdRow ids={hosts} use={use} onRemove={() => change([])} />
            </li>
          </ul>
        )}
        {hosts.length === 0 && <AddButtons isServed={isServed} onAdd={setAdding} />}
        {isTried && hosts.length === 0 && (
          <p className="w-error" role="alert">
            Add the new host.
          </p>
        )}
      </section>
      <TextInput
        id="ship-to"
        label="Mail the new licenses to"
        description="Optional. Addresses with commas, without blanks."
        value={shipToEmail}
        error={isTried ? mailProblem : null}
        onChange={(event) => setShipToEmail(event.currentTarget.value.replaceAll(/\s+/g, ''))}
      />
      {verify.data && !rehost.error && <Verified outcome={verify.data} />}
      <RefusalNotice problem={rehost.error ?? verify.error} />
      <ViewAsCall call={actCall(rehostConsolidatedLicense, input)} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => void navigate({ to: consolidatedPath(license.id) })}>
          Cancel
        </Button>
        <Button variant="default" loading={verify.isPending} onClick={() => attempt(verify)}>
          Verify
        </Button>
        <Button loading={rehost.isPending} onClick={() => attempt(rehost)}>
          Rehost {countText(license.members, 'license')}
        </Button>
      </Group>
      {adding && (
        <AddHostDialog
          form={form}
          hosts={[]}
          request={adding}
          onClose={() => setAdding(null)}
          onAdd={(sets) => {
            change(sets[0] ?? [])
            setAdding(null)
          }}
        />
      )}
    </Stack>
  )
}

interface AddButtonsProps {
  readonly isServed: boolean
  readonly onAdd: (request: AddHostRequest) => void
}

function AddButtons({ isServed, onAdd }: AddButtonsProps) {
  const ask = (isTriad: boolean) => onAdd({ use: isServed ? 'server' : 'node', isTriad, hostKey: null })
  return (
    <div className="w-adders">
      <Button id="add-host" variant="light" onClick={() => ask(false)}>
        {isServed ? 'Add license server' : 'Add host'}
      </Button>
      {isServed && (
        <Button variant="default" onClick={() => ask(true)}>
          Add three redundant servers
        </Button>
      )}
    </div>
  )
}

function Verified({ outcome }: { readonly outcome: OutputOf<typeof rehostConsolidatedLicense> }) {
  const { closed, licenses, consolidated, warnings, policiesOverridden } = outcome
  return (
    <output className="w-verdict" data-meaning="good">
      Verified: {countText(closed.length, 'license')} would end, {countText(licenses.length, 'license')} would
      begin
      {consolidated[0] ? ' in one new file' : ''}. Nothing has been written.
      {policiesOverridden.length > 0 && ` ${overrideSentence(policiesOverridden)}`}
      {warnings.length > 0 && ` ${warnings.join(' ')}`}
    </output>
  )
}

function hostOf({ type, text, hostName, port }: DraftHostId, isServed: boolean) {
  return {
    type,
    value: text,
    ...(isServed && hostName ? { hostName } : {}),
    ...(isServed && port ? { port } : {}),
  }
}
