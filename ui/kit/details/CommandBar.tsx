import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import { mdiDotsHorizontal } from '@mdi/js'
import type { CommandsView } from '@tallystick/kernel/operation/define.ts'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand } from '../data/queries.ts'
import { ConfirmDialog } from '../feedback/ConfirmDialog.tsx'
import { Icon } from '../format/Icon.tsx'
import { shownCommands, type RecordCommand, type ShownCommand } from './commands.tsx'

interface CommandBarProps {
  readonly commands: readonly RecordCommand[]
  readonly view: CommandsView
  /** How many stand as buttons; the others are in the menu. */
  readonly buttons?: number
}

/** The acts of a record: the most used as buttons, the others in a menu, each with its reason when disabled. */
export function CommandBar({ commands, view, buttons = 2 }: CommandBarProps) {
  const shown = shownCommands(commands, view)
  const [running, setRunning] = useState<ShownCommand | null>(null)
  const navigate = useNavigate()
  const start = (command: ShownCommand) => {
    if (command.reason !== null) return
    if (command.to) void navigate({ to: command.to })
    else setRunning(command)
  }
  // What cannot be taken back is never a button of its own.
  const first = shown.filter(({ reason, confirm }) => reason === null && !confirm?.isDanger).slice(0, buttons)
  const rest = shown.filter((command) => !first.includes(command))
  return (
    <>
      {first.map((command, at) => (
        <Button key={command.label} variant={at === 0 ? 'filled' : 'default'} onClick={() => start(command)}>
          {command.label}
        </Button>
      ))}
      {rest.length > 0 && <MoreCommands commands={rest} onStart={start} />}
      {running && <RunningCommand key={running.label} command={running} onClose={() => setRunning(null)} />}
    </>
  )
}

function MoreCommands(props: {
  readonly commands: readonly ShownCommand[]
  readonly onStart: (one: ShownCommand) => void
}) {
  return (
    <Menu position="bottom-end" shadow="md" width={300}>
      <Menu.Target>
        <Tooltip label="More">
          <ActionIcon variant="default" size={32} aria-label="More commands">
            <Icon path={mdiDotsHorizontal} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {props.commands.map((command) => (
          <Menu.Item
            key={command.label}
            aria-disabled={command.reason !== null || undefined}
            className="t-command"
            data-off={command.reason !== null || undefined}
            closeMenuOnClick={command.reason === null}
            onClick={() => props.onStart(command)}
          >
            {command.label}
            {command.reason !== null && <span className="t-command-reason">{command.reason}</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Asks, carries out, and shows a refusal where the act was. */
function RunningCommand({
  command,
  onClose,
}: {
  readonly command: ShownCommand
  readonly onClose: () => void
}) {
  const { confirm } = command
  const act = useCommand(command.contract, {
    ...(command.says ? { says: command.says } : {}),
    onDone: (output) => {
      onClose()
      command.onDone?.(output as never)
    },
  })
  return (
    <ConfirmDialog
      opened
      title={confirm?.title ?? `${command.label}?`}
      consequence={confirm?.consequence ?? null}
      act={command.label}
      isDanger={confirm?.isDanger ?? false}
      typed={confirm?.typed}
      call={{ contract: command.contract, input: command.input ?? {} }}
      isBusy={act.isPending}
      problem={act.error}
      onConfirm={() => act.mutate((command.input ?? {}) as never)}
      onClose={onClose}
    />
  )
}
