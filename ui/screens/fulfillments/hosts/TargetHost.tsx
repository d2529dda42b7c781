import { Button } from '@mantine/core'
import { mdiPlus, mdiServerNetwork } from '@mdi/js'
import type { HostUse } from '@tallystick/hosts/model.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { announce } from '@tallystick/kit/feedback/announce.ts'
import { useState } from 'react'
import { AddHostDialog, type AddHostRequest } from '../activation/AddHostDialog.tsx'
import type { DraftHostId } from '../activation/draft.ts'
import type { ActivationForm } from '../activation/form.ts'
import { HostIdRow } from '../activation/HostIdRow.tsx'

interface TargetHostProps {
  readonly form: ActivationForm
  readonly use: HostUse
  /** One host ID, or three of a redundant set; none while nothing is chosen. */
  readonly ids: readonly DraftHostId[]
  readonly onChange: (ids: readonly DraftHostId[]) => void
  readonly problem: string | null
}

/** The one host that licenses go to: new, or one that the account used before. */
export function TargetHost({ form, use, ids, onChange, problem }: TargetHostProps) {
  const [adding, setAdding] = useState<AddHostRequest | null>(null)
  const ask = (isTriad: boolean) => setAdding({ use, isTriad, hostKey: null })
  return (
    <section className="w-part">
      <h3>Licenses go to</h3>
      {ids.length > 0 && (
        <ul className="w-rows">
          <li>
            <HostIdRow ids={ids} use={use} onRemove={() => onChange([])} />
          </li>
        </ul>
      )}
      {ids.length === 0 && (
        <div className="w-adders">
          <Button
            id="add-host"
            variant="light"
            leftSection={<Icon path={mdiPlus} size={16} />}
            onClick={() => ask(false)}
          >
            {use === 'server' ? 'Add license server' : 'Add host'}
          </Button>
          {use === 'server' && (
            <Button
              variant="default"
              leftSection={<Icon path={mdiServerNetwork} size={16} />}
              onClick={() => ask(true)}
            >
              Add three redundant servers
            </Button>
          )}
        </div>
      )}
      {problem && (
        <p className="w-error" role="alert">
          {problem}
        </p>
      )}
      {adding && (
        <AddHostDialog
          form={form}
          hosts={[]}
          request={adding}
          onClose={() => setAdding(null)}
          onAdd={(sets) => {
            onChange(sets[0] ?? [])
            setAdding(null)
            announce('Host added.')
          }}
        />
      )}
    </section>
  )
}
