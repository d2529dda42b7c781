import { implement } from '@tallystick/kernel/operation/implement.ts'
import { approve } from '../decide-transfer.ts'
import { approveTransfer } from './approve-transfer.contract.ts'

export default implement(approveTransfer, (ctx, input) => approve(ctx, input.id, input.reason ?? ''))
