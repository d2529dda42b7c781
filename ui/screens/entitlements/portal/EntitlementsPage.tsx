import { Button } from '@mantine/core'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { MoveButtons } from '../moves/MoveButtons.tsx'
import { ViewMenu } from '../ViewMenu.tsx'
import { useUpgrades } from '../changes/use-upgrades.tsx'
import { LINE_ITEM_CELLS, NEWEST_ONLY } from './list-cells.tsx'
import { portalLineItems } from './portal-list.ts'

/** Everything the reader may activate; unexpired unless they ask otherwise. ENT-01. */
export function EntitlementsPage() {
  const session = useSession()
  const navigate = useNavigate()
  const isReady = useUnexpiredFirst()
  const { toggle, beneath } = useUpgrades((id) => `/entitlements/${id}`)
  if (!isReady) return null
  return (
    <ListPage
      list={portalLineItems}
      params={NEWEST_ONLY}
      open={(row) => `/entitlements/${row.id}`}
      linkColumn="product"
      cells={LINE_ITEM_CELLS}
      beneath={beneath}
      actions={toggle}
      selectionActions={({ ids, isAll, rows }) => (
        <>
          {session.may('licenses.generate') && (
            <Button
              onClick={() => void navigate({ to: '/activate', search: { items: ids.join(',') } as never })}
            >
              {ids.length === 1 ? 'Activate' : `Activate ${ids.length} together`}
            </Button>
          )}
          {!isAll && <ViewMenu rows={rows} />}
          {!isAll && <MoveButtons at="/entitlements" ids={ids} />}
        </>
      )}
      teach="What your company buys appears here, ready to be activated."
    />
  )
}

/** Without a question in the address the list begins with what is still good. Clearing the filter shows all. */
function useUnexpiredFirst(): boolean {
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { readonly where?: unknown }
  const [isReady, setReady] = useState(search.where !== undefined)
  useEffect(() => {
    if (isReady) return
    const unexpired = { ...search, where: 'validity.in:unexpired' }
    void navigate({ to: '.', search: unexpired as never, replace: true }).then(() => setReady(true))
  }, [isReady, navigate, search])
  return isReady
}
