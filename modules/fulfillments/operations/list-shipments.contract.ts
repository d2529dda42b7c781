import { defineList } from '@tallystick/kernel/list/define.ts'
import { z } from 'zod'

export const listShipments = defineList({
  name: 'list-shipments',
  title: 'Shipment records',
  summary: 'To whom, when and by whom the text of a license or consolidated license was mailed.',
  rows: ['LIFE-07'],
  path: '/v1/shipments',
  permission: 'licenses.view',
  childPermission: 'child-licenses.view',
  fileName: 'ShipmentRecords',
  defaultSort: '-shippedAt',
  params: z.object({ fulfillment: z.uuid().optional(), consolidatedLicense: z.uuid().optional() }),
  columns: {
    shippedAt: { label: 'Mailed', type: 'instant', sortable: true },
    license: { label: 'License', type: 'text', searchable: false },
    shippedTo: { label: 'To', type: 'texts', searchable: false },
    shippedBy: { label: 'By', type: 'text' },
  },
})
