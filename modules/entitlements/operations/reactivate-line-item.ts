import { implement } from '@tallystick/kernel/operation/implement.ts'
import { changeLineItemState } from '../change-states.ts'
import { reactivateLineItem } from './reactivate-line-item.contract.ts'

export default implement(reactivateLineItem, (ctx, input) => changeLineItemState(ctx, input.id, 'reactivate'))
