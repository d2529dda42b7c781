import { implement } from '@tallystick/kernel/operation/implement.ts'
import { changeLineItemState } from '../change-states.ts'
import { inactivateLineItem } from './inactivate-line-item.contract.ts'

export default implement(inactivateLineItem, (ctx, input) => changeLineItemState(ctx, input.id, 'inactivate'))
