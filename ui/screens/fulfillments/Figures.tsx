import './license.css'
import { ActionIcon, Popover } from '@mantine/core'
import { mdiHelpCircleOutline } from '@mdi/js'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'

/** A figure with the arithmetic behind it. */
export interface ShownFigure {
  readonly key: string
  readonly label: string
  readonly value: number
  readonly why: string
}

/** Figures side by side; each answers *Why?*. */
export function Figures({
  figures,
  label,
}: {
  readonly figures: readonly ShownFigure[]
  readonly label?: string
}) {
  return (
    <dl className="w-figures" aria-label={label}>
      {figures.map((figure) => (
        <div key={figure.key}>
          <dt>
            {figure.label}
            <Why figure={figure} />
          </dt>
          <dd>{numberText(figure.value)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Why({ figure }: { readonly figure: ShownFigure }) {
  return (
    <Popover width={260} withArrow shadow="md" position="bottom" trapFocus={false} withRoles>
      <Popover.Target>
        <ActionIcon
          size={18}
          variant="transparent"
          aria-label={`Why ${figure.label.toLowerCase()} ${figure.value}?`}
        >
          <Icon path={mdiHelpCircleOutline} size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Why ${figure.label.toLowerCase()}`}>
        <p style={{ fontSize: 13 }}>{figure.why}</p>
      </Popover.Dropdown>
    </Popover>
  )
}
