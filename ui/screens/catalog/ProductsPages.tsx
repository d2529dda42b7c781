import { listMaintenance, listProducts, listSuites } from '@tallystick/catalog/contracts.ts'
import { Dash } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import { useProductOptions } from '@tallystick/screens/custom-attributes/search-options.ts'

function version(row: { readonly version: string }) {
  return row.version === '' ? <Dash /> : <span className="t-mono">{row.version}</span>
}

const cells = { version }

function open(row: { readonly id: string }): string {
  return `/products/${row.id}`
}

/** Products, suites and maintenance plans together. */
export function ProductsPage() {
  const session = useSession()
  return (
    <ListPage
      list={listProducts}
      useAttributes={useProductOptions}
      open={open}
      cells={cells}
      actions={session.may('products.create') && <CreateButton to="/products/new">New product</CreateButton>}
      teach="A product is what a line item of an entitlement is for: features with counts, and the license models it may be sold with."
    />
  )
}

/** Suites alone. */
export function SuitesPage() {
  const session = useSession()
  return (
    <ListPage
      list={listSuites}
      useAttributes={useProductOptions}
      open={open}
      cells={cells}
      actions={session.may('products.create') && <CreateButton to="/suites/new">New suite</CreateButton>}
      teach="A suite sells several products as one."
    />
  )
}

/** Maintenance plans alone. */
export function MaintenancePage() {
  const session = useSession()
  return (
    <ListPage
      list={listMaintenance}
      useAttributes={useProductOptions}
      open={open}
      cells={cells}
      actions={
        session.may('products.create') && (
          <CreateButton to="/maintenance/new">New maintenance plan</CreateButton>
        )
      }
      teach="A maintenance plan gives rights for a time: to upgrades, upsells and renewals."
    />
  )
}
