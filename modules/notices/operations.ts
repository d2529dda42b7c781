import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import getMail from './operations/get-mail.ts'
import getMailAttachment from './operations/get-mail-attachment.ts'
import listMails from './operations/list-mails.ts'
import resendMail from './operations/resend-mail.ts'

/** All operations of the room, as an app mounts them. */
export const noticesOperations: readonly Operation[] = [listMails, getMail, getMailAttachment, resendMail]
