import { Button, Menu } from '@mantine/core'
import { mdiChevronDown } from '@mdi/js'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { useNavigate } from '@tanstack/react-router'
import { changePath, type ChangeWords } from './words.ts'

interface ChangeMenuProps {
  /** The changes that the reader may make. */
  readonly changes: readonly ChangeWords[]
  /** Keys of the chosen line items; none: the wizard asks for accounts and products. */
  readonly items: readonly string[]
  readonly label: string
}

/** Leads to the wizard that upgrades, upsells or renews; nothing for those who may not. */
export function ChangeMenu({ changes, items, label }: ChangeMenuProps) {
  const navigate = useNavigate()
  if (changes.length === 0) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<Icon path={mdiChevronDown} size={16} />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {changes.map(({ kind, verb, lead }) => (
          <Menu.Item key={kind} onClick={() => void navigate({ to: changePath(kind, items) })}>
            {verb}
            <div className="t-muted">{lead}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
