import type { LineItemWish } from '@tallystick/entitlements/operations/line-item-shapes.contract.ts'
import type { LimitValue } from './policy-terms.ts'
import type { LineItem } from './sold-words.ts'

type Unit = 'days' | 'weeks' | 'months' | 'years'

/** A duration while it is typed. */
export interface DurationDraft {
  readonly amount: number | null
  readonly unit: Unit
}

/** What the license model says of the open fields; kept with the draft, so that it can be checked alone. */
interface KnownModel {
  readonly name: string
  readonly asksTerm: boolean
  readonly asksExtraActivations: boolean
}

/** A line item while it is filled in. Null and empty texts are not filled in yet. */
export interface LineItemDraft {
  /** Tells drafts apart on the page. */
  readonly key: string
  readonly kind: 'licensed' | 'maintenance'
  readonly goods: 'products' | 'part-number'
  readonly products: readonly {
    readonly product: string | null
    readonly label: string
    readonly quantity: number | null
  }[]
  readonly partNumber: string | null
  readonly licenseModel: string | null
  readonly known: KnownModel | null
  readonly copies: number | null
  readonly orderId: string
  readonly orderLineNumber: string
  readonly startOption: LineItem['startOption']
  readonly startsOn: string
  readonly termKind: 'permanent' | 'date' | 'duration' | null
  readonly expiresOn: string
  readonly duration: DurationDraft
  readonly versionDateOption: LineItem['versionDateOption']
  readonly versionDate: string
  readonly versionDuration: DurationDraft
  readonly timeZone: string
  readonly extraActivations: number | null
  readonly attributes: Readonly<Record<string, unknown>>
  readonly policies: Readonly<Record<string, LimitValue | boolean>>
  readonly customAttributes: Readonly<Record<string, unknown>>
  /** The line item is there already: it gets no defaults. */
  readonly isStored: boolean
  readonly activationId: string
  readonly description: string
  /** Activation IDs, or keys of other drafts of the page. */
  readonly maintenance: readonly string[]
}

/** An empty line item that starts on `today`. */
export function emptyDraft(
  key: string,
  today: string,
  kind: LineItemDraft['kind'] = 'licensed',
): LineItemDraft {
  return {
    key,
    kind,
    goods: 'products',
    products: [{ product: null, label: '', quantity: 1 }],
    partNumber: null,
    licenseModel: null,
    known: null,
    copies: 1,
    orderId: '',
    orderLineNumber: '',
    startOption: 'specify-now',
    startsOn: today,
    termKind: null,
    expiresOn: '',
    duration: { amount: 1, unit: 'years' },
    versionDateOption: null,
    versionDate: '',
    versionDuration: { amount: null, unit: 'years' },
    timeZone: '',
    extraActivations: null,
    attributes: {},
    policies: {},
    customAttributes: {},
    isStored: false,
    activationId: '',
    description: '',
    maintenance: [],
  }
}

/** A line item as it is stored, to be edited. */
export function draftOf(item: LineItem): LineItemDraft {
  const { term } = item
  const isByPart = item.partNumber !== '' && item.products.length <= 1
  return {
    ...emptyDraft(item.id, item.startsOn ?? '', item.kind),
    goods: isByPart ? 'part-number' : 'products',
    products: item.products.map(({ id, name, version, quantity }) => ({
      product: id,
      label: `${name} ${version}`.trim(),
      quantity,
    })),
    partNumber: item.partNumber || null,
    licenseModel: item.licenseModel || null,
    copies: item.copiesTotal,
    orderId: item.orderId,
    orderLineNumber: item.orderLineNumber,
    startOption: item.startOption,
    termKind: term.kind,
    expiresOn: term.kind === 'date' ? term.expiresOn : '',
    duration: term.kind === 'duration' ? term : { amount: 1, unit: 'years' },
    versionDateOption: item.versionDateOption,
    versionDate: item.versionDate ?? '',
    versionDuration: item.versionDuration ?? { amount: null, unit: 'years' },
    timeZone: item.timeZone ?? '',
    extraActivations: item.figures.find(({ key }) => key === 'extraActivations')?.value ?? null,
    attributes: item.attributes,
    policies: item.policies as LineItemDraft['policies'],
    customAttributes: item.customAttributes,
    isStored: true,
    activationId: item.activationId,
    description: item.description,
    maintenance: item.maintenance.map(({ activationId }) => activationId),
  }
}

/** The line item as the server takes it. `placeOf` turns the key of another draft into a reference. */
export function wishOf(draft: LineItemDraft, placeOf: (key: string) => string = (key) => key): LineItemWish {
  const isLicensed = draft.kind === 'licensed'
  const products = draft.products.flatMap(({ product, quantity }) =>
    product === null ? [] : [{ product, quantity: quantity ?? 1 }],
  )
  return {
    kind: draft.kind,
    products: draft.goods === 'products' ? products : [],
    partNumber: draft.goods === 'part-number' ? draft.partNumber : null,
    licenseModel: isLicensed ? (draft.known?.name ?? draft.licenseModel) : null,
    copies: draft.copies ?? 1,
    orderId: draft.orderId,
    orderLineNumber: draft.orderLineNumber,
    description: draft.description,
    startOption: draft.startOption,
    startsOn: draft.startOption === 'specify-now' && draft.startsOn !== '' ? draft.startsOn : null,
    term: termOf(draft),
    ...versionOf(draft),
    timeZone: draft.timeZone || null,
    ...(isLicensed && draft.known?.asksExtraActivations
      ? { extraActivations: draft.extraActivations ?? 0 }
      : {}),
    attributes: isLicensed ? filled(draft.attributes) : {},
    policies: isLicensed ? draft.policies : {},
    customAttributes: draft.customAttributes as NonNullable<LineItemWish['customAttributes']>,
    ...(draft.activationId === '' ? {} : { activationId: draft.activationId }),
    maintenance: isLicensed ? draft.maintenance.map(placeOf) : [],
  }
}

function termOf(draft: LineItemDraft): LineItemWish['term'] {
  if (draft.known?.asksTerm === false) return null
  switch (draft.termKind) {
    case 'permanent':
      return { kind: 'permanent' }
    case 'date':
      return { kind: 'date', expiresOn: draft.expiresOn }
    case 'duration':
      return { kind: 'duration', amount: draft.duration.amount ?? 0, unit: draft.duration.unit }
    case null:
      return null
  }
}

function versionOf(
  draft: LineItemDraft,
): Pick<LineItemWish, 'versionDateOption' | 'versionDate' | 'versionDuration'> {
  const { versionDateOption: option, versionDuration } = draft
  const takesDuration = takesVersionDuration(option) && versionDuration.amount !== null
  return {
    versionDateOption: option,
    versionDate: option === 'specify-now' ? draft.versionDate : null,
    versionDuration: takesDuration
      ? { amount: versionDuration.amount ?? 0, unit: versionDuration.unit }
      : null,
  }
}

/** Whether a version date option adds a duration to a start. */
export function takesVersionDuration(option: LineItemDraft['versionDateOption']): boolean {
  return option !== null && option !== 'specify-now' && option !== 'specify-version-date-later'
}

function filled(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== null && value !== undefined && value !== '' && value !== false,
    ),
  )
}
