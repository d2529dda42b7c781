import type { AttributeValues } from '@tallystick/catalog/rules/model-attributes.ts'
import type { HostAttributes } from '../rules/held-licenses.ts'

type WithAttributes = { readonly attributes: Readonly<Record<string, unknown>> }

/** The attributes of the license model that a license has: all that it keeps but those of its host. */
export function modelAttributesOf({ attributes }: WithAttributes): AttributeValues {
  const { hostAttributes: _ofHost, ...ofModel } = attributes
  return ofModel as unknown as AttributeValues
}

/** What a technology of the producer knows of the host of a license besides its ID; empty for certificates. */
export function hostAttributesOf({ attributes }: WithAttributes): HostAttributes {
  return (attributes['hostAttributes'] ?? {}) as HostAttributes
}
