import { Commands } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

/** States of goods in the catalog. */
const State = z.enum(['draft', 'deployed', 'inactive', 'obsolete'])

/** Labels of the states for lists and badges. */
export const stateChoices = {
  draft: 'Draft',
  deployed: 'Deployed',
  inactive: 'Inactive',
  obsolete: 'Obsolete',
} as const

/** The row version that the caller has seen; another one means that somebody changed the record meanwhile. */
export const SeenVersion = z.int().min(1).meta({ label: 'Row version' })

/** Answer of every command on goods. `changed` is false when the record already was as asked. */
export const GoodsAnswerFields = z.object({
  id: z.string(),
  ref: z.string().meta({ description: 'Unique public name, accepted wherever a reference is.' }),
  label: z.string(),
  state: State,
  rowVersion: z.int(),
  changed: z.boolean(),
})

/** Answer of every command on goods. */
export type GoodsAnswer = z.infer<typeof GoodsAnswerFields>

/** A record behind a reference of a view. */
const NamedView = z.object({
  field: z.string(),
  kind: z.string(),
  id: z.string(),
  ref: z.string(),
  label: z.string(),
  state: State,
})

/** A record that refers to the shown one. */
const UseView = z.object({
  kind: z.string(),
  id: z.string(),
  label: z.string(),
  state: z.string(),
  blocks: z.boolean(),
})

/** What every view of goods has besides the record's own fields. */
export const goodsViewShape = {
  id: z.string(),
  ref: z.string(),
  label: z.string(),
  state: State,
  rowVersion: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** The records behind the references in the fields. */
  named: z.array(NamedView),
  /** What refers to the record; at most 100. */
  usedBy: z.array(UseView),
  commands: Commands,
}
