import { splitLineItem } from '@tallystick/entitlements/operations/split-line-item.contract.ts'
import { transferLineItem } from '@tallystick/entitlements/operations/transfer-line-item.contract.ts'
import { recordCommand, type RecordCommand } from '@tallystick/kit/details/commands.tsx'
import type { LineItemsAt } from './moved.ts'

/** What hands copies of a line item to another account; each leads to its wizard. */
export function moveCommands(at: LineItemsAt, id: string): readonly RecordCommand[] {
  return [
    recordCommand(splitLineItem, 'Split', { to: `${at}/${id}/split` }),
    recordCommand(transferLineItem, 'Transfer', { to: `${at}/${id}/transfer` }),
  ]
}
