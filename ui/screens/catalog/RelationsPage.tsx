import { listProductRelations } from '@tallystick/catalog/contracts.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'

/** All relations between products; they are added and removed on the page of a product. */
export function RelationsPage() {
  return (
    <ListPage
      list={listProductRelations}
      title="Relations"
      teach="Relations say what a product upgrades to, what it can be upsold to, which maintenance it has and what it is a demo of. Add them on a product's page."
    />
  )
}
