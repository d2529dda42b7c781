import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import * as settings from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { canUsePassword } from './rules/passwords.ts'
import { plainAnswer } from './rules/secret-question.ts'
import type { NewPassword, PasswordRow } from './store/passwords.ts'

/** What a person types to choose a password. */
export interface Choice {
  readonly newPassword: string
  readonly secretQuestion?: string | undefined
  readonly secretAnswer?: string | undefined
}

/** Checks a choice by the producer's rules and hashes it. Refuses with everything that is missing. */
export async function choosePassword(
  ctx: CommandContext,
  userName: string,
  present: PasswordRow | null,
  choice: Choice,
): Promise<NewPassword> {
  const refused = canUsePassword(choice.newPassword, userName, {
    lengthMin: await settingOf(ctx, settings.passwordLengthMin),
    needsUpper: await settingOf(ctx, settings.passwordNeedsUpper),
    needsDigit: await settingOf(ctx, settings.passwordNeedsDigit),
  })
  if (refused) ctx.refuse(refused)
  if (present && (await isPassword(present.hash, choice.newPassword)))
    ctx.refuse(refuse('password-unchanged'))
  return {
    hash: await hashPassword(choice.newPassword),
    isTemporary: false,
    temporaryUntil: null,
    secret: await secretOf(ctx, present, choice),
  }
}

async function secretOf(ctx: CommandContext, present: PasswordRow | null, choice: Choice) {
  if (!(await settingOf(ctx, settings.secretQuestion))) return null
  const { secretQuestion, secretAnswer } = choice
  if (secretQuestion && secretAnswer && plainAnswer(secretAnswer) !== '') {
    return { question: secretQuestion, answerHash: await hashPassword(plainAnswer(secretAnswer)) }
  }
  if (!present?.secretQuestion) ctx.refuse(refuse('secret-question-required'))
  return null
}
