import { printExpiry } from './license-date.ts'
import type { CalendarDate, LineOption } from './model.ts'

/**
 * The terms of a feature line in the words of the license models. Every absent term writes nothing.
 *
 * This is the one place that turns an attribute of a model into its keyword. Source: Table 2-1 of the
 * published help; CERT-01, ACT-03.
 */
export interface LineTerms {
  readonly vendorString?: string
  /** Node hosts; several are written as one quoted list. `ANY` makes an uncounted line float. */
  readonly hostIds?: readonly string[]
  /** FLEXid sharing: true, or the host ID of the server that the dongle is plugged into. */
  readonly flexIdSharing?: true | string
  /** Named users: true takes the count of the line as their limit. */
  readonly userBased?: true | number
  readonly hostBased?: true | number
  readonly platforms?: readonly string[]
  readonly virtualization?: 'PHYSICAL' | 'VM_ONLY'
  /** Text of the rule: `SERVERTZ` or offsets such as `+0100 +0200`; see `timeZoneRule`. */
  readonly timeZone?: string
  /** True replaces older lines of the same feature, a list those of other features. */
  readonly supersede?: true | readonly string[]
  readonly duplicateGroup?: string
  readonly suiteDuplicateGroup?: string
  readonly terminalServer?: 'one' | 'many'
  readonly overdraft?: number
  readonly issuer?: string
  readonly issued?: CalendarDate
  /** Hours; true means the default of 168. */
  readonly borrowing?: true | number
  readonly notice?: string
  readonly serialNumber?: string
  readonly start?: CalendarDate
}

/** The options of a feature line that carry the terms, in the order in which they are written. */
export function optionsFromTerms(terms: LineTerms): readonly LineOption[] {
  const options: LineOption[] = []
  const text = (keyword: string, value: string | undefined) => {
    if (value !== undefined) options.push({ keyword, value })
  }
  const either = (keyword: string, value: true | number | string | undefined) => {
    if (value !== undefined) options.push({ keyword, value: value === true ? null : String(value) })
  }
  text('VENDOR_STRING', terms.vendorString)
  text('HOSTID', joined(terms.hostIds))
  either('FLOAT_OK', terms.flexIdSharing)
  either('USER_BASED', terms.userBased)
  either('HOST_BASED', terms.hostBased)
  text('PLATFORMS', joined(terms.platforms))
  text('VM_PLATFORMS', terms.virtualization)
  text('TZ', terms.timeZone)
  either('SUPERSEDE', terms.supersede === true ? true : joined(terms.supersede))
  text('DUP_GROUP', terms.duplicateGroup)
  text('SUITE_DUP_GROUP', terms.suiteDuplicateGroup)
  if (terms.terminalServer === 'many') options.push({ keyword: 'TS_OK', value: null })
  if (terms.terminalServer === 'one') options.push({ keyword: 'ONE_TS_OK', value: null })
  text('OVERDRAFT', terms.overdraft === undefined ? undefined : String(terms.overdraft))
  text('ISSUER', terms.issuer)
  text('ISSUED', terms.issued === undefined ? undefined : printExpiry(terms.issued))
  either('BORROW', terms.borrowing)
  text('NOTICE', terms.notice)
  text('SN', terms.serialNumber)
  text('START', terms.start === undefined ? undefined : printExpiry(terms.start))
  return options
}

/**
 * The text of a time zone rule: the zone of the server, or a list of UTC offsets in quarter hours, in
 * minutes.
 *
 * Throws RangeError for an offset outside -12:00 to +14:00 or between the quarters.
 */
export function timeZoneRule(rule: 'server' | readonly number[]): string {
  return rule === 'server' ? 'SERVERTZ' : rule.map(offsetText).join(' ')
}

function offsetText(minutes: number): string {
  if (minutes % 15 !== 0 || minutes < -720 || minutes > 840) {
    throw new RangeError(`${minutes} minutes is no offset from UTC.`)
  }
  const size = Math.abs(minutes)
  const digits = `${String(Math.floor(size / 60)).padStart(2, '0')}${String(size % 60).padStart(2, '0')}`
  return `${minutes < 0 ? '-' : '+'}${digits}`
}

function joined(list: readonly string[] | undefined): string | undefined {
  return list === undefined || list.length === 0 ? undefined : list.join(' ')
}
