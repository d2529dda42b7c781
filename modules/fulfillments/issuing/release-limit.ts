import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import {
  hostReleaseCoolDownDays,
  hostReleaseDays,
  hostReleasesMax,
} from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import type { LineItemFacts } from '@tallystick/entitlements/services.ts'
import type { ReleaseLimit } from '../rules/host-release.ts'
import { givesCopiesBack } from '../rules/support-policy.ts'
import type { LicenseOnHost } from '../store/host-releases.ts'
import { policyFactsOf } from './held-licenses.ts'

/** Licenses that one release can end. */
export const RELEASED_MAX = 1000

/** How often the producer lets accounts release hosts. */
export async function releaseLimitOf(ctx: QueryContext): Promise<ReleaseLimit> {
  return {
    count: await settingOf(ctx, hostReleasesMax),
    days: await settingOf(ctx, hostReleaseDays),
    coolDownDays: await settingOf(ctx, hostReleaseCoolDownDays),
  }
}

/** Whether a license ends with its host: those that stand beside others have no copies and end by themselves. */
export function isReleased({ supportAction }: { readonly supportAction: string }): boolean {
  return supportAction !== 'emergency' && supportAction !== 'stop-gap'
}

/** A license as a release shows it. */
export function viewReleased(
  license: Omit<LicenseOnHost, 'supportAction' | 'lineItemId'>,
  item: LineItemFacts | undefined,
  hostTexts: string,
) {
  const { id, fulfillmentCode, activationId, products, version, copies, overdraft, hosts } = license
  const givesBack = !item?.licenseModel || givesCopiesBack(policyFactsOf(item))
  return {
    id,
    fulfillmentCode,
    activationId,
    products,
    version,
    copies,
    overdraft,
    copiesBack: givesBack ? copies : 0,
    otherHosts: hosts.filter((text) => !hostTexts.split(' ').includes(text)),
  }
}
