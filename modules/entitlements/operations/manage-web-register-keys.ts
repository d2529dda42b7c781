import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { find, findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement, implementLong, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { randomKeys, refuseTooMany, writeKeys } from '../make-keys.ts'
import { keyCharactersRefusal, keyStateRefusal } from '../rules/web-register-keys.ts'
import { KeyedLineItems, ListedKeys, retireKey, takenKeys } from '../store/web-register-keys.ts'
import {
  addWebRegisterKeys,
  generateManyWebRegisterKeys,
  generateWebRegisterKeys,
  KEYS_AT_ONCE,
  retireWebRegisterKey,
} from './web-register-keys.contract.ts'

const generate = implement(generateWebRegisterKeys, async (ctx, input) => {
  const lineItem = await findLocked(ctx, KeyedLineItems, input.id)
  await refuseTooMany(ctx, lineItem, input.count)
  return writeKeys(ctx, lineItem, await randomKeys(ctx, input.count))
})

const add = implement(addWebRegisterKeys, async (ctx, input) => {
  const lineItem = await findLocked(ctx, KeyedLineItems, input.id)
  for (const key of input.keys) {
    const refusal = keyCharactersRefusal(key)
    if (refusal) ctx.refuse(refusal)
  }
  const lower = input.keys.map((key) => key.toLowerCase())
  const twice = input.keys.filter((_key, at) => lower.indexOf(lower[at] as string) < at)
  const taken = [...twice, ...(await takenKeys(ctx, input.keys))]
  if (taken.length > 0) ctx.refuse(refuse('web-register-key-taken', { keys: taken.slice(0, 20) }))
  await refuseTooMany(ctx, lineItem, input.keys.length)
  return writeKeys(ctx, lineItem, input.keys)
})

/** Portion after portion; each is told from the others by its key of repetition, so that none is made twice. */
const generateMany = implementLong(
  generateManyWebRegisterKeys,
  async (work, { id, count }) => {
    let done = 0
    while (done < count && !work.isStopped()) {
      const portion = Math.min(KEYS_AT_ONCE, count - done)
      await work.run(generateWebRegisterKeys.name, { id, count: portion }, { key: `${work.jobId}:${done}` })
      done += portion
      await work.progress(done, count)
    }
    return work.isStopped() && !work.isCancelled() ? null : { keys: done }
  },
  async (ctx, { id, count }) => refuseTooMany(ctx, await find(ctx, KeyedLineItems, id), count),
)

const retire = implement(retireWebRegisterKey, async (ctx, input) => {
  const key = await findLocked(ctx, ListedKeys, input.key)
  const refusal = keyStateRefusal(key)
  if (refusal) ctx.refuse(refusal)
  await retireKey(ctx, key)
  ctx.audit({
    subjects: [
      { kind: 'web-register-key', id: key.id, label: key.code },
      { kind: 'line-item', id: key.lineItemId },
      { kind: 'entitlement', id: key.entitlementId },
    ],
    before: { state: key.state },
    after: { state: 'retired' },
  })
  return { id: key.id, key: key.code, state: 'retired' as const }
})

/** Making, adding and withdrawing web register keys. */
export const manageKeysOperations: readonly Operation[] = [generate, add, generateMany, retire]
