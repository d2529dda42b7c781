import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { insertProductLine, productLineNamed } from '../store/product-lines.ts'
import { createProductLine } from './create-product-line.contract.ts'

export default implement(createProductLine, async (ctx, input) => {
  if (await productLineNamed(ctx, input.name)) ctx.refuse(refuse('product-line-name-taken', { name: input.name }))
  const line = { id: newId(), ...input }
  await insertProductLine(ctx, line)
  ctx.audit({ subjects: [{ kind: 'product-line', id: line.id, label: line.name }], after: input })
  return line
})
