import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import createProductLine from './operations/create-product-line.ts'
import listProductLines from './operations/list-product-lines.ts'

/** All operations of the room, as an app mounts them. */
export const catalogOperations: readonly Operation[] = [createProductLine, listProductLines]
