import { implement } from '@tallystick/kernel/operation/implement.ts'
import { changeLineItemState } from '../change-states.ts'
import { deployLineItem } from './deploy-line-item.contract.ts'

export default implement(deployLineItem, (ctx, input) => changeLineItemState(ctx, input.id, 'deploy'))
