import { SplitPage } from './SplitPage.tsx'
import { TransferPage } from './TransferPage.tsx'

/** *Split* in the producer's portal. */
export function ProducerSplitPage() {
  return <SplitPage at="/line-items" />
}

/** *Transfer* in the producer's portal. */
export function ProducerTransferPage() {
  return <TransferPage at="/line-items" />
}
