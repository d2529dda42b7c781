import { implement } from '@tallystick/kernel/operation/implement.ts'
import { changeLineItemState } from '../change-states.ts'
import { obsoleteLineItem } from './obsolete-line-item.contract.ts'

export default implement(obsoleteLineItem, (ctx, input) => changeLineItemState(ctx, input.id, 'obsolete'))
