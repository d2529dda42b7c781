import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { LicenseState, SupportAction } from '../model.ts'

/** A file of a license as its maker hands it over: a text, or bytes as base64. */
export interface SuppliedFile {
  readonly name: string
  readonly text?: string | undefined
  readonly base64?: string | undefined
}

/** What a technology asks of a host besides its ID, by name. */
export type HostAttributes = Readonly<Record<string, string>>

/** Licenses on hold that are supplied, refused or asked for in one step at most. */
export const HELD_TOGETHER_MAX = 400

/** Bytes that all files of one license may have together. */
export const LICENSE_FILES_MAX_BYTES = 1_048_576

/** Only what waits on hold can be supplied or refused; once. CERT-05. */
export function heldRefusal(license: {
  readonly fulfillmentCode: string
  readonly state: LicenseState
}): Refusal | null {
  if (license.state === 'on-hold') return null
  return refuse('license-not-on-hold', { fulfillment: license.fulfillmentCode, state: license.state })
}

/** Whether these can be the files of a license: at least one, named once, each text or bytes, not too large. */
export function suppliedFilesRefusal(fulfillment: string, files: readonly SuppliedFile[]): Refusal | null {
  const wrong = (problem: string) => refuse('license-files-wrong', { fulfillment, problem })
  if (files.length === 0) return wrong('there is none')
  if (files.some(({ text, base64 }) => (text === undefined) === (base64 === undefined))) {
    return wrong('each has either a text or base64')
  }
  if (files.some(({ base64 }) => base64 !== undefined && !/^[A-Za-z0-9+/]*={0,2}$/.test(base64))) {
    return wrong('base64 was expected')
  }
  if (files.some(({ text }) => text?.includes('\0'))) return wrong('a text holds a zero byte')
  if (new Set(files.map(({ name }) => name)).size < files.length) return wrong('two have the same name')
  if (files.some(({ name }) => /[/\\\p{C}]/u.test(name) || name.startsWith('.'))) {
    return wrong('a name is no file name')
  }
  const bytes = files.reduce((sum, one) => sum + sizeOf(one), 0)
  if (bytes === 0) return wrong('they are empty')
  return bytes > LICENSE_FILES_MAX_BYTES ? wrong('together they are larger than 1 MB') : null
}

function sizeOf({ text, base64 }: SuppliedFile): number {
  return text === undefined
    ? Math.floor(((base64 ?? '').length * 3) / 4)
    : new TextEncoder().encode(text).length
}

/**
 * The text of a license of another technology, for pages and mails: its first file that is a text, else a sentence
 * that names its files, because bytes cannot be shown.
 */
export function licenseTextOfFiles(files: readonly SuppliedFile[]): string {
  const text = files.find((one) => one.text !== undefined && one.text !== '')?.text
  return text ?? `Files of this license: ${files.map(({ name }) => name).join(', ')}\n`
}

/** Whether each host attribute that a technology asks is given, and no other. CERT-05. */
export function hostAttributesRefusal(
  technology: { readonly name: string; readonly hostAttributes: readonly string[] },
  given: HostAttributes,
): Refusal | null {
  const missing = technology.hostAttributes.filter((name) => (given[name] ?? '').trim() === '')
  if (missing.length > 0) return refuse('host-attributes-missing', { technology: technology.name, missing })
  const unknown = Object.keys(given).filter((name) => !technology.hostAttributes.includes(name))
  return unknown.length > 0
    ? refuse('host-attributes-unknown', { technology: technology.name, unknown })
    : null
}

/** What decides whether a license becomes one of another line item without leaving its technology. */
interface OfTechnology {
  readonly fulfillmentCode: string
  readonly technology: string
}

/**
 * A license is upgraded within its technology: of another one, the new program would read another file, and its host
 * would have to be asked what only an activation asks. LIFE-05.
 */
export function technologyChangeRefusal(
  license: OfTechnology,
  lineItem: { readonly activationId: string; readonly technology: string },
): Refusal | null {
  if (license.technology === lineItem.technology) return null
  return refuse('upgrade-other-technology', {
    fulfillment: license.fulfillmentCode,
    technology: technologyWords(license.technology),
    activationId: lineItem.activationId,
    other: technologyWords(lineItem.technology),
  })
}

/** A technology in a sentence. */
function technologyWords(technology: string): string {
  return technology === 'certificate' ? 'certificates' : technology
}

/** A license as far as it decides what becomes of the one before it. */
export interface ReplacedOrHeld {
  readonly id: string
  readonly lineItemId: string
  readonly supportAction: SupportAction
  readonly state: LicenseState
  readonly parentId: string | null
  readonly chainId: string
  readonly copies: number
  readonly overdraft: number
}

/** Labels of licenses whose place another one took without anything being given up. */
const REPLACED: readonly SupportAction[] = ['repair', 'rehost', 'publisher-error', 'transfer']

/**
 * Whether a license that was replaced is made good again when the one in its place is refused: that one took its whole
 * count, under the same line item, in its chain. So it is the last that came of it, and there is no sibling: the copies
 * of a sibling would have to come from somewhere. Upgrades are none, because their copies have moved. CERT-05.
 */
export function isGoodAgain(held: ReplacedOrHeld, before: ReplacedOrHeld): boolean {
  return (
    held.state === 'on-hold' &&
    held.parentId === before.id &&
    held.chainId === before.chainId &&
    held.lineItemId === before.lineItemId &&
    held.copies === before.copies &&
    held.overdraft === before.overdraft &&
    before.state === 'obsolete' &&
    REPLACED.includes(before.supportAction)
  )
}
