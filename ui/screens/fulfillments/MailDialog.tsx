import { Button, Group, Stack, TextInput } from '@mantine/core'
import { emailConsolidatedLicense } from '@tallystick/fulfillments/operations/email-consolidated-license.contract.ts'
import { emailLicense } from '@tallystick/fulfillments/operations/email-license.contract.ts'
import { readShipToEmail } from '@tallystick/fulfillments/rules/activation-fields.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { ViewAsCall, actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { Dialog } from '@tallystick/kit/feedback/Dialog.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { LetterFields, newLetter } from '@tallystick/kit/form/LetterFields.tsx'
import { useState, type FormEvent } from 'react'
import { sentencesOf } from './activation/say.ts'
import { LICENSE_FILE_NAME } from './save-file.ts'

interface MailDialogProps {
  readonly id: string
  /** The license is a consolidated one. */
  readonly isConsolidated?: boolean
  readonly shipToEmail: string
  readonly onClose: () => void
}

/** Mails a license as an attachment, in a language of choice. */
export function MailDialog({ id, isConsolidated = false, shipToEmail, onClose }: MailDialogProps) {
  const [to, setTo] = useState(shipToEmail)
  const [letter, setLetter] = useState(newLetter)
  const [isTried, setTried] = useState(false)
  const choices = {
    says: ({ to: receivers }: { readonly to: readonly string[] }) =>
      `License mailed to ${receivers.join(', ')}.`,
    onDone: onClose,
  }
  const mailOne = useCommand(emailLicense, choices)
  const mailJoined = useCommand(emailConsolidatedLicense, choices)
  const mail = isConsolidated ? mailJoined : mailOne
  const content = { to, ...letter }
  const read = readShipToEmail(to)
  const problem = isRefusal(read)
    ? sentencesOf(read)
    : read.addresses.length === 0
      ? 'Enter an address.'
      : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem !== null) return
    if (isConsolidated) mailJoined.mutate({ consolidatedLicense: id, ...content })
    else mailOne.mutate({ fulfillment: id, ...content })
  }
  return (
    <Dialog onClose={onClose} title="Mail license">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label="To"
            description={`Addresses with commas, without blanks. The license goes along as ${LICENSE_FILE_NAME}.`}
            data-autofocus
            value={to}
            error={isTried ? problem : null}
            onChange={(event) => setTo(event.currentTarget.value.replaceAll(/\s+/g, ''))}
            onBlur={() => to !== '' && setTried(true)}
          />
          <LetterFields letter={letter} onChange={setLetter} lines={2} />
          <RefusalNotice problem={mail.error} />
          <ViewAsCall
            call={
              isConsolidated
                ? actCall(emailConsolidatedLicense, { consolidatedLicense: id, ...content })
                : actCall(emailLicense, { fulfillment: id, ...content })
            }
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={mail.isPending}>
              Send
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
