import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { ConsolidatedView } from './consolidated-shapes.contract.ts'

export const getConsolidatedLicense = defineQuery({
  name: 'get-consolidated-license',
  summary: 'One consolidated license with its text.',
  rows: ['LIFE-07'],
  rest: { method: 'GET', path: '/v1/consolidated-licenses/{consolidatedLicense}' },
  permission: 'licenses.view',
  childPermission: 'child-licenses.view',
  input: z.object({ consolidatedLicense: refTo('consolidated license') }),
  output: ConsolidatedView,
})
