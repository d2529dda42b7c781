import { Button } from '@mantine/core'
import { hostTypeOf } from '@tallystick/hosts/rules/host-types.ts'
import { listHosts } from '@tallystick/hosts/operations/list-hosts.contract.ts'
import type { RowOf } from '@tallystick/kernel/list/define.ts'
import type { ListPageProps } from '@tallystick/kit/list/list-view.ts'
import { useSession } from '@tallystick/kit/session/session.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useNavigate } from '@tanstack/react-router'

type HostRow = RowOf<typeof listHosts>

const CELLS: NonNullable<ListPageProps<typeof listHosts>['cells']> = {
  label: (row) => <span className="t-mono">{row.label}</span>,
  types: (row) => [...new Set(row.types.map((type) => hostTypeOf(type)?.label ?? type))].join(', '),
}

/** The licenses of a host, by the first of its host IDs. */
function licensesOn(row: HostRow): string {
  const [first = ''] = row.label.split(/[ ,]+/)
  return `/licenses?where=${encodeURIComponent(`${row.use === 'server' ? 'server' : 'node'}.contains:${first}`)}`
}

/** The machines that licenses are bound to. */
export function HostsPage() {
  const session = useSession()
  const navigate = useNavigate()
  return (
    <ListPage
      list={listHosts}
      linkColumn="label"
      open={licensesOn}
      cells={CELLS}
      selectionActions={({ ids, isAll }) =>
        ids.length === 1 && !isAll && session.may('licenses.return') ? (
          <Button variant="default" onClick={() => void navigate({ to: `/hosts/${ids[0]}/release` })}>
            Release
          </Button>
        ) : null
      }
      teach="A machine appears here as soon as a license is generated for it."
    />
  )
}
