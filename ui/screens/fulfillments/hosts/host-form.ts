import type { OutputOf } from '@tallystick/api/client.ts'
import type { getHostForm } from '@tallystick/fulfillments/operations/transfer-licenses.contract.ts'
import { defaultHostIdSettings, type HostTypeKey } from '@tallystick/hosts/model.ts'
import type { DraftHostId } from '../activation/draft.ts'
import type { ActivationForm } from '../activation/form.ts'

/** What is known of hosts that can be chosen, and of how host IDs are read. */
export type HostChoices = OutputOf<typeof getHostForm>

/** The part of an activation's form that the dialog for hosts reads. */
export function hostFormOf({ hosts, hostTypes, hostIdSettings }: HostChoices): ActivationForm {
  return {
    items: [],
    hosts: hosts.map(({ id, use, label, types, texts }) => ({
      id,
      use,
      label,
      hostIds: texts.map((text, at) => ({ type: types[at] as HostTypeKey, text })),
    })),
    hostTypes: { server: hostTypes.server as HostTypeKey[], node: hostTypes.node as HostTypeKey[] },
    hostIdSettings: { ...defaultHostIdSettings, ...hostIdSettings },
    shipToEmail: '',
    shipToAddress: '',
    contacts: [],
    togetherRefusal: null,
  }
}

/** A host ID as requests name it. */
export function hostIdInput({ type, text, hostName, port }: DraftHostId) {
  return { type, value: text, ...(hostName ? { hostName } : {}), ...(port ? { port } : {}) }
}

/** The host IDs of a set in one line. */
export function setLabel(ids: readonly Pick<DraftHostId, 'text'>[]): string {
  return ids.map(({ text }) => text).join(' ')
}
