import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { mdiCheck, mdiContentCopy } from '@mdi/js'
import { announce } from '../feedback/announce.ts'
import { Icon } from './Icon.tsx'

/** A text that machines compare (IDs, host IDs, versions), in mono, with a button that copies it. */
export function Id({ text, label = 'ID' }: { readonly text: string; readonly label?: string }) {
  return (
    <span className="t-id">
      <span className="t-mono">{text}</span>
      <CopyText text={text} label={label} />
    </span>
  )
}

/** The small button that copies a text. */
export function CopyText({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <CopyButton value={text} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : `Copy ${label}`}>
          <ActionIcon
            className="t-copy"
            size="sm"
            aria-label={`Copy ${label} ${text.length > 60 ? '' : text}`}
            onClick={(event) => {
              event.stopPropagation()
              copy()
              announce(`${label} copied.`)
            }}
          >
            <Icon path={copied ? mdiCheck : mdiContentCopy} size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
