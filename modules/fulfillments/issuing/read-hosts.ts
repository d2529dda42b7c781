import type { HostIdSettings, HostTypeKey, HostUse } from '@tallystick/hosts/model.ts'
import { parseHostId } from '@tallystick/hosts/rules/host-id.ts'
import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { z } from 'zod'
import type { HostInput, HostsInput } from '../operations/activate-line-items.contract.ts'
import type { HostRequest, ServerHost } from '../rules/activation-facts.ts'

/** Turns the hosts of a request into host IDs, or names the first that is wrong and where it stood. */
export function readHostRequests(
  given: readonly z.output<typeof HostsInput>[],
  settings: HostIdSettings,
): readonly HostRequest[] | Refusal {
  const requests: HostRequest[] = []
  for (const [index, hosts] of given.entries()) {
    const servers: ServerHost[] = []
    for (const [place, server] of (hosts.servers ?? []).entries()) {
      const read = readOne(server, 'server', settings, `hosts.${index}.servers.${place}`)
      if (isRefusal(read)) return read
      servers.push({ hostId: read, hostName: server.hostName ?? null, port: server.port ?? null })
    }
    const nodeHosts = []
    for (const [place, node] of (hosts.nodeHosts ?? []).entries()) {
      const read = readOne(node, 'node', settings, `hosts.${index}.nodeHosts.${place}`)
      if (isRefusal(read)) return read
      nodeHosts.push(read)
    }
    requests.push({ servers, nodeHosts, copies: hosts.copies, overdraft: hosts.overdraft })
  }
  return requests
}

function readOne(given: z.output<typeof HostInput>, use: HostUse, settings: HostIdSettings, field: string) {
  const read = parseHostId(given.type as HostTypeKey, given.value, use, settings)
  return isRefusal(read) ? refuse(read.code, { ...read.data, field, value: given.value }) : read.hostId
}
