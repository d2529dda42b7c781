import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import getHost from './operations/get-host.ts'
import listHosts from './operations/list-hosts.ts'

/** All operations of the room, as an app mounts them. */
export const hostOperations: readonly Operation[] = [listHosts, getHost]
