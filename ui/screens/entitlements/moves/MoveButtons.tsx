import { Button } from '@mantine/core'
import { useSession } from '@tallystick/kit/session/session.ts'
import { useNavigate } from '@tanstack/react-router'
import type { LineItemsAt } from './moved.ts'

/** *Split* and *Transfer* of the one line item that is chosen in a list. */
export function MoveButtons({ at, ids }: { readonly at: LineItemsAt; readonly ids: readonly string[] }) {
  const session = useSession()
  const navigate = useNavigate()
  const [id] = ids
  if (id === undefined || ids.length > 1) return null
  const button = (permission: string, label: string, verb: string) =>
    session.may(permission) && (
      <Button variant="default" onClick={() => void navigate({ to: `${at}/${id}/${verb}` })}>
        {label}
      </Button>
    )
  return (
    <>
      {button('entitlements.split', 'Split', 'split')}
      {button('entitlements.transfer', 'Transfer', 'transfer')}
    </>
  )
}
