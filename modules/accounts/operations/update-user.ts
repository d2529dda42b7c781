import { changedMeanwhile, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { checkedAttributes } from '@tallystick/settings/services.ts'
import { changesOf } from '../changes.ts'
import { admitPlaces, giveProductLines, placesText, readPlaces } from '../give-places.ts'
import { userResource } from '../resources.ts'
import { canManageUser } from '../rules/users.ts'
import { lockHierarchy } from '../store/hierarchy.ts'
import { isLastAdministrator, productLinesOf, replaceMemberships } from '../store/memberships.ts'
import { updateUserRow, type UserEdit } from '../store/users.ts'
import { userFacts } from '../user-facts.ts'
import { updateUser } from './update-user.contract.ts'

export default implement(updateUser, async (ctx, input) => {
  const { user: reference, rowVersion, memberships: wanted, productLines, ...edit } = input
  const user = await findLocked(ctx, userResource, reference)
  if (user.kind === 'producer') await lockHierarchy(ctx)
  const stale = changedMeanwhile({ ...user, label: user.userName }, rowVersion)
  if (stale) ctx.refuse(stale)
  const facts = await userFacts(ctx, user)
  const refused = canManageUser(facts)
  if (refused) ctx.refuse(refused)
  const maySignIn = edit.maySignIn ?? user.maySignIn
  const places = wanted ? await readPlaces(ctx, wanted) : facts.memberships
  const becomesUser = maySignIn && !user.maySignIn
  const memberships =
    wanted || becomesUser
      ? await admitPlaces(ctx, places, maySignIn, { user, memberships: facts.memberships })
      : places
  const { customAttributes: present } = user
  const customAttributes = await checkedAttributes(ctx, 'user', edit.customAttributes, present)
  const changes = changesOf(
    { ...user, memberships: placesText(facts.memberships), productLines: await productLinesOf(ctx, user.id) },
    {
      ...edit,
      customAttributes,
      memberships: placesText(memberships),
      productLines: productLines ? productLines.toSorted() : undefined,
    },
  )
  const after = { ...user, ...(changes.after as UserEdit) }
  if (!changes.isEmpty) {
    const { memberships: newPlaces, productLines: newLines, ...fields } = changes.after
    if (newPlaces) await replaceMemberships(ctx, user.id, memberships)
    if (newLines) await giveProductLines(ctx, user.id, newLines as string[])
    await updateUserRow(ctx, user.id, fields as UserEdit)
    if (facts.isLastAdministrator && !(await isLastAdministrator(ctx, user.id))) {
      ctx.refuse(refuse('last-administrator', { user: user.displayName }))
    }
    const subject = { kind: 'user', id: user.id, label: user.userName }
    ctx.audit({ subjects: [subject], before: changes.before, after: changes.after })
    if (becomesUser) {
      const { email, displayName: name, locale, kind } = after
      ctx.emit('user.created', subject, {
        userId: user.id,
        userName: user.userName,
        email,
        name,
        locale,
        kind,
      })
    }
  }
  return {
    id: user.id,
    userName: user.userName,
    displayName: after.displayName,
    isActive: user.isActive,
    rowVersion: user.rowVersion + (changes.isEmpty ? 0 : 1),
  }
})
