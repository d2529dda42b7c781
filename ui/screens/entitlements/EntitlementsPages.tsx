import { Button } from '@mantine/core'
import { listEntitlements, listLineItems } from '@tallystick/entitlements/contracts.ts'
import type { ListPageProps } from '@tallystick/kit/list/list-view.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import {
  useEntitlementOptions,
  useLineItemOptions,
} from '@tallystick/screens/custom-attributes/search-options.ts'
import { useNavigate } from '@tanstack/react-router'
import { ChangeMenu } from './changes/ChangeMenu.tsx'
import { useUpgrades } from './changes/use-upgrades.tsx'
import { CHANGES } from './changes/words.ts'
import { entitlementPath, orderedItemPath } from './paths.ts'
import { ViewMenu } from './ViewMenu.tsx'
import { MoveButtons } from './moves/MoveButtons.tsx'
import { LINE_ITEM_CELLS, NEWEST_ONLY } from './portal/list-cells.tsx'

/** How entitlements look in a list. */
export const ENTITLEMENT_CELLS: NonNullable<ListPageProps<typeof listEntitlements>['cells']> = {
  entitlementId: (row) => <span className="t-mono">{row.entitlementId}</span>,
  account: (row) => row.account || <span className="t-muted">Nobody yet</span>,
}

/** Entitlements by order, with their first products. PRD-03. */
export function EntitlementsPage() {
  const session = useSession()
  return (
    <ListPage
      list={listEntitlements}
      useAttributes={useEntitlementOptions}
      title="Entitlements"
      open={(row) => entitlementPath(row.id)}
      cells={ENTITLEMENT_CELLS}
      actions={
        session.may('entitlements.create') && (
          <CreateButton to="/entitlements/new">New entitlement</CreateButton>
        )
      }
      teach="An entitlement is what one order gives to an account: line items, each with a product, copies and a term."
    />
  )
}

/** Line items one by one; several can be activated, upgraded, upsold or renewed together. */
export function LineItemsPage() {
  const session = useSession()
  const navigate = useNavigate()
  const { toggle, beneath } = useUpgrades(orderedItemPath)
  const changes = CHANGES.filter(({ permission }) => session.may(permission))
  return (
    <ListPage
      list={listLineItems}
      params={NEWEST_ONLY}
      useAttributes={useLineItemOptions}
      title="Line items"
      open={(row) => orderedItemPath(row.id)}
      linkColumn="activationId"
      cells={LINE_ITEM_CELLS}
      beneath={beneath}
      actions={
        <>
          {toggle}
          <ChangeMenu changes={changes} items={[]} label="Upgrade or renew" />
        </>
      }
      selectionActions={({ ids, rows, isAll }) =>
        !isAll && (
          <>
            {session.may('licenses.generate') && (
              <Button
                onClick={() => void navigate({ to: '/activate', search: { items: ids.join(',') } as never })}
              >
                {ids.length === 1 ? 'Activate' : `Activate ${ids.length} together`}
              </Button>
            )}
            <ViewMenu rows={rows} />
            <ChangeMenu changes={changes} items={ids} label="Upgrade or renew" />
            <MoveButtons at="/line-items" ids={ids} />
          </>
        )
      }
      teach="Line items come with entitlements; each can be activated until its copies are used."
    />
  )
}
