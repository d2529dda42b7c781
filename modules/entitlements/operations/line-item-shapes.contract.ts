import { Commands, copies, refTo } from '@tallystick/kernel/operation/define.ts'
import { AttributeValuesField } from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { durationUnits, recordStates, startOptions, transferStates, versionDateOptions } from '../model.ts'

/** A span of calendar time. */
export const DurationShape = z.object({ amount: z.int().min(1).max(100_000), unit: z.enum(durationUnits) })

/** How long the rights last: for ever, until a last day of use, or for a time from the start. */
export const TermShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('permanent') }),
  z.object({ kind: z.literal('date'), expiresOn: z.iso.date() }),
  z.object({ kind: z.literal('duration'), ...DurationShape.shape }),
])

const text = (lengthMax: number, label: string) => z.string().max(lengthMax).optional().meta({ label })

/**
 * What a line item is made of. Every field may be left out: at creation it takes its default, in an edit it
 * stays as it is. References are keys or public IDs: `name@version` of a product, the name of a license model.
 */
export const LineItemFields = z.object({
  activationId: z.string().min(1).max(255).optional().meta({
    label: 'Activation ID',
    help: 'Leave empty to have one generated.',
  }),
  kind: z.enum(['licensed', 'maintenance']).optional().meta({ label: 'Kind' }),
  products: z
    .array(z.object({ product: refTo('product'), quantity: copies().optional() }))
    .max(50)
    .optional()
    .meta({ label: 'Products', help: 'Several products need one license model in common.' }),
  partNumber: z.string().max(255).nullable().optional().meta({ label: 'Part number' }),
  licenseModel: refTo('license model').nullable().optional(),
  productLine: refTo('product line').nullable().optional(),
  description: text(2000, 'Description'),
  orderId: text(255, 'Order ID'),
  orderLineNumber: text(255, 'Order line number'),
  copies: copies().optional().meta({ label: 'Copies' }),
  startOption: z.enum(startOptions).optional().meta({ label: 'Start date option' }),
  startsOn: z.iso.date().nullable().optional().meta({ label: 'Start date' }),
  term: TermShape.nullable().optional().meta({
    label: 'Expiration',
    help: 'Permanent, a last day, or a duration. Leave empty where the license model settles it.',
  }),
  versionDateOption: z.enum(versionDateOptions).nullable().optional().meta({ label: 'Version date option' }),
  versionDate: z.iso.date().nullable().optional().meta({ label: 'Version date' }),
  versionDuration: DurationShape.nullable().optional().meta({ label: 'Version date duration' }),
  timeZone: z.string().max(80).nullable().optional().meta({ label: 'Time zone' }),
  extraActivations: z.int().min(0).max(2_147_483_647).optional().meta({
    label: 'Extra activations',
    help: 'Only where the license model leaves them to the line item.',
  }),
  attributes: z.record(z.string(), z.unknown()).optional().meta({ label: 'License attributes' }),
  policies: z.record(z.string(), z.unknown()).optional().meta({ label: 'Policies' }),
  customAttributes: AttributeValuesField.optional(),
  maintenance: z.array(z.string().min(1).max(255)).max(50).optional().meta({
    label: 'Maintenance',
    help: 'Activation IDs of maintenance line items of the same entitlement, or #2 for the second one of a request.',
  }),
})

/**
 * A line item that may replace another one from the beginning. That is settled when it is created: an edit has no such
 * fields.
 */
export const NewLineItemFields = LineItemFields.extend({
  changeKind: z
    .enum(['upgrade', 'upsell', 'renewal'])
    .nullable()
    .optional()
    .meta({
      label: 'Kind of change',
      choices: { upgrade: 'Upgrade', upsell: 'Upsell', renewal: 'Renewal' },
    }),
  changes: z.string().min(1).max(255).nullable().optional().meta({
    label: 'Changes line item',
    help: 'Activation ID of the line item that is replaced, or #2 for the second one of a request.',
  }),
})

/** A line item as somebody wants it. */
export type LineItemWish = z.infer<typeof NewLineItemFields>

const Linked = z.object({ id: z.string(), activationId: z.string(), label: z.string() })

/** A line item in the view of its entitlement. */
export const LineItemSummary = z.object({
  id: z.string(),
  activationId: z.string(),
  kind: z.enum(['licensed', 'maintenance']),
  state: z.enum(recordStates),
  technology: z.string(),
  products: z.string(),
  partNumber: z.string(),
  licenseModel: z.string(),
  expiration: z.string(),
  expiresOn: z.iso.date().nullable(),
  isExpired: z.boolean(),
  copiesTotal: z.int(),
  copiesTaken: z.int(),
  copiesAvailable: z.int(),
  maintenance: z.array(z.string()),
  rowVersion: z.int(),
  commands: Commands,
})

/** One figure with its reason. */
export const FigureShape = z.object({ key: z.string(), label: z.string(), value: z.int(), why: z.string() })

/** A feature of one copy of a product. */
export const FeatureShape = z.object({
  name: z.string(),
  version: z.string().nullable(),
  count: z.int(),
})

/** Copies that came from another line item or went to one. */
export const MoveShape = z.object({
  id: z.string(),
  kind: z.enum(['split', 'transfer']),
  state: z.enum(transferStates),
  direction: z.enum(['in', 'out']),
  copies: z.int(),
  activationId: z.string(),
  /** The line item on the other side; null where the reader does not see it. */
  lineItemId: z.string().nullable(),
  account: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
})

/** Everything that is known of a line item. */
export const LineItemView = LineItemSummary.omit({ products: true, maintenance: true }).extend({
  entitlement: z.object({ id: z.string(), entitlementId: z.string(), state: z.enum(recordStates) }),
  soldTo: z.string(),
  soldToAccountId: z.string().nullable(),
  products: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      version: z.string(),
      quantity: z.int(),
      features: z.array(FeatureShape),
    }),
  ),
  licenseModelId: z.string().nullable(),
  partNumberId: z.string().nullable(),
  productLineId: z.string().nullable(),
  description: z.string(),
  orderId: z.string(),
  orderLineNumber: z.string(),
  startOption: z.enum(startOptions),
  startsOn: z.iso.date().nullable(),
  term: TermShape,
  versionDateOption: z.enum(versionDateOptions).nullable(),
  versionDate: z.iso.date().nullable(),
  versionDuration: DurationShape.nullable(),
  timeZone: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()),
  policies: z.record(z.string(), z.unknown()),
  customAttributes: z.record(z.string(), z.unknown()),
  changeKind: z.enum(['upgrade', 'upsell', 'renewal']).nullable(),
  parentLineItemId: z.string().nullable(),
  parentActivationId: z.string().nullable(),
  hasSuccessor: z.boolean(),
  maintenance: z.array(Linked),
  maintains: z.array(Linked),
  figures: z.array(FigureShape),
  moves: z.array(MoveShape),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
