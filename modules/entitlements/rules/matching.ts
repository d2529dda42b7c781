import type {
  ChangeKind,
  Duration,
  LineItemKind,
  RecordState,
  StartOption,
  Term,
  VersionDateOption,
} from '../model.ts'

/** What makes line items alike, besides their figures. */
export interface MatchedFields {
  readonly kind: LineItemKind
  readonly state: RecordState
  readonly products: readonly { readonly productId: string; readonly quantity: number }[]
  readonly licenseModelId: string | null
  readonly term: Term
  readonly startOption: StartOption
  readonly startsOn: string | null
  readonly timeZone: string | null
  readonly versionDateOption: VersionDateOption | null
  readonly versionDate: string | null
  readonly versionDuration: Duration | null
  readonly attributes: Readonly<Record<string, unknown>>
  readonly policies: Readonly<Record<string, unknown>>
  readonly changeKind: ChangeKind | null
}

/** Fields that must agree, in the order in which a reader looks at them. */
const matched = [
  'kind',
  'products',
  'licenseModelId',
  'term',
  'startOption',
  'startsOn',
  'timeZone',
  'versionDateOption',
  'versionDate',
  'versionDuration',
  'state',
  'policies',
  'attributes',
  'changeKind',
] as const satisfies readonly (keyof MatchedFields)[]

/**
 * Names of the fields in which two line items differ. None: the copies of one may be counted with the other's,
 * because each gives the same rights for the same time.
 *
 * Part number, order, description and custom attributes tell how something was bought, not what may be done with it;
 * extra activations and overdraft are figures and go along. Source: the published match of split line items.
 */
export function differingFields(one: MatchedFields, other: MatchedFields): readonly (keyof MatchedFields)[] {
  return matched.filter((field) => canonical(valueOf(one, field)) !== canonical(valueOf(other, field)))
}

/** Whether copies of the one may be pooled in the other. */
export function isSimilar(one: MatchedFields, other: MatchedFields): boolean {
  return differingFields(one, other).length === 0
}

function valueOf(lineItem: MatchedFields, field: keyof MatchedFields): unknown {
  if (field !== 'products') return lineItem[field]
  return lineItem.products
    .map(({ productId, quantity }) => ({ productId, quantity }))
    .toSorted((one, other) => (one.productId < other.productId ? -1 : 1))
}

/** JSON with sorted keys: two objects with the same entries are the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
}
