import type { InputOf, OutputOf } from '@tallystick/api/client.ts'
import type { splitLineItem } from '@tallystick/entitlements/operations/split-line-item.contract.ts'
import type { transferLineItem } from '@tallystick/entitlements/operations/transfer-line-item.contract.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { useKept } from '@tallystick/kit/form/use-kept.ts'
import { useEffect } from 'react'
import type { MovedItem, MoveStep } from './moved.ts'

type MoveContract = typeof splitLineItem | typeof transferLineItem

/** What was typed into a split or a transfer, which a reload keeps until it is carried out, and the act itself. */
export function useMove<C extends MoveContract, Draft extends { readonly step: MoveStep }>(
  contract: C,
  item: MovedItem,
  begin: () => Draft,
  says: (moved: OutputOf<C>) => string,
) {
  const act = useCommand(contract, { says })
  const [draft, setDraft] = useKept(`${contract.name}:${item.id}`, begin, act.isSuccess)
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }))
  return { act, draft, change }
}

/** Asks the server what would happen, as soon as the review is open, and again when something else is asked for. */
export function useMoveCheck<C extends MoveContract>(contract: C, input: InputOf<C>, isReview: boolean) {
  const check = useCommand(contract, { verify: true })
  const { mutate } = check
  const text = JSON.stringify(input)
  useEffect(() => {
    if (isReview) mutate(JSON.parse(text) as InputOf<C>)
  }, [isReview, text, mutate])
  return check
}
