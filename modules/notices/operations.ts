import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import getMail from './operations/get-mail.ts'
import getMailAttachment from './operations/get-mail-attachment.ts'
import listMails from './operations/list-mails.ts'
import resendMail from './operations/resend-mail.ts'
import { sendRenewalRemindersAt } from './operations/send-renewal-reminders.ts'

/** All operations of the room, as an app mounts them. `publicUrl` is the address of the portals, for mails. */
export function noticesOperationsAt(publicUrl: string): readonly Operation[] {
  return [listMails, getMail, getMailAttachment, resendMail, sendRenewalRemindersAt(publicUrl)]
}

/** The same without an address, for what sends no mail. */
export const noticesOperations: readonly Operation[] = noticesOperationsAt('')
