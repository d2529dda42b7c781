import { hostTypeOf } from '@tallystick/hosts/rules/host-types.ts'
import { listHosts } from '@tallystick/hosts/operations/list-hosts.contract.ts'
import type { RowOf } from '@tallystick/kernel/list/define.ts'
import type { ListPageProps } from '@tallystick/kit/list/list-view.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'

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
  return (
    <ListPage
      list={listHosts}
      linkColumn="label"
      open={licensesOn}
      cells={CELLS}
      teach="A machine appears here as soon as a license is generated for it."
    />
  )
}
