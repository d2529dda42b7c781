import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { mdiCheck, mdiContentCopy } from '@mdi/js'
import { announce } from '../feedback/announce.ts'
import { Link } from '../shell/Link.tsx'
import { Icon } from './Icon.tsx'

interface IdProps {
  readonly text: string
  readonly label?: string
  /** Where the thing of this ID is shown, on pages of other things. */
  readonly to?: string | undefined
}

/** A text that machines compare (IDs, host IDs, versions), in mono, with a button that copies it. */
export function Id({ text, label = 'ID', to }: IdProps) {
  return (
    <span className="t-id">
      {to === undefined ? (
        <span className="t-mono">{text}</span>
      ) : (
        <Link to={to} className="t-link t-mono">
          {text}
        </Link>
      )}
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
