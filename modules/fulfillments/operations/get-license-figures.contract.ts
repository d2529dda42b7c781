import { defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

/** Rows counted up to a bound; beyond it `isExact` is false, and there are more. */
const Counted = z.object({ count: z.int(), isExact: z.boolean() })

export const getLicenseFigures = defineQuery({
  name: 'get-license-figures',
  summary: 'What was activated, in figures: per week, by product, running, ending, refused and why.',
  rows: ['PRD-08', 'BEY-06'],
  rest: { method: 'GET', path: '/v1/figures/licenses' },
  permission: 'dashboard.view',
  input: z.object({}),
  output: z.object({
    /** The last 26 weeks from Monday to Sunday, the present one last. */
    activationsByWeek: z.array(z.object({ from: z.iso.date(), to: z.iso.date(), licenses: z.int() })),
    /** Licenses that can be used today. */
    running: Counted,
    /** Running licenses whose last day is within so many days. */
    ending: z.array(Counted.extend({ days: z.int(), from: z.iso.date(), to: z.iso.date() })),
    /** The products activated most often in the last 30 days, at most ten. */
    topProducts: z.array(z.object({ products: z.string(), licenses: z.int(), copies: z.int() })),
    topProductsFrom: z.iso.date(),
    /** Refused activations of the last 7 days by reason; null for who may not see those of everybody. */
    refused: z
      .array(
        z.object({
          code: z.string(),
          count: z.int(),
          lastAt: z.string(),
          lastActorName: z.string(),
          /** The newest refusal in the words of its reader, with its figures. */
          lastSentence: z.string(),
        }),
      )
      .nullable(),
    refusedFrom: z.iso.date(),
  }),
})
