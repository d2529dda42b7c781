import { Commands, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { RoleKindField } from './user-fields.contract.ts'

/** Fields of a role that a person fills in and may change later. */
export const RoleFields = z.object({
  name: z.string().trim().min(1).max(100).meta({ label: 'Name' }),
  description: z.string().max(2000).default('').meta({ label: 'Description', multiline: true }),
  isActive: z.boolean().default(true).meta({ label: 'Active' }),
  permissions: z.array(z.string().min(1).max(80)).max(500).default([]).meta({ label: 'Permissions' }),
})

/** Everything about one role. `permissions` of the administrator's role are all there are. */
export const RoleView = RoleFields.required().extend({
  id: z.string(),
  kind: RoleKindField,
  isSystem: z.boolean(),
  holdsEverything: z.boolean(),
  uses: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  rowVersion: z.int(),
  commands: Commands,
})

/** What commands on roles answer with. */
export const RoleAnswer = z.object({ id: z.string(), name: z.string(), rowVersion: z.int() })

/** A reference to a role. */
export const roleRef = refTo('role')
