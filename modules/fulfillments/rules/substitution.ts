import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { lineTextProblem } from '@tallystick/catalog/rules/attribute-values.ts'

/** The texts of a license line in which variables may stand. */
export type SubstitutedAttribute = 'vendorString' | 'notice' | 'issuer' | 'serialNumber'

/** What the variables stand for; null is written as nothing. */
export interface SubstitutionFacts {
  readonly soldTo: { readonly name: string | null; readonly displayName: string | null }
  readonly entitlement: { readonly id: string; readonly shipToAddress: string | null }
  readonly lineItem: {
    readonly activationId: string
    readonly orderId: string | null
    readonly orderLineNumber: string | null
    readonly productName: string
    readonly productVersion: string
    readonly partNumber: string | null
    readonly status: string
  }
  readonly fulfillment: { readonly id: string }
  readonly channelPartner: { readonly name: string | null }
  /** Custom attributes by their names; a built-in variable of the same name wins. */
  readonly custom: Readonly<Record<string, string>>
}

/** A text with all its variables filled in, safe to stand in a license line. */
export interface Substituted {
  readonly ok: true
  readonly text: string
}

/** Longest text after substitution, in characters. */
export const substitutedLengthMax = 4000

const readers: Readonly<Record<string, (facts: SubstitutionFacts) => string | null>> = {
  'SoldTo.name': (facts) => facts.soldTo.name,
  'SoldTo.displayName': (facts) => facts.soldTo.displayName,
  'Entitlement.id': (facts) => facts.entitlement.id,
  'Entitlement.shipToAddress': (facts) => onOneLine(facts.entitlement.shipToAddress),
  'EntitlementLineItem.activationId': (facts) => facts.lineItem.activationId,
  'EntitlementLineItem.orderId': (facts) => facts.lineItem.orderId,
  'EntitlementLineItem.orderLineNumber': (facts) => facts.lineItem.orderLineNumber,
  'EntitlementLineItem.productName': (facts) => facts.lineItem.productName,
  'EntitlementLineItem.productVersion': (facts) => facts.lineItem.productVersion,
  'EntitlementLineItem.partNumber': (facts) => facts.lineItem.partNumber,
  'EntitlementLineItem.status': (facts) => facts.lineItem.status,
  'Fulfillment.id': (facts) => facts.fulfillment.id,
  'ChannelPartner.name': (facts) => facts.channelPartner.name,
}

/** All variables that may be offered for an attribute, without the custom ones. */
export function variablesFor(attribute: SubstitutedAttribute): readonly string[] {
  return attribute === 'vendorString' ? [...Object.keys(readers), 'Feature.version'] : Object.keys(readers)
}

/**
 * Fills the variables of a text, written as `{Entitlement.id}`.
 *
 * Once only: braces that come out of a value are left alone. `{Feature.version}` is for vendor
 * strings. A brace that opens without closing is text. The result may not hold quotes or control
 * characters; the refusal names the variable that brought them in. Source: substitution variables.
 */
export function substitute(
  text: string,
  attribute: SubstitutedAttribute,
  facts: SubstitutionFacts,
  featureVersion: string | null = null,
): Substituted | Refusal {
  let filled = ''
  let end = 0
  for (const found of text.matchAll(/\{([^{}]*)\}/gu)) {
    const value = valueOf(found[1] ?? '', attribute, facts, featureVersion)
    if (isRefusal(value)) return value
    filled += text.slice(end, found.index) + value.text
    end = found.index + found[0].length
  }
  return lineSafe(filled + text.slice(end), attribute, null)
}

/** Checks a text before it is ever used: only known variables, and nothing that would break the line. */
export function templateRefusal(
  text: string,
  attribute: SubstitutedAttribute,
  customNames: readonly string[] = [],
): Refusal | null {
  const safe = lineSafe(text, attribute, null)
  if (isRefusal(safe)) return safe
  for (const [, name = ''] of text.matchAll(/\{([^{}]*)\}/gu)) {
    const known = variablesFor(attribute).includes(name) || customNames.includes(name)
    if (!known) return unknownVariable(name, attribute)
  }
  return null
}

function valueOf(
  name: string,
  attribute: SubstitutedAttribute,
  facts: SubstitutionFacts,
  featureVersion: string | null,
): Substituted | Refusal {
  if (name === 'Feature.version' && attribute === 'vendorString')
    return lineSafe(featureVersion ?? '', attribute, name)
  const read = Object.hasOwn(readers, name) ? readers[name] : undefined
  if (read !== undefined) return lineSafe(read(facts) ?? '', attribute, name)
  if (!Object.hasOwn(facts.custom, name)) return unknownVariable(name, attribute)
  return lineSafe(facts.custom[name] ?? '', attribute, name)
}

function unknownVariable(name: string, attribute: SubstitutedAttribute): Refusal {
  const data = { attribute, variable: name.slice(0, 80), known: variablesFor(attribute) }
  if (name === 'Feature.version') return refuse('substitution-variable-not-here', data)
  return refuse('substitution-variable-unknown', data)
}

function lineSafe(
  text: string,
  attribute: SubstitutedAttribute,
  variable: string | null,
): Substituted | Refusal {
  const problem = lineTextProblem(text)
  // A closing backslash inside a value is harmless; only at the end of the whole text it is not.
  if (problem !== null && !(problem === 'closing-backslash' && variable !== null)) {
    return refuse('substitution-result', { attribute, variable, problem })
  }
  if (text.length <= substitutedLengthMax) return { ok: true, text }
  return refuse('substitution-too-long', { attribute, maximum: substitutedLengthMax, actual: text.length })
}

/** A postal address has lines; a license line has none. */
function onOneLine(text: string | null): string | null {
  return text === null
    ? null
    : text
        .split(/\s*[\r\n]+\s*/u)
        .filter((line) => line !== '')
        .join(', ')
}
