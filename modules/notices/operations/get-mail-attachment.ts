import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { Mails } from '../resources.ts'
import { findAttachment } from '../store/mails.ts'
import { getMailAttachment } from './get-mail-attachment.contract.ts'

export default implementQuery(getMailAttachment, async (ctx, input) => {
  const mail = await find(ctx, Mails, input.mail)
  const file = await findAttachment(ctx, mail.id, input.number)
  if (file === null) throw new NotFound('attachment', String(input.number))
  const { fileName, mediaType, sizeBytes, bytes } = file
  return { fileName, mediaType, sizeBytes, contentBase64: bytes.toString('base64') }
})
