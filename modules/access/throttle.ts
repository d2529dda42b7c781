import { recordOperation } from '@tallystick/kernel/audit/record.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { CommandContext, QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { deactivateAfterFailures } from '@tallystick/accounts/services.ts'
import { failuresMax, failureWindowMinutes, lockDeactivates } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import type { User } from '@tallystick/accounts/model.ts'
import { ADDRESS_FACTOR, canTryPassword } from './rules/sign-in.ts'
import { countFailure, failuresOf } from './store/failures.ts'

/** Who tries a password: the name as typed, the user of that name if there is one, and the address. */
export interface Attempt {
  readonly userName: string
  readonly user: User | null
  readonly address: string
}

/** The subject under which failures of a user name are counted, whether or not the user exists. */
export function nameSubject(userName: string): string {
  return `name:${userName.trim().toLowerCase()}`
}

function addressSubject(address: string): string | null {
  return address === '' ? null : `address:${address}`
}

/** Refuses when the name or the address has failed too often. Reads only. */
export async function admitAttempt(
  ctx: CommandContext,
  attempt: Pick<Attempt, 'userName' | 'address'>,
): Promise<void> {
  const max = await settingOf(ctx, failuresMax)
  const windowMinutes = await settingOf(ctx, failureWindowMinutes)
  const name = nameSubject(attempt.userName)
  const address = addressSubject(attempt.address)
  const known = await failuresOf(ctx.tx, ctx.tenantId, address ? [name, address] : [name])
  const refused = canTryPassword(
    [
      { failures: known.get(name) ?? null, max },
      { failures: (address && known.get(address)) || null, max: max * ADDRESS_FACTOR },
    ],
    { failuresMax: max, windowMinutes },
    ctx.now,
  )
  if (refused) ctx.refuse(refused)
}

/**
 * Arranges that this failure is counted although the command ends refused, and that the count which fills the
 * measure deactivates the user (row LOG-10). Settings are read now, in the present transaction.
 */
export async function keepFailure(ctx: CommandContext, attempt: Attempt): Promise<void> {
  const max = await settingOf(ctx, failuresMax)
  const windowMinutes = await settingOf(ctx, failureWindowMinutes)
  const deactivates = await settingOf(ctx, lockDeactivates)
  const name = nameSubject(attempt.userName)
  const address = addressSubject(attempt.address)
  ctx.keepIfRefused(async (tx) => {
    const counts = await countFailure(
      tx,
      ctx.tenantId,
      address ? [name, address] : [name],
      ctx.now,
      windowMinutes,
    )
    const isFull = (counts.get(name) ?? 0) >= max
    if (isFull && deactivates && attempt.user) await lockUser({ ...ctx, tx }, attempt.user)
  })
}

async function lockUser(ctx: QueryContext, user: User): Promise<void> {
  if (!(await deactivateAfterFailures(ctx, user.id))) return
  const subject = { kind: 'user', id: user.id, label: user.userName }
  const { userName, email, displayName: name, locale, isShared } = user
  await recordOperation(ctx.tx, {
    principal: systemPrincipal(ctx.tenantId),
    now: ctx.now,
    requestId: newId(),
    operation: 'sign-in',
    action: 'user.deactivated',
    outcome: 'done',
    code: null,
    note: {
      subjects: [subject],
      before: { isActive: true },
      after: { isActive: false, reason: 'wrong passwords' },
    },
    events: [
      { type: 'user.locked', subject, payload: { userId: user.id, userName, email, name, locale, isShared } },
    ],
    repeat: null,
  })
}
