import { Button } from '@mantine/core'
import { mdiPlus, mdiServerNetwork } from '@mdi/js'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { announce } from '@tallystick/kit/feedback/announce.ts'
import { useState } from 'react'
import { AddHostDialog } from './AddHostDialog.tsx'
import { mayNameServer, type ActivationDraft, type DraftHost, type DraftHostId } from './draft.ts'
import { firstItem } from './form.ts'
import { HostAttributes } from './HostAttributes.tsx'
import { HostIdRow } from './HostIdRow.tsx'
import { nextHostKey, type AddHostRequest } from './host-draft.ts'
import type { StepProps } from './step-props.ts'

/** Second step: the machines that serve the license, and those that are locked to it. */
export function HostsStep(props: StepProps) {
  const { form, draft, change } = props
  const [adding, setAdding] = useState<AddHostRequest | null>(null)
  const { asks } = firstItem(form)
  const isServed = asks.serverHost
  const free = isServed ? null : (draft.hosts[0] ?? null)
  const close = (request: AddHostRequest) => {
    setAdding(null)
    setTimeout(() => document.getElementById(openerOf(request, isServed))?.focus(), 50)
  }
  const removeHost = (host: DraftHost) => {
    announce('Host removed.')
    change(withoutHost(draft, host))
  }
  return (
    <>
      <h2>Hosts</h2>
      <p className="w-lead">{isServed ? LEADS.served(asks.nodeHosts) : LEADS.node}</p>
      {isServed ? (
        <ul className="w-rows" hidden={draft.hosts.length === 0}>
          {draft.hosts.map((host) => (
            <li key={host.key}>
              <HostIdRow ids={host.servers} use="server" onRemove={() => removeHost(host)} />
              {asks.nodeHosts && <Nodes {...props} host={host} onAdd={setAdding} />}
            </li>
          ))}
        </ul>
      ) : (
        free && <NodeRows {...props} host={free} />
      )}
      {draft.hosts.length === 0 && <p className="w-none">{isServed ? EMPTY.server : EMPTY.node}</p>}
      <Adders {...props} onAdd={setAdding} isServed={isServed} freeKey={free?.key ?? null} />
      {free && form.items.some((item) => mayNameServer(draft, item)) && (
        <OptionalServer {...props} host={free} onAdd={setAdding} />
      )}
      <HostAttributes {...props} />
      {adding && (
        <AddHostDialog
          form={form}
          hosts={draft.hosts}
          request={adding}
          onClose={() => close(adding)}
          onAdd={(sets) => {
            change(withHosts(draft, adding, sets))
            announce(sets.length === 1 ? 'Host added.' : `${sets.length} hosts added.`)
            close(adding)
          }}
        />
      )}
    </>
  )
}

/** The button that opened the dialog: there the focus goes back to. */
function openerOf({ use, isTriad, hostKey }: AddHostRequest, isServed: boolean): string {
  if (isTriad) return 'add-triad'
  return use === 'node' && isServed ? `nodes-${hostKey}` : 'add-host'
}

const LEADS = {
  node: 'Name each computer that will run the software. Each one gets its own license and takes one copy.',
  served: (withNodes: boolean) =>
    withNodes
      ? 'Name each license server, and the computers that may run the software with it.'
      : 'Name each license server. Each one gets its own license file; three redundant servers count as one.',
}

const EMPTY = {
  server: 'No license server yet. Its administrator can tell you its host ID.',
  node: 'No computer yet. The software or its administrator can tell you the host ID.',
}

interface AddersProps extends StepProps {
  readonly onAdd: (request: AddHostRequest) => void
  readonly isServed: boolean
  readonly freeKey: string | null
}

function Adders({ onAdd, isServed, freeKey, problemAt }: AddersProps) {
  const problem = problemAt('add-host')
  const use = isServed ? 'server' : 'node'
  return (
    <>
      <div className="w-adders">
        <Button
          id="add-host"
          variant="light"
          leftSection={<Icon path={mdiPlus} size={16} />}
          aria-describedby={problem ? 'add-host-problem' : undefined}
          onClick={() => onAdd({ use, isTriad: false, hostKey: isServed ? null : freeKey })}
        >
          {isServed ? 'Add license server' : 'Add hosts'}
        </Button>
        {isServed && (
          <Button
            id="add-triad"
            variant="default"
            leftSection={<Icon path={mdiServerNetwork} size={16} />}
            onClick={() => onAdd({ use: 'server', isTriad: true, hostKey: null })}
          >
            Add three redundant servers
          </Button>
        )}
      </div>
      {problem && (
        <p className="w-error" id="add-host-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  )
}

/** A shared dongle, or use through a server, lets a node-locked license name a server too. */
function OptionalServer({ host, onAdd, draft, change }: NodesProps) {
  const put = (servers: readonly DraftHostId[]) =>
    change({ hosts: draft.hosts.map((one) => (one === host ? { ...host, servers } : one)) })
  return (
    <section className="w-part">
      <h3>License server (optional)</h3>
      {host.servers.length > 0 ? (
        <HostIdRow ids={host.servers} use="server" onRemove={() => put([])} />
      ) : (
        <Button variant="default" onClick={() => onAdd({ use: 'server', isTriad: false, hostKey: host.key })}>
          Add license server
        </Button>
      )}
    </section>
  )
}

interface NodesProps extends StepProps {
  readonly host: DraftHost
  readonly onAdd: (request: AddHostRequest) => void
}

/** The machines locked to one server. */
function Nodes(props: NodesProps) {
  const { host, onAdd, problemAt } = props
  const problem = problemAt(`nodes-${host.key}`)
  return (
    <div className="w-nested">
      <NodeRows {...props} />
      <Button
        id={`nodes-${host.key}`}
        variant="subtle"
        size="compact-sm"
        leftSection={<Icon path={mdiPlus} size={16} />}
        onClick={() => onAdd({ use: 'node', isTriad: false, hostKey: host.key })}
      >
        Add node-locked hosts
      </Button>
      {problem && (
        <p className="w-error" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

function NodeRows({ host, form, draft, change }: StepProps & { readonly host: DraftHost }) {
  const remove = (node: DraftHostId) => {
    const nodes = host.nodes.filter((one) => one !== node)
    const isGone = nodes.length === 0 && !firstItem(form).asks.serverHost
    change(
      isGone
        ? withoutHost(draft, host)
        : { hosts: draft.hosts.map((one) => (one === host ? { ...host, nodes } : one)) },
    )
    announce('Host removed.')
  }
  if (host.nodes.length === 0) return null
  return (
    <ul className="w-rows">
      {host.nodes.map((node) => (
        <li key={node.normalized}>
          <HostIdRow ids={[node]} use="node" onRemove={() => remove(node)} />
        </li>
      ))}
    </ul>
  )
}

function withoutHost(draft: ActivationDraft, host: DraftHost): Partial<ActivationDraft> {
  const { [host.key]: _gone, ...counts } = draft.counts
  return { hosts: draft.hosts.filter((one) => one !== host), counts }
}

/** Adds servers as hosts of their own, and nodes to their host. */
function withHosts(
  draft: ActivationDraft,
  { use, hostKey }: AddHostRequest,
  sets: readonly (readonly DraftHostId[])[],
): Partial<ActivationDraft> {
  let hosts = draft.hosts
  if (use === 'server' && hostKey !== null) {
    return { hosts: hosts.map((host) => (host.key === hostKey ? { ...host, servers: sets.flat() } : host)) }
  }
  if (use === 'server') {
    for (const servers of sets) hosts = [...hosts, { key: nextHostKey(hosts), servers, nodes: [] }]
    return { hosts }
  }
  const nodes = sets.flat()
  if (hostKey === null) return { hosts: [...hosts, { key: nextHostKey(hosts), servers: [], nodes }] }
  return {
    hosts: hosts.map((host) => (host.key === hostKey ? { ...host, nodes: [...host.nodes, ...nodes] } : host)),
  }
}
