import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { HOST_REFUSALS } from './support-shapes.contract.ts'
import { HostsWithoutCount } from './activate-line-items.contract.ts'

/** A line item whose licenses on a host can become licenses of the replacing one. */
export const CopiesOfParent = z.object({
  lineItemId: z.string(),
  activationId: z.string().meta({ label: 'Parent activation ID' }),
  product: z.string().meta({ label: 'Product' }),
  version: z.string().meta({ label: 'Version' }),
  /** Last day of use; null is permanent. */
  expiresOn: z.string().nullable().meta({ label: 'Expiration' }),
  available: z.int().meta({ label: 'Available count' }),
})

export const listCopiesToReplace = defineQuery({
  name: 'list-copies-to-replace',
  summary:
    'Copies of earlier licenses on hosts that an upgrade, upsell or renewal can take: a row per line item.',
  rows: ['ACT-06'],
  rest: { method: 'POST', path: '/v1/line-items/{lineItem}/copies-to-replace' },
  permission: 'licenses.generate',
  childPermission: 'child-line-items.generate',
  input: z.object({
    lineItem: refTo('line item'),
    hosts: z.array(HostsWithoutCount).min(1).max(1000),
  }),
  output: z.object({
    changeKind: z.enum(['upgrade', 'upsell', 'renewal']),
    /** One for each license that these hosts would make, in their order. */
    hosts: z.array(
      z.object({
        /** Host ID of the server, of the first of three, or of the machine. */
        host: z.string(),
        hostKey: z.string(),
        rows: z.array(CopiesOfParent),
      }),
    ),
  }),
  refusals: ['line-item-without-license', 'replaces-not-asked', ...HOST_REFUSALS],
})
