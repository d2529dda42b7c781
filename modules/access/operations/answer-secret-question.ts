import { userByName } from '@tallystick/accounts/services.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { secretQuestion } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { announceEntitledHelp } from '../ask-for-help.ts'
import { isPassword } from '../password-hash.ts'
import { plainAnswer } from '../rules/secret-question.ts'
import { passwordOf } from '../store/passwords.ts'
import { admitAttempt, keepFailure } from '../throttle.ts'
import { answerSecretQuestion } from './answer-secret-question.contract.ts'

/** Wrong answers count like wrong passwords, for the same name and address. */
export default implement(answerSecretQuestion, async (ctx, input) => {
  if (!(await settingOf(ctx, secretQuestion))) ctx.refuse(refuse('secret-question-off'))
  await admitAttempt(ctx, input)
  const user = await userByName(ctx, input.userName)
  const password = user ? await passwordOf(ctx, user.id) : null
  const isRight = await isPassword(password?.secretAnswerHash ?? null, plainAnswer(input.answer))
  if (!user?.isActive || !user.maySignIn || !isRight) {
    await keepFailure(ctx, { ...input, user })
    return ctx.refuse(refuse('secret-answer-wrong'))
  }
  ctx.audit({ subjects: [{ kind: 'user', id: user.id, label: user.userName }], onBehalfOf: user.displayName })
  await announceEntitledHelp(ctx, user)
  return { requested: true } as const
})
