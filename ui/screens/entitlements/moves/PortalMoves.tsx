import { SplitPage } from './SplitPage.tsx'
import { TransferPage } from './TransferPage.tsx'

/** *Split* in the end-user portal. */
export function PortalSplitPage() {
  return <SplitPage at="/entitlements" />
}

/** *Transfer* in the end-user portal. */
export function PortalTransferPage() {
  return <TransferPage at="/entitlements" />
}
