import { userByName } from '@tallystick/accounts/services.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { secretQuestion } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { tokenHash } from '../token.ts'
import { SECRET_QUESTIONS } from '../rules/secret-question.ts'
import { passwordOf } from '../store/passwords.ts'
import { showSecretQuestion } from './show-secret-question.contract.ts'

export default implement(showSecretQuestion, async (ctx, input) => {
  if (!(await settingOf(ctx, secretQuestion))) ctx.refuse(refuse('secret-question-off'))
  const user = await userByName(ctx, input.userName)
  const password = await passwordOf(ctx, user?.id ?? ctx.tenantId)
  return { question: password?.secretQuestion ?? madeUp(ctx.tenantId, input.userName) }
})

/** The same question for the same name at every time, as a real user would have it. */
function madeUp(tenantId: string, userName: string): string {
  const place = tokenHash(`${tenantId} ${userName.toLowerCase()}`).readUInt32BE() % SECRET_QUESTIONS.length
  return SECRET_QUESTIONS[place] as string
}
