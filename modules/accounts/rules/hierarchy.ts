import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { ACCOUNT_KINDS, type AccountMention } from '../model.ts'

/** What has to be known before one account is put below another. */
export interface LinkFacts {
  readonly parent: AccountMention
  readonly child: AccountMention
  /** Labels of the accounts from the child down to the parent, when there is such a way. */
  readonly wayBack: readonly string[] | null
  /** A user who belongs to an account at or above the parent and to one at or below the child. */
  readonly joinedUser: { readonly user: string; readonly above: string; readonly below: string } | null
}

/** Whether the child may be put below the parent. Null is yes. Row USR-04. */
export function canLink(facts: LinkFacts): Refusal | null {
  const { parent, child, wayBack, joinedUser } = facts
  if (parent.id === child.id) {
    return refuse('account-hierarchy-cycle', { path: `${parent.code} > ${parent.code}` })
  }
  if (parent.kind !== child.kind) {
    return refuse('account-kinds-differ', {
      parent: parent.code,
      parentKind: ACCOUNT_KINDS[parent.kind].toLowerCase(),
      child: child.code,
      childKind: ACCOUNT_KINDS[child.kind].toLowerCase(),
    })
  }
  if (wayBack) {
    return refuse('account-hierarchy-cycle', { path: [parent.code, ...wayBack].join(' > ') })
  }
  return joinedUser ? refuse('account-link-joins-user', { ...joinedUser }) : null
}
