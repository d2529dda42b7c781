import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { emailConsolidatedLicense } from '@tallystick/fulfillments/operations/email-consolidated-license.contract.ts'
import { emailLicense } from '@tallystick/fulfillments/operations/email-license.contract.ts'
import { readShipToEmail } from '@tallystick/fulfillments/rules/activation-fields.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { ViewAsCall, actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { Dialog } from '@tallystick/kit/feedback/Dialog.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { currentReader } from '@tallystick/kit/format/dates.ts'
import { useState, type FormEvent } from 'react'
import { sentencesOf } from './activation/say.ts'
import { LICENSE_FILE_NAME } from './save-file.ts'

const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
  { value: 'fr', label: 'Français' },
]

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
  const [language, setLanguage] = useState(languageOf(currentReader().locale))
  const [message, setMessage] = useState('')
  const [isTried, setTried] = useState(false)
  const choices = {
    says: ({ to: receivers }: { readonly to: readonly string[] }) =>
      `License mailed to ${receivers.join(', ')}.`,
    onDone: onClose,
  }
  const mailOne = useCommand(emailLicense, choices)
  const mailJoined = useCommand(emailConsolidatedLicense, choices)
  const mail = isConsolidated ? mailJoined : mailOne
  const letter = { to, language, message }
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
    if (isConsolidated) mailJoined.mutate({ consolidatedLicense: id, ...letter })
    else mailOne.mutate({ fulfillment: id, ...letter })
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
          <Select
            label="Language of the mail"
            data={LANGUAGES}
            value={language}
            allowDeselect={false}
            onChange={(next) => next && setLanguage(next)}
          />
          <Textarea
            label="Message"
            description="Optional."
            autosize
            minRows={2}
            maxLength={2000}
            value={message}
            onChange={(event) => setMessage(event.currentTarget.value)}
          />
          <RefusalNotice problem={mail.error} />
          <ViewAsCall
            call={
              isConsolidated
                ? actCall(emailConsolidatedLicense, { consolidatedLicense: id, ...letter })
                : actCall(emailLicense, { fulfillment: id, ...letter })
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

function languageOf(locale: string): string {
  const short = locale.slice(0, 2)
  return LANGUAGES.some((one) => one.value === short) ? short : 'en'
}
