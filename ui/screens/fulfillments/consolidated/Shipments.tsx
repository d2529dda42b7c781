import { listShipments } from '@tallystick/fulfillments/operations/list-shipments.contract.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'

interface ShipmentsProps {
  readonly fulfillment?: string
  readonly consolidatedLicense?: string
}

/** To whom a license was mailed, when and by whom. LIFE-07. */
export function Shipments(of: ShipmentsProps) {
  return (
    <ListPage
      isPart
      list={listShipments}
      params={{ ...of }}
      teach="It has not been mailed from here yet. Mail it above; each mail is kept here."
    />
  )
}
