import { Button, FileInput, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { supplyLicenses } from '@tallystick/fulfillments/operations/held-licenses.contract.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { Dialog } from '@tallystick/kit/feedback/Dialog.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { useState, type FormEvent } from 'react'

interface SupplyDialogProps {
  readonly license: { readonly id: string; readonly fulfillmentCode: string; readonly soldTo: string }
  readonly onClose: () => void
  /** After the act. */
  readonly onDone: () => void
}

/** Takes the text of a license, or files from the disk; then the license is active and mailed. */
export function SupplyDialog({ license, onClose, onDone }: SupplyDialogProps) {
  const [name, setName] = useState('license.txt')
  const [text, setText] = useState('')
  const [uploads, setUploads] = useState<File[]>([])
  const [isTried, setTried] = useState(false)
  const supply = useCommand(supplyLicenses, {
    says: 'License supplied.',
    onDone: () => {
      onDone()
      onClose()
    },
  })
  const isEmpty = text === '' && uploads.length === 0
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isEmpty) return
    const files = [...(text === '' ? [] : [{ name, text }]), ...(await Promise.all(uploads.map(asBase64)))]
    supply.mutate({ licenses: [{ fulfillment: license.id, files }] })
  }
  return (
    <Dialog onClose={onClose} title={`Supply ${license.fulfillmentCode}`} size="lg">
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <p>The license for {license.soldTo} becomes active, and is mailed to whom its activation named.</p>
          <TextInput
            label="File name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label="License text"
            autosize
            minRows={6}
            maxRows={16}
            className="w-mono-input"
            value={text}
            error={isTried && isEmpty ? 'Enter the text, or choose files.' : null}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <FileInput
            label="Other files"
            description="Optional; 1 MB together."
            multiple
            clearable
            value={uploads}
            onChange={setUploads}
          />
          <RefusalNotice problem={supply.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={supply.isPending}>
              Supply license
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

async function asBase64(file: File): Promise<{ name: string; base64: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCodePoint(byte)
  return { name: file.name, base64: btoa(binary) }
}
