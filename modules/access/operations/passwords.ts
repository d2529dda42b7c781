import { userById, userByName, userResource } from '@tallystick/accounts/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { randomGroups } from '@tallystick/kernel/ids-time/crockford.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { passwordHelpMinutes, secretQuestion, temporaryPasswordByMail } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { passwordRulesOf } from '../password-rules.ts'
import { fitsPassword, hashPassword } from '../passwords.ts'
import { passwordRefusal } from '../rules/passwords.ts'
import { passwordOf, putPassword, useLink } from '../store/passwords.ts'
import { endSessions } from '../store/sessions.ts'
import { hashOfToken } from '../tokens.ts'
import { userIdOf } from './own-session.ts'
import {
  changeOwnPassword,
  requestPasswordLink,
  sendPasswordLink,
  setTemporaryPassword,
  usePasswordLink,
} from './passwords.contract.ts'

const change = implement(changeOwnPassword, async (ctx, input) => {
  const user = await userById(ctx, userIdOf(ctx))
  invariant(user, 'A session has its user.')
  const stored = await passwordOf(ctx, user.id)
  if (!(await fitsPassword(stored?.hash ?? null, input.password))) return ctx.refuse(refuse('password-wrong'))
  if (input.newPassword === input.password) return ctx.refuse(refuse('password-unchanged'))
  const weak = passwordRefusal(input.newPassword, user.userName, await passwordRulesOf(ctx))
  if (weak) return ctx.refuse(weak)
  const secret = await secretOf(ctx, input, stored?.secretQuestion != null)

  await putPassword(ctx, user.id, { hash: await hashPassword(input.newPassword), ...(secret ? { secret } : {}) })
  await endSessions(ctx, user.id, { except: ctx.principal.sessionId })
  ctx.audit({ subjects: [{ kind: 'user', id: user.id, label: user.userName }] })
  return {}
})

/** The secret question of LOG-06: asked for only where the producer wants it, and once. */
async function secretOf(
  ctx: CommandContext,
  input: { readonly secretQuestion?: string | undefined; readonly secretAnswer?: string | undefined },
  hasOne: boolean,
) {
  if (!(await settingOf(ctx, secretQuestion))) return null
  const { secretQuestion: question, secretAnswer: answer } = input
  if (!question || !answer) return hasOne ? null : ctx.refuse(refuse('secret-answer-missing'))
  return { question, answerHash: await hashPassword(answer.toLowerCase()) }
}

const request = implement(requestPasswordLink, async (ctx, input) => {
  const user = await userByName(ctx, input.userName)
  if (user?.isActive && user.maySignIn && !user.isShared) announceLink(ctx, user)
  return {}
})

const send = implement(sendPasswordLink, async (ctx, input) => {
  const user = await find(ctx, userResource, input.user)
  if (!user.isActive || !user.maySignIn) return ctx.refuse(refuse('user-inactive'))
  announceLink(ctx, user)
  return {}
})

function announceLink(
  ctx: CommandContext,
  user: { id: string; userName: string; email: string; displayName: string; locale: string; kind: string },
) {
  const subject = { kind: 'user', id: user.id, label: user.userName }
  const { id: userId, userName, email, displayName: name, locale, kind } = user
  ctx.audit({ subjects: [subject] })
  ctx.emit('password-link.requested', subject, { userId, userName, email, name, locale, kind })
}

const useOne = implement(usePasswordLink, async (ctx, input) => {
  const userId = await useLink(ctx, hashOfToken(input.token))
  const user = userId ? await userById(ctx, userId) : null
  if (!user) return ctx.refuse(refuse('link-not-valid'))
  if (!user.isActive || !user.maySignIn) return ctx.refuse(refuse('user-inactive'))
  const weak = passwordRefusal(input.newPassword, user.userName, await passwordRulesOf(ctx))
  if (weak) return ctx.refuse(weak)
  await putPassword(ctx, user.id, { hash: await hashPassword(input.newPassword) })
  await endSessions(ctx, user.id, { except: null })
  ctx.audit({ subjects: [{ kind: 'user', id: user.id, label: user.userName }], onBehalfOf: user.userName })
  return { userName: user.userName }
})

const setTemporary = implement(setTemporaryPassword, async (ctx, input) => {
  if (!(await settingOf(ctx, temporaryPasswordByMail))) return ctx.refuse(refuse('temporary-password-not-allowed'))
  const user = await find(ctx, userResource, input.user)
  if (!user.isActive || !user.maySignIn) return ctx.refuse(refuse('user-inactive'))
  const temporaryPassword = randomGroups(3)
  const minutes = await settingOf(ctx, passwordHelpMinutes)
  const validUntil = ctx.now.add({ minutes }).toString()
  await putPassword(ctx, user.id, { hash: await hashPassword(temporaryPassword), temporaryUntil: validUntil })
  await endSessions(ctx, user.id, { except: null })
  ctx.audit({ subjects: [{ kind: 'user', id: user.id, label: user.userName }], details: { validUntil } })
  return { temporaryPassword, validUntil }
})

/** Operations on passwords. */
export const passwordOperations: readonly Operation[] = [change, request, send, useOne, setTemporary]
