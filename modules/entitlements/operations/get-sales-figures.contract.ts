import { defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

/** Rows counted up to a bound; beyond it `isExact` is false, and there are more. */
const Counted = z.object({ count: z.int(), isExact: z.boolean() })

/** Deployed line items whose last day lies from one day to another, both included. */
const Ending = z.object({ from: z.iso.date(), to: z.iso.date(), lineItems: z.int(), copies: z.int() })

export const getSalesFigures = defineQuery({
  name: 'get-sales-figures',
  summary: 'What was sold, in figures: states, line items that end or are used up.',
  rows: ['PRD-08', 'PRD-03'],
  rest: { method: 'GET', path: '/v1/figures/sales' },
  permission: 'dashboard.view',
  input: z.object({}),
  output: z.object({
    /** Twelve months, the first from today on. */
    endingByMonth: z.array(Ending),
    /** The next 30 days. */
    endingSoon: Ending,
    /** Deployed line items that still run and have no copies left, extra activations aside. */
    usedUp: Counted,
    /** All states, in the order of an entitlement's life. */
    entitlementsByState: z.array(Counted.extend({ state: z.string() })),
  }),
})
