import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import type { Contract } from '@tallystick/kernel/operation/define.ts'
import type { RowOf } from '@tallystick/kernel/list/define.ts'
import { approveTransfer } from '@tallystick/entitlements/operations/approve-transfer.contract.ts'
import { listTransfers } from '@tallystick/entitlements/operations/list-transfers.contract.ts'
import { rejectTransfer } from '@tallystick/entitlements/operations/reject-transfer.contract.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { actCall, ViewAsCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { useState } from 'react'
import { orderedItemPath } from '../paths.ts'
import { copiesWords } from './MoveWizard.tsx'

type Row = RowOf<typeof listTransfers>

interface Decision {
  readonly row: Row
  readonly contract: typeof approveTransfer | typeof rejectTransfer
}

/** Transfers that wait for the producer, and what became of the others. ENT-06, PRD-05. */
export function TransfersPage() {
  const [decision, setDecision] = useState<Decision | null>(null)
  return (
    <>
      <ListPage
        list={listTransfers}
        open={(row) => orderedItemPath(keysOf(row).lineItemKey)}
        linkColumn="activationId"
        cells={{
          originActivationId: (row) => (
            <Link to={orderedItemPath(keysOf(row).originKey)}>{row.originActivationId}</Link>
          ),
        }}
        rowAction={(row) =>
          row.state === 'waiting' && (
            <Group gap={6} wrap="nowrap">
              <Button
                size="compact-sm"
                aria-label={`Approve ${row.activationId}`}
                onClick={() => setDecision({ row, contract: approveTransfer })}
              >
                Approve
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Reject ${row.activationId}`}
                onClick={() => setDecision({ row, contract: rejectTransfer })}
              >
                Reject
              </Button>
            </Group>
          )
        }
        teach="Transfers that customers ask for wait here until they are approved or rejected."
      />
      {decision && <DecisionDialog {...decision} onClose={() => setDecision(null)} />}
    </>
  )
}

/** Keys that rows carry beside their columns. */
function keysOf(row: Row): { readonly lineItemKey: string; readonly originKey: string } {
  return row as unknown as { readonly lineItemKey: string; readonly originKey: string }
}

/** Says what follows, takes a remark, and decides. */
function DecisionDialog({ row, contract, onClose }: Decision & { readonly onClose: () => void }) {
  const [reason, setReason] = useState('')
  const isApproval = contract.name === approveTransfer.name
  const decide = useCommand<Contract>(contract as Contract, {
    says: isApproval ? `${row.to} has ${row.activationId} now.` : `The copies are back with ${row.from}.`,
    onDone: onClose,
  })
  const input = { id: row.id, ...(reason.trim() && { reason: reason.trim() }) }
  return (
    <Modal
      opened
      onClose={onClose}
      centered
      title={isApproval ? 'Approve the transfer?' : 'Reject the transfer?'}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          decide.mutate(input as never)
        }}
      >
        <Stack gap="md">
          <div>
            {isApproval
              ? `${copiesWords(Number(row.copies))} of ${row.products} can be activated by ${row.to} from now on.`
              : `${copiesWords(Number(row.copies))} of ${row.products} go back to ${row.from}. What was made for ${row.to} becomes obsolete.`}{' '}
            Both sides get a mail.
          </div>
          {row.note && <blockquote className="t-hint">{row.note}</blockquote>}
          <Textarea
            label={isApproval ? 'Remark' : 'Reason'}
            description="Stands in the mail."
            autosize
            minRows={2}
            maxLength={1000}
            value={reason}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <RefusalNotice problem={decide.error} />
          <ViewAsCall call={actCall(contract, input)} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={decide.isPending} {...(isApproval ? {} : { color: 'red.8' })}>
              {isApproval ? 'Approve' : 'Reject'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
