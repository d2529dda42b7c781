import { z } from 'zod'

/** A setting with its present value. `schema` is JSON Schema of the value, enough to draw its field. */
export const SettingView = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string(),
  group: z.string(),
  groupLabel: z.string(),
  schema: z.record(z.string(), z.unknown()),
  value: z.unknown(),
  default: z.unknown(),
  isChanged: z.boolean(),
  updatedAt: z.string().nullable(),
  updatedBy: z.string().nullable(),
})
