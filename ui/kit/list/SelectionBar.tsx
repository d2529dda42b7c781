import { Button } from '@mantine/core'
import { mdiDownloadOutline } from '@mdi/js'
import type { ReactNode } from 'react'
import { numberText } from '../format/dates.ts'
import { Icon } from '../format/Icon.tsx'

interface SelectionBarProps {
  readonly count: number
  readonly isAll: boolean
  /** Text of the total when more rows match than are chosen; null when nothing is left to add. */
  readonly allText: string | null
  readonly onAll: () => void
  readonly onClear: () => void
  readonly csvUrl: string
  readonly children?: ReactNode
}

/** Appears with a selection: how many, the acts for them, and the explicit way to all that match. */
export function SelectionBar(props: SelectionBarProps) {
  return (
    <div className="t-selection t-noprint" role="region" aria-label="Selected rows">
      <p className="t-figure" role="status">
        {props.isAll
          ? `All ${props.allText ?? ''} that match are selected`
          : `${numberText(props.count)} selected`}
      </p>
      {!props.isAll && props.allText !== null && (
        <Button variant="subtle" size="compact-sm" onClick={props.onAll}>
          Select all {props.allText} that match
        </Button>
      )}
      <span className="t-selection-acts">
        {props.children ||
          (props.isAll && <span className="t-hint">Only the export takes all of them.</span>)}
        <Button
          component="a"
          href={props.csvUrl}
          download
          variant="default"
          leftSection={<Icon path={mdiDownloadOutline} size={16} />}
        >
          Export selected
        </Button>
        <Button variant="subtle" onClick={props.onClear}>
          Clear
        </Button>
      </span>
    </div>
  )
}
