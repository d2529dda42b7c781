import { Button, SimpleGrid, TextInput } from '@mantine/core'
import { mdiPlus, mdiServerNetwork } from '@mdi/js'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { announce } from '@tallystick/kit/feedback/announce.ts'
import { useState } from 'react'
import { AddHostDialog } from '../activation/AddHostDialog.tsx'
import type { AddHostRequest } from '../activation/host-draft.ts'
import type { DraftHost, DraftHostId } from '../activation/draft.ts'
import { hostAttributeField } from '../activation/host-attributes.ts'
import { HostIdRow } from '../activation/HostIdRow.tsx'
import { mayKeepHosts } from './support-draft.ts'
import { hostForm } from './support-form.ts'
import { HostTexts } from './SupportSummary.tsx'
import type { SupportWizard } from './use-support.ts'

/** The machines that the license is for from now on; one license is on one server, or on one machine. */
export function HostFields(wizard: SupportWizard) {
  const { form, draft, change, problemAt } = wizard
  const [adding, setAdding] = useState<AddHostRequest | null>(null)
  const { asksServerHost, offersServerHost, asksNodeHosts } = form.fields
  const { host } = draft
  const problem = problemAt('add-host')
  const put = (next: Partial<DraftHost>) => {
    const merged = { key: 'h1', servers: [], nodes: [], ...host, ...next }
    change({ host: merged.servers.length + merged.nodes.length === 0 ? null : merged })
  }
  const remove = (use: 'servers' | 'nodes', ids: readonly DraftHostId[]) => {
    put({ [use]: (host?.[use] ?? []).filter((one) => !ids.includes(one)) })
    announce('Host removed.')
  }
  const add = (request: AddHostRequest, sets: readonly (readonly DraftHostId[])[]) => {
    if (request.use === 'server') put({ servers: sets[0] ?? [] })
    else put({ nodes: asksServerHost ? [...(host?.nodes ?? []), ...sets.flat()] : (sets[0] ?? []) })
    setAdding(null)
    announce('Host added.')
    setTimeout(() => document.getElementById('add-host')?.focus(), 50)
  }
  const mayServe = asksServerHost || offersServerHost
  const needsNode = asksNodeHosts && (asksServerHost || (host?.nodes.length ?? 0) === 0)
  return (
    <section className="w-part">
      <h3>{mayKeepHosts(form) ? 'Hosts' : 'New host'}</h3>
      {mayKeepHosts(form) && host === null && (
        <div className="s-present">
          <p className="w-kind">Stays on</p>
          <HostTexts texts={[...form.license.servers, ...form.license.nodeHosts]} />
          <p className="w-kind">Add a host only when it is to go to another one.</p>
        </div>
      )}
      {host && (
        <ul className="w-rows">
          {host.servers.length > 0 && (
            <li>
              <HostIdRow ids={host.servers} use="server" onRemove={() => remove('servers', host.servers)} />
            </li>
          )}
          {host.nodes.map((node) => (
            <li key={node.normalized}>
              <HostIdRow ids={[node]} use="node" onRemove={() => remove('nodes', [node])} />
            </li>
          ))}
        </ul>
      )}
      <div className="w-adders">
        {mayServe && (host?.servers.length ?? 0) === 0 && (
          <>
            <Button
              id={asksServerHost ? 'add-host' : 'add-server'}
              variant="light"
              leftSection={<Icon path={mdiPlus} size={16} />}
              onClick={() => setAdding({ use: 'server', isTriad: false, hostKey: null })}
            >
              Add license server
            </Button>
            {asksServerHost && (
              <Button
                variant="default"
                leftSection={<Icon path={mdiServerNetwork} size={16} />}
                onClick={() => setAdding({ use: 'server', isTriad: true, hostKey: null })}
              >
                Add three redundant servers
              </Button>
            )}
          </>
        )}
        {needsNode && (
          <Button
            id={asksServerHost ? 'add-node' : 'add-host'}
            variant={asksServerHost ? 'default' : 'light'}
            leftSection={<Icon path={mdiPlus} size={16} />}
            onClick={() => setAdding({ use: 'node', isTriad: false, hostKey: null })}
          >
            {asksServerHost ? 'Add node-locked hosts' : 'Add host'}
          </Button>
        )}
      </div>
      {host && <NewHostAttributes {...wizard} />}
      {problem && (
        <p className="w-error" role="alert">
          {problem}
        </p>
      )}
      {adding && (
        <AddHostDialog
          form={hostForm(form)}
          hosts={host ? [host] : []}
          request={adding}
          onClose={() => setAdding(null)}
          onAdd={(sets) => add(adding, sets)}
        />
      )}
    </section>
  )
}

/** What a technology of the producer asks of the new host besides its ID; begins as it was on the present one. CERT-05. */
function NewHostAttributes({ form, draft, change, problemAt }: SupportWizard) {
  if (form.hostAttributes.length === 0) return null
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" mt="sm">
      {form.hostAttributes.map((name) => {
        const field = hostAttributeField('new', name)
        return (
          <TextInput
            key={name}
            id={field}
            label={`${name} of the new host`}
            required
            withAsterisk={false}
            maxLength={500}
            value={draft.hostAttributes[name] ?? ''}
            error={problemAt(field)}
            onChange={(event) =>
              change({ hostAttributes: { ...draft.hostAttributes, [name]: event.currentTarget.value } })
            }
          />
        )
      })}
    </SimpleGrid>
  )
}
