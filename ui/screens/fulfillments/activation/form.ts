import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import type { AttributeToAsk } from '@tallystick/catalog/rules/resolve-attributes.ts'
import type { OutputOf } from '@tallystick/api/client.ts'
import { figuresOf, type Figure } from '@tallystick/entitlements/rules/figures.ts'
import type { ChangeKind, LineItemCounts } from '@tallystick/entitlements/model.ts'
import type { getActivationForm } from '@tallystick/fulfillments/operations/get-activation-form.contract.ts'
import type { HostIdSettings, HostTypeKey, HostUse } from '@tallystick/hosts/model.ts'
import { defaultHostIdSettings } from '@tallystick/hosts/model.ts'

/** What the activation of one line item asks, as the pages use it. */
export interface FormItem {
  readonly id: string
  readonly activationId: string
  readonly entitlementCode: string
  readonly products: string
  readonly soldTo: string
  readonly licenseModel: string
  readonly kind: LicenseKind
  /** How it replaces another line item, and which; null for one that replaces nothing. */
  readonly changeKind: ChangeKind | null
  readonly parentActivationId: string | null
  /** Last day if the license began today; null is permanent or not settled. */
  readonly expiresOn: string | null
  readonly asks: FormAsks
  readonly figures: readonly Figure[]
  readonly counts: LineItemCounts
  /** Why this line item cannot be activated; null when it can. */
  readonly refusal: Sentences | null
}

/** Why something is not possible, and what can be done. */
export interface Sentences {
  readonly say: string
  readonly cure: string
}

/** Which fields one line item needs. */
export interface FormAsks {
  readonly startDate: boolean
  /** Settled start date; null while it is asked or follows from the activation. */
  readonly startsOn: string | null
  readonly versionDate: 'version-date' | 'version-start-date' | null
  readonly attributes: readonly AttributeToAsk[]
  readonly serverHost: boolean
  /** A server may be named without being asked for: the license model or the line item has settled that. */
  readonly serverOffered: boolean
  readonly nodeHosts: boolean
  readonly count: boolean
  readonly overdraft: boolean
}

/** A host that the account used before. */
export interface KnownHost {
  readonly id: string
  readonly use: HostUse
  readonly label: string
  readonly hostIds: readonly { readonly type: HostTypeKey; readonly text: string }[]
}

/** A person at the customer to whom a license can be mailed. */
export interface FormContact {
  readonly name: string
  readonly email: string
}

/** Everything that the wizard asks, for all line items that are activated together. */
export interface ActivationForm {
  readonly items: readonly FormItem[]
  /** What the license technology asks of each host besides its ID; empty for certificates. */
  readonly hostAttributes?: readonly string[]
  /** Whether licenses of one host can share a file: certificates, and technologies whose generator joins. */
  readonly consolidates?: boolean
  readonly hosts: readonly KnownHost[]
  readonly hostTypes: Readonly<Record<HostUse, readonly HostTypeKey[]>>
  readonly hostIdSettings: HostIdSettings
  readonly shipToEmail: string
  readonly shipToAddress: string
  readonly contacts: readonly FormContact[]
  /** Why these line items cannot be activated together; null when they can. */
  readonly togetherRefusal: Sentences | null
}

/** The first line item: all have the same license model, so it speaks for the others. */
export function firstItem(form: ActivationForm): FormItem {
  const [first] = form.items
  if (!first) throw new Error('An activation form without line items.')
  return first
}

/** The attributes to ask, each once: the line items share their license model. */
export function attributesOf(form: ActivationForm): readonly AttributeToAsk[] {
  return firstItem(form).asks.attributes
}

/** What the license technology asks of each host besides its ID. */
export function hostAttributesOf(form: ActivationForm): readonly string[] {
  return form.hostAttributes ?? []
}

/** Whether it is asked to consolidate: several line items, and a technology that does. */
export function asksConsolidation({ items, consolidates = true }: ActivationForm): boolean {
  return items.length > 1 && consolidates
}

/** The rules for host IDs, as the producer has set them. */
export function hostSettings(form: ActivationForm): HostIdSettings {
  return form.hostIdSettings
}

/** The types that a person can choose from, in the order of the published table. */
export function typesOffered(form: ActivationForm, use: HostUse): readonly HostTypeKey[] {
  return form.hostTypes[use]
}

/** The answer of `get-activation-form` as the pages use it. */
export function formOf(answer: OutputOf<typeof getActivationForm>): ActivationForm {
  const [first] = answer.items
  return {
    items: answer.items.map(itemOf),
    hostAttributes: answer.hostAttributes,
    consolidates: answer.consolidates,
    ...hostPartOf(answer),
    shipToEmail: first?.shipToEmail ?? '',
    shipToAddress: first?.shipToAddress ?? '',
    contacts: answer.contacts,
    togetherRefusal: sentences(answer.togetherRefusal),
  }
}

type HostPart = Pick<OutputOf<typeof getActivationForm>, 'hosts' | 'hostTypes' | 'hostIdSettings'>

/** What an answer says of hosts: those that were used before, the types to choose from, and the rules for IDs. */
export function hostPartOf(answer: HostPart): Pick<ActivationForm, 'hosts' | 'hostTypes' | 'hostIdSettings'> {
  return {
    hosts: answer.hosts.map(({ id, use, label, types, texts }) => ({
      id,
      use,
      label,
      hostIds: texts.map((text, at) => ({ type: types[at] as HostTypeKey, text })),
    })),
    hostTypes: {
      server: answer.hostTypes.server as HostTypeKey[],
      node: answer.hostTypes.node as HostTypeKey[],
    },
    hostIdSettings: { ...defaultHostIdSettings, ...answer.hostIdSettings },
  }
}

type AnswerItem = OutputOf<typeof getActivationForm>['items'][number]

function itemOf({ lineItem, fields, figures, refusal }: AnswerItem): FormItem {
  const counts = countsOf(figures)
  return {
    id: lineItem.id,
    activationId: lineItem.activationId,
    entitlementCode: lineItem.entitlementCode,
    products: lineItem.products,
    soldTo: lineItem.soldTo,
    licenseModel: lineItem.licenseModel,
    kind: lineItem.licenseKind as LicenseKind,
    changeKind: lineItem.changeKind,
    parentActivationId: lineItem.parentActivationId,
    expiresOn: lineItem.expiresOn,
    asks: {
      startDate: fields.asksStartDate,
      startsOn: fields.startDate,
      versionDate: fields.versionDate,
      attributes: fields.attributes as unknown as readonly AttributeToAsk[],
      serverHost: fields.asksServerHost,
      serverOffered: fields.offersServerHost,
      nodeHosts: fields.asksNodeHosts,
      count: fields.asksCount,
      overdraft: fields.asksOverdraft,
    },
    counts,
    figures: figuresOf(counts),
    refusal: sentences(refusal),
  }
}

/** The counts behind the figures, so that the pages can go on counting by the same rules. */
function countsOf(figures: AnswerItem['figures']): LineItemCounts {
  const { copiesTotal, copiesTaken, copiesMoved, copiesBrought, copiesToBring } = figures
  const { extraActivationsMax, overdraftMax, overdraftTaken } = figures
  return {
    copiesTotal,
    copiesTaken,
    copiesMoved,
    copiesBrought,
    copiesToBring,
    extraActivationsMax,
    overdraftMax,
    overdraftTaken,
  }
}

function sentences(refusal: { reason: string; cure: string } | null) {
  return refusal && { say: refusal.reason, cure: refusal.cure }
}
