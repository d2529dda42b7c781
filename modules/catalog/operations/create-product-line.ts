import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { refusingTaken } from '../store/constraints.ts'
import { insertProductLine } from '../store/product-lines.ts'
import { createProductLine } from './create-product-line.contract.ts'

export default implement(createProductLine, async (ctx, input) => {
  const line = { id: newId(), ...input }
  await refusingTaken(ctx, input, () => insertProductLine(ctx, line))
  ctx.audit({ subjects: [{ kind: 'product-line', id: line.id, label: line.name }], after: input })
  return line
})
