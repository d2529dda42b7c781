import { Button } from '@mantine/core'
import {
  generateLicenses,
  listHeldLicenses,
} from '@tallystick/fulfillments/operations/held-licenses.contract.ts'
import type { RowOf } from '@tallystick/kernel/list/define.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import type { Selection } from '@tallystick/kit/list/list-view.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useState } from 'react'
import { licensePath } from '../paths.ts'
import { RejectDialog } from './RejectDialog.tsx'
import { SupplyDialog } from './SupplyDialog.tsx'

type Held = RowOf<typeof listHeldLicenses>

/** Milliseconds between two looks: a generator mostly answers within a second. */
const LOOK_MS = 5_000

/** What a license waits for that nothing else is known of. */
const WAITS_FOR: Readonly<Record<string, string>> = {
  manual: 'Waits for files by hand.',
  http: 'Waits for its generator.',
}

/** Licenses that one command takes. */
const AT_ONCE = 200

/** A dialog that is open, and how the selection ends when its act has been done. */
interface OpenDialog {
  readonly act: 'supply' | 'refuse'
  readonly rows: readonly Held[]
  readonly clear: () => void
}

/** Licenses that wait for their files: supplied, refused, or asked for again. CERT-05. */
export function HeldLicensesPage() {
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const close = () => setDialog(null)
  const [first] = dialog?.rows ?? []
  return (
    <>
      <ListPage
        list={listHeldLicenses}
        open={(row) => licensePath(row.id)}
        linkColumn="fulfillmentCode"
        every={LOOK_MS}
        cells={{
          hosts: (row) => <span className="t-mono">{row.hosts}</span>,
          note: (row) => row.note || WAITS_FOR[row.generation],
        }}
        selectionActions={(selection) => !selection.isAll && <Acts selection={selection} open={setDialog} />}
        nothing="No license is on hold"
        teach="Licenses of your own technologies stand here until their generator, or you, have supplied their files."
      />
      {dialog?.act === 'supply' && first && (
        <SupplyDialog license={first} onClose={close} onDone={dialog.clear} />
      )}
      {dialog?.act === 'refuse' && (
        <RejectDialog licenses={dialog.rows} onClose={close} onDone={dialog.clear} />
      )}
    </>
  )
}

interface ActsProps {
  readonly selection: Selection<Held>
  readonly open: (dialog: OpenDialog) => void
}

function Acts({ selection: { rows, ids, clear }, open }: ActsProps) {
  const ask = useCommand(generateLicenses, {
    says: 'Asked again. What still keeps a license waiting stands in its row.',
    onDone: clear,
  })
  const isTooMany = ids.length > AT_ONCE
  const why = isTooMany ? `At most ${AT_ONCE} at once.` : undefined
  return (
    <>
      {rows.length === 1 && <Button onClick={() => open({ act: 'supply', rows, clear })}>Supply</Button>}
      <Button
        variant="default"
        loading={ask.isPending}
        disabled={isTooMany}
        title={why}
        onClick={() => ask.mutate({ fulfillments: [...ids] })}
      >
        Ask generator again
      </Button>
      <Button
        variant="default"
        disabled={isTooMany}
        title={why}
        onClick={() => open({ act: 'refuse', rows, clear })}
      >
        Refuse
      </Button>
      <RefusalNotice problem={ask.error} />
    </>
  )
}
