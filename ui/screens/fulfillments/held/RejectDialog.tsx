import { Button, Group, Stack, Textarea } from '@mantine/core'
import { rejectHeldLicenses } from '@tallystick/fulfillments/operations/held-licenses.contract.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { Dialog } from '@tallystick/kit/feedback/Dialog.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { useState, type FormEvent } from 'react'

interface RejectDialogProps {
  readonly licenses: readonly { readonly id: string; readonly copies: number }[]
  readonly onClose: () => void
  /** After the act. */
  readonly onDone: () => void
}

/** Refuses licenses on hold, with the reason that the customer reads. */
export function RejectDialog({ licenses, onClose, onDone }: RejectDialogProps) {
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const reject = useCommand(rejectHeldLicenses, {
    says: ({ rejected, copiesReturned, goodAgain }) =>
      [
        `${countText(rejected.length, 'license')} refused`,
        `${countText(copiesReturned, 'copy', 'copies')} returned`,
        ...(goodAgain.length > 0
          ? [`${countText(goodAgain.length, 'earlier license is', 'earlier licenses are')} good again`]
          : []),
      ].join(', ') + '.',
    onDone: () => {
      onDone()
      onClose()
    },
  })
  const copies = licenses.reduce((sum, one) => sum + one.copies, 0)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (reason.trim() !== '') reject.mutate({ fulfillments: licenses.map(({ id }) => id), reason })
  }
  return (
    <Dialog onClose={onClose} title={`Refuse ${countText(licenses.length, 'license')}`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <p>
            {countText(
              copies,
              'copy goes back to the line item that it was',
              'copies go back to the line items that they were',
            )}{' '}
            taken from. Where one would have come in the place of a whole license, that one is good again
            instead.
          </p>
          <Textarea
            label="Reason"
            description="The customer reads it on the page of the license, and in a mail."
            data-autofocus
            autosize
            minRows={2}
            value={reason}
            error={isTried && reason.trim() === '' ? 'Enter the reason.' : null}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <RefusalNotice problem={reject.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="red.8" loading={reject.isPending}>
              Refuse
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
