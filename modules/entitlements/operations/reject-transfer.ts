import { implement } from '@tallystick/kernel/operation/implement.ts'
import { reject } from '../decide-transfer.ts'
import { rejectTransfer } from './reject-transfer.contract.ts'

export default implement(rejectTransfer, (ctx, input) => reject(ctx, input.id, input.reason ?? ''))
