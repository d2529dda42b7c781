import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { Mails } from '../resources.ts'
import { viewMail } from '../view.ts'
import { getMail } from './get-mail.contract.ts'

export default implementQuery(getMail, async (ctx, input) =>
  viewMail(ctx, await find(ctx, Mails, input.mail)),
)
