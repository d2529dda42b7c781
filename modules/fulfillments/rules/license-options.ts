import type { LineOption } from '@tallystick/license-file/model.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { FeatureOverrides } from './activation-facts.ts'
import { licenseDateText } from './calendar.ts'
import type { CalendarDate } from './calendar.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import type { AttributeValues } from '@tallystick/catalog/rules/model-attributes.ts'
import type { PlannedRecord } from './plan-activation.ts'
import { substitute } from './substitution.ts'
import type { SubstitutedAttribute, SubstitutionFacts } from './substitution.ts'

/** What the options of a line are made of. */
export interface OptionFacts {
  readonly kind: LicenseKind
  readonly record: PlannedRecord
  readonly issuedOn: CalendarDate
  readonly variables: SubstitutionFacts
}

/** The options of one line, in the order in which they are written. */
export interface BuiltOptions {
  readonly options: readonly LineOption[]
}

/**
 * The keywords of a feature line: every attribute of Table 2-1 that writes one, in the order of
 * emission. A feature's own texts win over those of the license model. Source: Table 2-1; CERT-01.
 */
export function lineOptions(
  facts: OptionFacts,
  version: string,
  overrides: FeatureOverrides,
): BuiltOptions | Refusal {
  const { record, issuedOn } = facts
  const values = record.attributes
  const vendorString = text(facts, 'vendorString', overrides.vendorString ?? values.vendorString, version)
  if (isRefusal(vendorString)) return vendorString
  const issuer = text(facts, 'issuer', values.issuer, version)
  if (isRefusal(issuer)) return issuer
  const notice = text(facts, 'notice', overrides.notice ?? values.notice, version)
  if (isRefusal(notice)) return notice
  const serialNumber = text(facts, 'serialNumber', overrides.serialNumber ?? values.serialNumber, version)
  if (isRefusal(serialNumber)) return serialNumber

  return {
    options: [
      ...valued('VENDOR_STRING', vendorString.text),
      ...hostOptions(facts),
      ...flag(values.supersede, 'SUPERSEDE'),
      ...dupGroups(facts, overrides),
      ...flag(values.terminalServer === 'many-sessions', 'TS_OK'),
      ...flag(values.terminalServer === 'one-session', 'ONE_TS_OK'),
      ...valued('OVERDRAFT', record.overdraft > 0 ? record.overdraft : null),
      ...valued('ISSUER', issuer.text),
      ...valued('ISSUED', values.issuedDate ? licenseDateText(issuedOn) : null),
      ...valued('BORROW', values.borrowing),
      ...valued('LINGER', values.linger),
      ...valued('NOTICE', notice.text),
      ...valued('SN', serialNumber.text),
      ...valued('START', licenseDateText(record.starts)),
      ...valued('sort', values.sort),
    ],
  }
}

/** Where the line is good: hosts, users, platforms, zones. */
function hostOptions({ kind, record }: OptionFacts): readonly LineOption[] {
  const { attributes: values, servers } = record
  return [
    ...valued('HOSTID', hostIdText(kind, record)),
    ...(values.flexidSharing ? [{ keyword: 'FLOAT_OK', value: servers?.[0]?.hostId.text ?? null }] : []),
    ...userOrHost(values),
    ...valued('PLATFORMS', values.platforms?.join(' ') ?? null),
    ...valued('VM_PLATFORMS', virtualizationText(values)),
    ...valued('TZ', values.timeZone === 'server' ? 'SERVERTZ' : values.timeZone),
  ]
}

/**
 * Node-locked lines name their hosts; floating counted lines have none. Floating uncounted lines must
 * name one by the text format, and ANY is the only one that floats.
 */
function hostIdText(kind: LicenseKind, record: PlannedRecord): string | null {
  const facts = licenseKindOf(kind)
  if (facts.asksNodeHosts) return record.nodeHosts.map((node) => node.text).join(' ')
  return facts.isCounted ? null : 'ANY'
}

function userOrHost({ userOrHostBased }: AttributeValues): readonly LineOption[] {
  if (userOrHostBased === null) return []
  const { basis, count } = userOrHostBased
  return [
    { keyword: basis === 'user' ? 'USER_BASED' : 'HOST_BASED', value: count === null ? null : String(count) },
  ]
}

function virtualizationText({ virtualization }: AttributeValues): string | null {
  if (virtualization === null) return null
  return virtualization === 'physical' ? 'PHYSICAL' : 'VM_ONLY'
}

/** Only counted copies can be shared by duplicate requests. A feature may say `none`: no keyword. */
function dupGroups({ kind, record }: OptionFacts, overrides: FeatureOverrides): readonly LineOption[] {
  if (!licenseKindOf(kind).isCounted) return []
  const own = overrides.dupGroup ?? record.attributes.dupGroup
  return [
    ...valued('DUP_GROUP', own === 'none' ? null : own),
    ...valued('SUITE_DUP_GROUP', record.attributes.suiteDupGroup),
  ]
}

function text(
  facts: OptionFacts,
  attribute: SubstitutedAttribute,
  template: string | null,
  version: string,
): { readonly text: string | null } | Refusal {
  if (template === null || template === '') return { text: null }
  const filled = substitute(template, attribute, facts.variables, version)
  if (isRefusal(filled)) return filled
  return { text: filled.text.trim() === '' ? null : filled.text.trim() }
}

function valued(keyword: string, value: string | number | null): readonly LineOption[] {
  return value === null ? [] : [{ keyword, value: String(value) }]
}

function flag(isSet: boolean, keyword: string): readonly LineOption[] {
  return isSet ? [{ keyword, value: null }] : []
}
