import { hostTypeOf } from '@tallystick/hosts/rules/host-types.ts'
import { listHosts } from '@tallystick/hosts/operations/list-hosts.contract.ts'
import type { ListPageProps } from '@tallystick/kit/list/list-view.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { HostActions, HostLinks } from './hosts/HostActions.tsx'
import { hostPath } from './hosts/paths.ts'

const CELLS: NonNullable<ListPageProps<typeof listHosts>['cells']> = {
  label: (row) => <span className="t-mono">{row.label}</span>,
  types: (row) => [...new Set(row.types.map((type) => hostTypeOf(type)?.label ?? type))].join(', '),
}

/** *Manage hosts*: the machines that licenses are bound to, and what can be done with them. LIFE-08. */
export function HostsPage() {
  return (
    <ListPage
      list={listHosts}
      linkColumn="label"
      open={(row) => hostPath(row.id)}
      cells={CELLS}
      actions={<HostLinks />}
      selectionActions={({ ids, isAll }) => (isAll ? null : <HostActions ids={ids} />)}
      teach="Machines of your accounts appear here as soon as a license is generated for them."
    />
  )
}
