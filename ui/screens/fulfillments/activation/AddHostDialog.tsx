import './add-host.css'
import { Tabs } from '@mantine/core'
import { Dialog } from '@tallystick/kit/feedback/Dialog.tsx'
import type { AddHostProps, AddHostRequest } from './host-draft.ts'
import { KnownHosts } from './KnownHosts.tsx'
import { NewHost } from './NewHost.tsx'
import { PasteHosts } from './PasteHosts.tsx'

export type { AddHostRequest }

/** Adds hosts in one of three ways: new, used before, or several pasted at once. */
export function AddHostDialog({ onClose, ...props }: AddHostProps & { readonly onClose: () => void }) {
  const { form, request } = props
  const known = form.hosts.filter(
    (host) => host.use === request.use && host.hostIds.length === (request.isTriad ? 3 : 1),
  )
  return (
    <Dialog onClose={onClose} title={titleOf(request)} size="lg">
      <Tabs defaultValue="new">
        <Tabs.List mb="md">
          <Tabs.Tab value="new">New</Tabs.Tab>
          <Tabs.Tab value="known" disabled={known.length === 0}>
            Used before ({known.length})
          </Tabs.Tab>
          {!request.isTriad && <Tabs.Tab value="paste">Paste several</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="new">
          <NewHost {...props} onClose={onClose} />
        </Tabs.Panel>
        <Tabs.Panel value="known">
          <KnownHosts {...props} known={known} onClose={onClose} />
        </Tabs.Panel>
        <Tabs.Panel value="paste">
          <PasteHosts {...props} onClose={onClose} />
        </Tabs.Panel>
      </Tabs>
    </Dialog>
  )
}

function titleOf({ use, isTriad }: AddHostRequest): string {
  if (isTriad) return 'Add three redundant servers'
  return use === 'server' ? 'Add license server' : 'Add hosts'
}
