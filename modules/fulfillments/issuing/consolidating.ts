import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { randomText } from '@tallystick/kernel/ids-time/crockford.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { joinFiles, type JoinWarning } from '@tallystick/license-file/consolidation.ts'
import type { LicenseDocument } from '@tallystick/license-file/model.ts'
import { parseLicense } from '@tallystick/license-file/parser.ts'
import { printLicense } from '@tallystick/license-file/printer.ts'
import { signDocument } from '@tallystick/license-file/signer.ts'
import type { IssuingKey } from '../keys/signing-keys.ts'
import { commentText } from '../rules/license-document.ts'
import {
  consolidationRefusal,
  groupsOf,
  type JoiningTechnology,
  type LicenseGroup,
  type LicenseToGroup,
} from '../rules/consolidate.ts'
import { liveRefusal } from '../rules/support-states.ts'
import type { Fulfillment } from '../resources.ts'
import type { NewConsolidatedLicense } from '../store/consolidated-licenses.ts'
import { standingOfRecord } from './held-licenses.ts'
import type { IssuedRecord } from './issue-license.ts'

/** A license with all that its place in a consolidated file needs. */
export interface LicenseToJoin extends LicenseToGroup {
  readonly id: string
  readonly entitlementCode: string
  readonly products: string
  readonly licenseText: string
}

/** What sealing a consolidated file needs. */
export interface SealFacts {
  readonly key: IssuingKey
  /** True for a verification: nothing is signed or sealed. */
  readonly isPreview: boolean
}

/** Consolidated licenses that are ready to be written. */
export interface Consolidation {
  readonly made: readonly NewConsolidatedLicense[]
  /** Licenses that share their host with no other one; they stay files of their own. */
  readonly alone: readonly LicenseToJoin[]
  readonly warnings: readonly JoinWarning[]
}

/**
 * Consolidates licenses, or says why they cannot be. They come oldest first. Those of the producer's own technologies are
 * only grouped (`asked`): their generators join them.
 */
export function consolidateAll(
  licenses: readonly LicenseToJoin[],
  facts: SealFacts,
  technologies: readonly JoiningTechnology[],
): (Consolidation & { readonly asked: readonly LicenseGroup<LicenseToJoin>[] }) | Refusal {
  const refused = consolidationRefusal(licenses, technologies)
  if (refused !== null) return refused
  const others = groupsOf(licenses.filter(({ technology }) => technology !== 'certificate'))
  const { made, alone, warnings } = consolidateWherePossible(licenses, facts)
  return {
    made,
    warnings,
    alone: [...alone, ...others.flatMap(({ members }) => (members.length === 1 ? members : []))],
    asked: others.filter(({ members }) => members.length > 1),
  }
}

/**
 * Consolidates what can be: for licenses that were issued together. Those of other accounts or hosts never share a
 * file; what is alone stays as it is. Other commands that issue several licenses use it, too (transfer of hosts).
 */
export function consolidateWherePossible(
  licenses: readonly LicenseToJoin[],
  facts: SealFacts,
): Consolidation {
  const groups = groupsOf(licenses.filter(({ technology }) => technology === 'certificate'))
  const several = groups.filter(({ members }) => members.length > 1)
  const joined = several.map((group) => joinGroup(group, facts))
  return {
    made: joined.map(({ made }) => made),
    warnings: joined.flatMap(({ warnings }) => warnings),
    alone: groups.filter(({ members }) => members.length === 1).flatMap(({ members }) => members),
  }
}

function joinGroup({ criteria, members }: LicenseGroup<LicenseToJoin>, facts: SealFacts) {
  const [first] = members
  invariant(first, 'A group of licenses has members.')
  const { document, warnings } = joinFiles(
    members.map((one) => ({
      name: one.fulfillmentCode,
      comment: commentText(
        `fulfillment ${one.fulfillmentCode} entitlement ${one.entitlementCode} product ${one.products}`,
      ),
      document: parseLicense(one.licenseText).document,
    })),
  )
  const made: NewConsolidatedLicense = {
    id: newId(),
    consolidatedCode: `CLID-${randomText(12)}`,
    accountId: first.accountId,
    soldToLabel: first.soldTo,
    technology: first.technology,
    criteria,
    licenseText: sealed(document, facts),
    signingKeyId: facts.key.kid,
    memberIds: members.map(({ id }) => id),
  }
  return { made, warnings }
}

/** Signatures of the lines stay; the seal of the whole is made anew, with the statement about its key. */
function sealed(document: LicenseDocument, { key, isPreview }: SealFacts): string {
  if (isPreview) return printLicense(document)
  const known = document.certificates.some(({ statement }) => statement === key.certificate.statement)
  const certificates = known ? document.certificates : [...document.certificates, key.certificate]
  return printLicense(signDocument(document, key, { certificates, keepSigned: true }))
}

/** A license that is there, for consolidating. Refused when it is not good, or has no text yet. */
function toJoin(record: Fulfillment): LicenseToJoin | Refusal {
  const { licenseText, fulfillmentCode: fulfillment } = record
  const standing = standingOfRecord(record)
  const closed = liveRefusal(standing)
  if (closed !== null) return closed
  if (licenseText === null) return refuse('license-on-hold', { fulfillment })
  return { ...record, ...standing, licenseText }
}

/** Licenses that are there, for consolidating: the first refusal, or all of them oldest first. */
export function allToJoin(records: readonly Fulfillment[]): readonly LicenseToJoin[] | Refusal {
  const licenses: LicenseToJoin[] = []
  for (const record of records.toSorted(byAge)) {
    const one = toJoin(record)
    if (isRefusal(one)) return one
    licenses.push(one)
  }
  return licenses
}

function byAge(a: Fulfillment, b: Fulfillment): number {
  return a.fulfilledAt < b.fulfilledAt ? -1 : a.fulfilledAt > b.fulfilledAt ? 1 : a.id < b.id ? -1 : 1
}

/** Licenses that are just being issued, for consolidating; those that wait for their text are left out. */
export function issuedToJoin(issued: readonly IssuedRecord[]): readonly LicenseToJoin[] {
  return issued.flatMap(({ fulfillment: one }) => {
    if (one.licenseText === null) return []
    return {
      id: one.id,
      fulfillmentCode: one.fulfillmentCode,
      state: one.state,
      supportAction: one.supportAction,
      takesCopies: one.takesCopies,
      accountId: one.accountId,
      soldTo: one.soldToLabel,
      technology: one.technology,
      servers: one.serverTexts,
      nodeHosts: one.nodeTexts,
      entitlementCode: one.entitlementCode,
      products: one.productsLabel,
      licenseText: one.licenseText,
    }
  })
}
