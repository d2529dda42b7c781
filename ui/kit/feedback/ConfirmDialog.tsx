import type { ApiProblem } from '@tallystick/api/client.ts'
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { ViewAsCall, type ActCall } from './ApiCall.tsx'
import { RefusalNotice } from './RefusalNotice.tsx'
import { ReturnedFocus } from './use-returned-focus.ts'

interface ConfirmDialogProps {
  readonly opened: boolean
  readonly title: string
  /** What will happen, in words and figures: `This frees 3 copies of Paint 5.0.` */
  readonly consequence: ReactNode
  /** The act, as the button says it: `Return license`. */
  readonly act: string
  /** The way out, where "Cancel" would be taken for the act. */
  readonly wayOut?: string
  readonly isDanger?: boolean
  /** For what is irreversible and large: this text must be typed first. */
  readonly typed?: string | undefined
  /** The act as a call of the API; null for what is none, such as leaving a page. */
  readonly call: ActCall | null
  readonly isBusy?: boolean
  readonly problem?: ApiProblem | null | undefined
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something that cannot be taken back. Focus starts on the way out for dangerous acts. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [text, setText] = useState('')
  const mayAct = !props.typed || text.trim() === props.typed
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} centered>
      {props.opened && <ReturnedFocus />}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (mayAct) props.onConfirm()
        }}
      >
        <Stack gap="md">
          <div>{props.consequence}</div>
          {props.typed && (
            <TextInput
              label={`Type ${props.typed} to confirm`}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              autoComplete="off"
            />
          )}
          <RefusalNotice problem={props.problem} />
          {props.call && <ViewAsCall call={props.call} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose} data-autofocus={props.isDanger || undefined}>
              {props.wayOut ?? 'Cancel'}
            </Button>
            <Button
              type="submit"
              {...(props.isDanger ? { color: 'red.8' } : {})}
              loading={props.isBusy ?? false}
              disabled={!mayAct}
              data-autofocus={props.isDanger ? undefined : true}
            >
              {props.act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
