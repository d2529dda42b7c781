import { Button, Group } from '@mantine/core'
import {
  generateLicenses,
  listHeldLicenses,
} from '@tallystick/fulfillments/operations/held-licenses.contract.ts'
import type { RowOf } from '@tallystick/kernel/list/define.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useState } from 'react'
import { licensePath } from '../paths.ts'
import { RejectDialog } from './RejectDialog.tsx'
import { SupplyDialog } from './SupplyDialog.tsx'

type Held = RowOf<typeof listHeldLicenses>

/** Milliseconds between two looks: a generator mostly answers within a second. */
const LOOK_MS = 5_000

/** Licenses that wait for their files: supplied, refused, or asked for again. CERT-05. */
export function HeldLicensesPage() {
  const [supplying, setSupplying] = useState<Held | null>(null)
  const [rejecting, setRejecting] = useState<readonly Held[]>([])
  const ask = useCommand(generateLicenses, { says: 'The generator is asked again.' })
  return (
    <>
      <ListPage
        list={listHeldLicenses}
        open={(row) => licensePath(row.id)}
        linkColumn="fulfillmentCode"
        every={LOOK_MS}
        cells={{ hosts: (row) => <span className="t-mono">{row.hosts}</span> }}
        selectionActions={({ rows, ids, isAll }) =>
          isAll ? null : (
            <Group gap="xs">
              {rows.length === 1 && <Button onClick={() => setSupplying(rows[0] ?? null)}>Supply</Button>}
              <Button
                variant="default"
                loading={ask.isPending}
                onClick={() => ask.mutate({ fulfillments: [...ids] })}
              >
                Ask generator again
              </Button>
              <Button variant="default" onClick={() => setRejecting(rows)}>
                Refuse
              </Button>
            </Group>
          )
        }
        teach="Nothing waits. Licenses of your own technologies stand here until their generator, or you, have supplied their files."
      />
      {supplying && <SupplyDialog license={supplying} onClose={() => setSupplying(null)} />}
      {rejecting.length > 0 && <RejectDialog licenses={rejecting} onClose={() => setRejecting([])} />}
    </>
  )
}
