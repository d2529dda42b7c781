import { CERTIFICATE } from '@tallystick/catalog/rules/license-technologies.ts'
import type { LineItemFacts } from '@tallystick/entitlements/services.ts'
import type { HostId } from '@tallystick/hosts/model.ts'
import { hostKeyOf } from '@tallystick/hosts/rules/host-key.ts'
import type { HostRecord } from '@tallystick/hosts/services.ts'
import { isRefusal, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { randomText } from '@tallystick/kernel/ids-time/crockford.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { LicenseDocument } from '@tallystick/license-file/model.ts'
import { printLicense } from '@tallystick/license-file/printer.ts'
import { signDocument } from '@tallystick/license-file/signer.ts'
import type { IssuingKey } from '../keys/signing-keys.ts'
import { buildLicense } from '../rules/license-document.ts'
import type { PlannedRecord } from '../rules/plan-activation.ts'
import type { NewFulfillment } from '../store/fulfillments.ts'
import { modelOf, substitutionFactsOf } from './facts-of.ts'
import type { LicenseSettings } from './license-settings.ts'

/** A fulfillment that is ready to be written, and the hosts that it names. */
export interface IssuedRecord {
  readonly fulfillment: NewFulfillment
  readonly hosts: readonly HostRecord[]
}

/** What all licenses of one request share. */
export interface IssueFacts {
  readonly key: IssuingKey
  /** True for a verification: the text is shown without signatures. */
  readonly isPreview: boolean
  readonly settings: LicenseSettings
  readonly shipToEmail: string
  readonly shipToAddress: string
  /** Day of issue, as a calendar date in UTC. */
  readonly issuedOn: string
}

/** Where a new record stands: at the head of a chain that was there, or beside another one. */
export interface RecordPlace {
  readonly supportAction: 'master' | 'emergency' | 'stop-gap'
  readonly parentId: string
  /** The chain that it continues; null begins one. */
  readonly chainId: string | null
  readonly takesCopies: boolean
}

/**
 * Builds, signs and prints the license of one planned record; without a place it is the first of its chain. Refused
 * when a text does not resolve.
 */
export function issueLicense(
  item: LineItemFacts,
  record: PlannedRecord,
  facts: IssueFacts,
  place: RecordPlace | null = null,
): IssuedRecord | Refusal {
  const fulfillmentCode = `FID-${randomText(12)}`
  if (item.lineItem.technology !== CERTIFICATE)
    return recordOf(item, record, facts, place, fulfillmentCode, null)
  const built = buildLicense({
    kind: modelOf(item).kind,
    record: withPort(record, facts.settings.serverPort),
    products: item.products.map((product) => ({ ...product, quantityPerCopy: product.quantity })),
    vendor: { name: facts.settings.vendorName, path: null, optionsFile: null, port: null },
    issuedOn: facts.issuedOn,
    variables: substitutionFactsOf(item, fulfillmentCode),
    comments: facts.settings.headerComment,
  })
  if (isRefusal(built)) return built
  return recordOf(item, record, facts, place, fulfillmentCode, licenseTextOf(built.document, facts))
}

/** A verification takes no copies, so what it shows must not be a license: it bears no signature. ACT-09. */
function licenseTextOf(document: LicenseDocument, facts: IssueFacts): string {
  if (facts.isPreview) return printLicense({ ...document, comments: [PREVIEW, ...document.comments] })
  return printLicense(signDocument(document, facts.key, { certificates: [facts.key.certificate] }))
}

const PREVIEW = 'Preview: not signed, not a license.'

function withPort(record: PlannedRecord, port: number | null): PlannedRecord {
  if (port === null || record.servers === null) return record
  return { ...record, servers: record.servers.map((server) => ({ ...server, port: server.port ?? port })) }
}

function recordOf(
  item: LineItemFacts,
  record: PlannedRecord,
  facts: IssueFacts,
  place: RecordPlace | null,
  fulfillmentCode: string,
  licenseText: string | null,
): IssuedRecord {
  const serverIds = (record.servers ?? []).map(({ hostId }) => hostId)
  const server = serverIds.length > 0 ? hostRecord(item, 'server', serverIds) : null
  const nodes = record.nodeHosts.map((node) => hostRecord(item, 'node', [node]))
  const id = newId()
  return {
    hosts: item.soldTo === null ? [] : [...(server ? [server] : []), ...nodes],
    fulfillment: {
      id,
      fulfillmentCode,
      lineItemId: item.lineItem.id,
      activationId: item.lineItem.activationId,
      entitlementId: item.entitlement.id,
      entitlementCode: item.entitlement.code,
      accountId: item.soldTo?.id ?? null,
      soldToLabel: item.lineItem.soldToLabel,
      productsLabel: item.lineItem.productsLabel,
      versionsLabel: item.lineItem.versionsLabel,
      productLineId: item.lineItem.productLineId,
      technology: item.lineItem.technology,
      supportAction: place?.supportAction ?? 'master',
      // What others generate waits for its files.
      state: licenseText === null ? 'on-hold' : 'active',
      parentId: place?.parentId ?? null,
      chainId: place?.chainId ?? id,
      takesCopies: place?.takesCopies ?? true,
      licenseKind: modelOf(item).kind,
      copies: record.copies,
      overdraft: record.overdraft,
      serverKey: server?.key ?? null,
      serverTexts: serverIds.map(({ text }) => text),
      nodeKeys: nodes.map(({ key }) => key),
      nodeTexts: record.nodeHosts.map(({ text }) => text),
      startsOn: record.starts,
      expiresOn: record.expires,
      versionDate: record.versionDate,
      attributes: record.attributes as unknown as Record<string, unknown>,
      shipToEmail: facts.shipToEmail,
      shipToAddress: facts.shipToAddress,
      licenseText,
      signingKeyId: licenseText === null ? null : facts.key.kid,
    },
  }
}

function hostRecord(item: LineItemFacts, use: 'server' | 'node', hostIds: readonly HostId[]): HostRecord {
  return {
    hostId: newId(),
    accountId: item.soldTo?.id ?? '',
    use,
    types: hostIds.map(({ type }) => type),
    texts: hostIds.map(({ text }) => text),
    key: hostKeyOf(use, hostIds),
  }
}

/** The hosts of several records, each once. */
export function distinctHosts(records: readonly IssuedRecord[]): readonly HostRecord[] {
  const byKey = new Map(
    records.flatMap(({ hosts }) => hosts.map((host) => [`${host.accountId} ${host.key}`, host])),
  )
  return [...byKey.values()]
}
