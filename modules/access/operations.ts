import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import { ownSessionOperations } from './operations/own-session.ts'
import { passwordOperations } from './operations/passwords.ts'
import signIn from './operations/sign-in.ts'

/** All operations of the room, as an app mounts them. */
export const accessOperations: readonly Operation[] = [signIn, ...ownSessionOperations, ...passwordOperations]
