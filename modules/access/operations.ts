import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import answerSecretQuestion from './operations/answer-secret-question.ts'
import changeOwnPassword from './operations/change-own-password.ts'
import endOtherSessions from './operations/end-other-sessions.ts'
import endSession from './operations/end-session.ts'
import endUserSession from './operations/end-user-session.ts'
import endUserSessions from './operations/end-user-sessions.ts'
import listOwnSessions from './operations/list-own-sessions.ts'
import listUserSessions from './operations/list-user-sessions.ts'
import requestPasswordLink from './operations/request-password-link.ts'
import setTemporaryPassword from './operations/set-temporary-password.ts'
import showSecretQuestion from './operations/show-secret-question.ts'
import signIn from './operations/sign-in.ts'
import signOut from './operations/sign-out.ts'
import usePasswordLink from './operations/use-password-link.ts'
import whoAmI from './operations/who-am-i.ts'

/** All operations of the room, as an app mounts them. */
export const accessOperations: readonly Operation[] = [
  answerSecretQuestion,
  changeOwnPassword,
  endOtherSessions,
  endSession,
  endUserSession,
  endUserSessions,
  listOwnSessions,
  listUserSessions,
  requestPasswordLink,
  setTemporaryPassword,
  showSecretQuestion,
  signIn,
  signOut,
  usePasswordLink,
  whoAmI,
]
