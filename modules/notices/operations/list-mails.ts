import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { listMails } from './list-mails.contract.ts'

export default implementList(
  bindList(listMails, {
    base: sql`mail AS m`,
    alias: 'm',
    id: sql`m.mail_id`,
    where: (ctx) => sql`m.tenant_id = ${ctx.tenantId}`,
    columns: {
      to: { value: sql`m.to_addresses`, search: sql`array_to_string(m.to_addresses, ' ')` },
      subject: { value: sql`m.subject` },
      state: { value: sql`m.state` },
      template: { value: sql`m.template` },
      language: { value: sql`m.language` },
      attachments: {
        value: sql`(SELECT count(*) FROM mail_attachment AS f
          WHERE f.tenant_id = m.tenant_id AND f.mail_id = m.mail_id)`,
      },
      problem: { value: sql`m.problem` },
      createdAt: { value: sql`m.created_at`, sortType: 'timestamptz' },
      sentAt: { value: sql`m.sent_at` },
    },
  }),
)
