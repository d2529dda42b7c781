import { defineList } from '@tallystick/kernel/list/define.ts'
import { MAIL_STATES, MAIL_TEMPLATES } from '../model.ts'

export const listMails = defineList({
  name: 'list-mails',
  title: 'Sent mail',
  summary: 'Mails that were sent, wait to be sent, failed, or are kept because there is no mail server.',
  rows: ['ACT-08', 'PRD-07', 'PRD-08'],
  path: '/v1/mails',
  permission: 'mails.view',
  fileName: 'SentMail',
  defaultSort: '-createdAt',
  columns: {
    to: { label: 'To', type: 'texts', simple: true },
    subject: { label: 'Subject', type: 'text', simple: true },
    state: { label: 'State', type: 'choice', choices: MAIL_STATES, quickFilter: true },
    template: { label: 'Kind', type: 'choice', choices: MAIL_TEMPLATES, visible: false },
    language: { label: 'Language', type: 'text', visible: false },
    attachments: { label: 'Attachments', type: 'number', searchable: false },
    problem: { label: 'Problem', type: 'text', nullable: true },
    createdAt: { label: 'Created', type: 'instant', sortable: true },
    sentAt: { label: 'Sent', type: 'instant', nullable: true },
  },
})
