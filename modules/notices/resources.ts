import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { Resource } from '@tallystick/kernel/operation/find.ts'
import { selectMail, type MailRow } from './store/mails.ts'

/** A mail by its key. Whoever may see mails sees all of the tenant: they are the producer's. */
export const Mails: Resource<MailRow> = {
  kind: 'mail',
  select: (ctx, reference, lock) => {
    if (!isUuid(reference)) throw new NotFound('mail', reference)
    return selectMail(ctx.tenantId, reference, lock)
  },
  fromRow: (row: MailRow) => row,
}
