import { defineList } from '@tallystick/kernel/list/define.ts'
import { transferStateChoices } from './transfer-shapes.contract.ts'

export const listTransfers = defineList({
  name: 'list-transfers',
  title: 'Transfers',
  summary:
    'Transfers of line items to other accounts: those that wait for approval, and what became of the others.',
  rows: ['ENT-06', 'PRD-05'],
  path: '/v1/line-item-transfers',
  permission: 'entitlements.approve-transfers',
  fileName: 'Transfers',
  defaultSort: '-requestedAt',
  columns: {
    state: { label: 'State', type: 'choice', choices: transferStateChoices, quickFilter: true },
    activationId: { label: 'Activation ID', type: 'text', simple: true, sortable: true, visible: false },
    originActivationId: { label: 'From activation ID', type: 'text', simple: true, visible: false },
    products: { label: 'Product', type: 'text', simple: true },
    from: { label: 'From account', type: 'text', simple: true },
    to: { label: 'To account', type: 'text', simple: true },
    copies: { label: 'Copies', type: 'number' },
    note: { label: 'Note', type: 'text', visible: false },
    requestedBy: { label: 'Requested by', type: 'text', visible: false },
    requestedAt: { label: 'Requested', type: 'instant', sortable: true },
    decidedBy: { label: 'Decided by', type: 'text', visible: false },
    decidedAt: { label: 'Decided', type: 'instant', nullable: true, visible: false },
    reason: { label: 'Remark', type: 'text', visible: false },
  },
})
