import { find, findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { Mails } from '../resources.ts'
import { refuseResend } from '../rules/resend.ts'
import { putBack } from '../store/mails.ts'
import { viewMail } from '../view.ts'
import { resendMail } from './resend-mail.contract.ts'

export default implement(resendMail, async (ctx, input) => {
  const mail = await findLocked(ctx, Mails, input.mail)
  const refused = refuseResend({ ...mail, hasSecret: mail.secret !== null })
  if (refused) ctx.refuse(refused)

  await putBack(ctx, mail.id)
  ctx.audit({
    subjects: [{ kind: 'mail', id: mail.id, label: mail.subject }],
    before: { state: mail.state },
    after: { state: 'waiting' },
  })
  return viewMail(ctx, await find(ctx, Mails, mail.id))
})
