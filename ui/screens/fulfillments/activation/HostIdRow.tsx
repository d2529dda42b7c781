import { ActionIcon, Tooltip } from '@mantine/core'
import { mdiClose } from '@mdi/js'
import type { HostUse } from '@tallystick/hosts/model.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import type { DraftHostId } from './draft.ts'
import { typeLabel } from './host-draft.ts'

const RANKS = ['Primary', 'Secondary', 'Tertiary']

interface HostIdRowProps {
  readonly ids: readonly DraftHostId[]
  readonly use: HostUse
  readonly onRemove: () => void
}

/** One host with its type; three redundant servers stand together, with their rank. */
export function HostIdRow({ ids, use, onRemove }: HostIdRowProps) {
  const name = ids.map((id) => id.text).join(', ')
  return (
    <div className="w-row">
      <div className="w-row-main">
        {ids.map((id, at) => (
          <div key={id.normalized}>
            <span className="t-mono">{id.text}</span>{' '}
            <span className="w-kind">
              {ids.length > 1 ? `${RANKS[at]}, ` : use === 'server' ? 'License server, ' : ''}
              {typeLabel(id.type)}
              {id.hostName ? `, ${id.hostName}` : ''}
              {id.port ? `, port ${id.port}` : ''}
            </span>
          </div>
        ))}
      </div>
      <Tooltip label="Remove">
        <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}>
          <Icon path={mdiClose} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}
