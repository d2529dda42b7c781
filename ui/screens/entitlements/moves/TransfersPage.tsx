import { Button, Group, Stack, Textarea } from '@mantine/core'
import type { RowOf } from '@tallystick/kernel/list/define.ts'
import { approveTransfer } from '@tallystick/entitlements/operations/approve-transfer.contract.ts'
import { listTransfers } from '@tallystick/entitlements/operations/list-transfers.contract.ts'
import { rejectTransfer } from '@tallystick/entitlements/operations/reject-transfer.contract.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { actCall, ViewAsCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { Dialog } from '@tallystick/kit/feedback/Dialog.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { useState } from 'react'
import { orderedItemPath } from '../paths.ts'
import { copiesText } from '../sold-words.ts'

type Row = RowOf<typeof listTransfers>

/** Transfers that wait for the producer, and what became of the others. ENT-06, PRD-05. */
export function TransfersPage() {
  const [decided, setDecided] = useState<Row | null>(null)
  return (
    <>
      <ListPage
        list={listTransfers}
        open={(row) => orderedItemPath(keysOf(row).lineItemKey)}
        linkColumn="products"
        cells={{
          originActivationId: (row) => (
            <Link to={orderedItemPath(keysOf(row).originKey)}>{row.originActivationId}</Link>
          ),
        }}
        rowAction={(row) =>
          row.state === 'waiting' && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Decide about ${row.activationId}`}
              onClick={() => setDecided(row)}
            >
              Decide
            </Button>
          )
        }
        teach="Transfers that customers ask for wait here until they are approved or rejected."
      />
      {decided && <DecisionDialog row={decided} onClose={() => setDecided(null)} />}
    </>
  )
}

/** Keys that rows carry beside their columns. */
function keysOf(row: Row): { readonly lineItemKey: string; readonly originKey: string } {
  return row as unknown as { readonly lineItemKey: string; readonly originKey: string }
}

interface DecisionProps {
  readonly row: Row
  readonly onClose: () => void
}

/** Says what follows from either decision, takes a remark, and decides. */
function DecisionDialog({ row, onClose }: DecisionProps) {
  const [reason, setReason] = useState('')
  const approve = useCommand(approveTransfer, { says: `${row.to} has the copies now.`, onDone: onClose })
  const reject = useCommand(rejectTransfer, {
    says: `The copies are back with ${row.from}.`,
    onDone: onClose,
  })
  const input = { id: row.id, ...(reason.trim() && { reason: reason.trim() }) }
  const isOne = Number(row.copies) === 1
  const isBusy = approve.isPending || reject.isPending
  return (
    <Dialog onClose={onClose} title={`Transfer of ${row.activationId}`}>
      <Stack gap="md">
        <div>
          {copiesText(Number(row.copies))} of {row.products} {isOne ? 'is' : 'are'} to go from {row.from} to{' '}
          {row.to}. Approved, {isOne ? 'it' : 'they'} can be activated there from now on. Rejected,{' '}
          {isOne ? 'it goes' : 'they go'} back, and what was made for {row.to} becomes obsolete. Both sides
          get a mail.
        </div>
        {row.note && (
          <div>
            <strong>{row.requestedBy}:</strong> {row.note}
          </div>
        )}
        <Textarea
          label="Remark"
          description="Stands in the mail."
          autosize
          minRows={2}
          maxLength={1000}
          value={reason}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <RefusalNotice problem={approve.error ?? reject.error} />
        <ViewAsCall call={actCall(approveTransfer, input)} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            color="red.8"
            loading={reject.isPending}
            disabled={isBusy}
            onClick={() => reject.mutate(input)}
          >
            Reject
          </Button>
          <Button loading={approve.isPending} disabled={isBusy} onClick={() => approve.mutate(input)}>
            Approve
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
