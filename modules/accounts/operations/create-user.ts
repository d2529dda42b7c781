import { violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { randomText } from '@tallystick/kernel/ids-time/crockford.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { implement, type CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { checkedAttributes } from '@tallystick/settings/services.ts'
import { admitPlaces, giveProductLines, placesText, readPlaces } from '../give-places.ts'
import type { User } from '../model.ts'
import { accountLabel } from '../services.ts'
import { replaceMemberships } from '../store/memberships.ts'
import { insertUser, type UserEdit } from '../store/users.ts'
import { createUser } from './create-user.contract.ts'

export default implement(createUser, async (ctx, input) => {
  const { memberships: wanted, productLines, userName: asked, ...fields } = input
  const memberships = await admitPlaces(ctx, await readPlaces(ctx, wanted), input.maySignIn, null)
  const first = memberships[0]
  if (!first) return ctx.refuse(refuse('user-needs-account'))
  const customAttributes = await checkedAttributes(ctx, 'user', input.customAttributes, null)
  const user = {
    ...fields,
    customAttributes,
    id: newId(),
    userName: asked ?? (input.maySignIn ? input.email : `CONTACT-${randomText(8)}`),
    kind: first.account.kind,
    displayName: input.displayName || `${input.firstName} ${input.lastName}`,
    isActive: true,
  }
  await insertOrRefuse(ctx, user)
  await replaceMemberships(ctx, user.id, memberships)
  await giveProductLines(ctx, user.id, productLines)
  const subject = { kind: 'user', id: user.id, label: user.userName }
  ctx.audit({
    subjects: [
      subject,
      ...memberships.map(({ account }) => ({
        kind: 'account',
        id: account.id,
        label: accountLabel(account),
      })),
    ],
    after: {
      ...fields,
      customAttributes,
      userName: user.userName,
      memberships: placesText(memberships),
      productLines,
    },
  })
  if (user.maySignIn) {
    const { email, displayName: name, locale, kind } = user
    ctx.emit('user.created', subject, { userId: user.id, userName: user.userName, email, name, locale, kind })
  }
  return {
    id: user.id,
    userName: user.userName,
    displayName: user.displayName,
    isActive: true,
    rowVersion: 1,
  }
})

async function insertOrRefuse(ctx: CommandContext, user: UserEdit & Pick<User, 'id' | 'userName' | 'kind'>) {
  try {
    await insertUser(ctx, user)
  } catch (error) {
    if (violatedConstraint(error) !== 'app_user__name') throw error
    ctx.refuse(refuse('user-name-taken', { userName: user.userName }))
  }
}
