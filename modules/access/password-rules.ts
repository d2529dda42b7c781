import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { passwordLengthMin, passwordNeedsDigit, passwordNeedsUpper } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import type { PasswordRules } from './rules/passwords.ts'

/** What the producer asks of passwords at present. */
export async function passwordRulesOf(ctx: QueryContext): Promise<PasswordRules> {
  return {
    lengthMin: await settingOf(ctx, passwordLengthMin),
    needsUpper: await settingOf(ctx, passwordNeedsUpper),
    needsDigit: await settingOf(ctx, passwordNeedsDigit),
  }
}
