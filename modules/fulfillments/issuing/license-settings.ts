import { defaultHostIdSettings, type HostIdSettings, type HostTypeKey } from '@tallystick/hosts/model.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import {
  allowsIpv6,
  checksAddressRange,
  checksWildcardPosition,
  headerComment,
  portalHostTypes,
  serverPort,
  vendorDefinedHostIds,
  vendorName,
} from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'

/** What the producer has settled about its license files. */
export interface LicenseSettings {
  readonly vendorName: string
  /** Port of SERVER lines that name none; null leaves it to the license server. */
  readonly serverPort: number | null
  readonly headerComment: readonly string[]
}

/** Reads them; costs no round trip when the transaction already has its settings. */
export async function licenseSettingsOf(ctx: QueryContext): Promise<LicenseSettings> {
  const comment = await settingOf(ctx, headerComment)
  return {
    vendorName: await settingOf(ctx, vendorName),
    serverPort: await settingOf(ctx, serverPort),
    headerComment: comment === '' ? [] : comment.split('\n'),
  }
}

/** Host ID rules for this caller: portal users may be held to fewer types. */
export async function hostIdSettingsOf(ctx: QueryContext): Promise<HostIdSettings> {
  const types = await settingOf(ctx, portalHostTypes)
  return {
    ...defaultHostIdSettings,
    allowedTypes: ctx.scope.all || types.length === 0 ? null : (types as readonly HostTypeKey[]),
    checksAddressRange: await settingOf(ctx, checksAddressRange),
    checksWildcardPosition: await settingOf(ctx, checksWildcardPosition),
    vendorDefinedNames: (await settingOf(ctx, vendorDefinedHostIds)).map((name) => name.toUpperCase()),
    allowsIpv6: await settingOf(ctx, allowsIpv6),
  }
}
