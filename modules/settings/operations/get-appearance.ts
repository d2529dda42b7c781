import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import * as settings from '../definitions.ts'
import { producerNameOf, settingOf } from '../services.ts'
import { getAppearance } from './get-appearance.contract.ts'

export default implementQuery(getAppearance, async (ctx) => ({
  producerName: await producerNameOf(ctx),
  logoText: await settingOf(ctx, settings.logoText),
  accentColour: await settingOf(ctx, settings.accentColour),
  pageSize: await settingOf(ctx, settings.pageSize),
  hasSecretQuestion: await settingOf(ctx, settings.secretQuestion),
  passwordLengthMin: await settingOf(ctx, settings.passwordLengthMin),
  passwordNeedsUpper: await settingOf(ctx, settings.passwordNeedsUpper),
  passwordNeedsDigit: await settingOf(ctx, settings.passwordNeedsDigit),
}))
