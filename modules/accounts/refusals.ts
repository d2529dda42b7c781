import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of the refusals of accounts, users and roles. */
export const accountsRefusals: RefusalTexts = {
  'account-code-taken': {
    say: 'There is already an account with the ID "{code}".',
    cure: 'Choose another ID, or leave it empty to have one made.',
    status: 409,
  },
  'parent-account-required': {
    say: 'You can add accounts only below one of your own.',
    cure: 'Name the account above the new one.',
    status: 422,
  },
  'account-kind-not-allowed': {
    say: 'You cannot add an account of the kind {kind}.',
    cure: 'Ask the producer to add it.',
    status: 422,
  },
  'account-kinds-differ': {
    say: '"{parent}" is a {parentKind} account and "{child}" a {childKind} account; one cannot be below the other.',
    cure: 'Link accounts of the same kind, or relate a partner to a customer instead.',
    status: 422,
  },
  'account-hierarchy-cycle': {
    say: 'The link would make an account its own sub-account: {path}.',
    cure: 'Take one of these links away first.',
    status: 409,
  },
  'account-link-joins-user': {
    say: '{user} belongs to "{above}" and to "{below}", and one of them would be above the other.',
    cure: 'Take the user out of one of the two accounts first.',
    status: 409,
  },
  'accounts-not-linked': {
    say: '"{child}" is not directly below "{parent}".',
    cure: 'Load the account again to see its present links.',
    status: 409,
  },
  'account-relation-kinds': {
    say: 'Only a partner and a customer can be related; "{partner}" is {partnerKind}, "{customer}" is {customerKind}.',
    cure: 'Choose one account of each kind.',
    status: 422,
  },
  'account-is-home': {
    say: '"{account}" is the home account of the producer and stays active.',
    cure: 'Only its name and address can be changed.',
    status: 409,
  },
  'account-already-inactive': {
    say: '"{account}" is already inactive.',
    cure: 'Nothing needs to be done.',
    status: 409,
  },
  'account-already-active': {
    say: '"{account}" is already active.',
    cure: 'Nothing needs to be done.',
    status: 409,
  },
  'account-has-sub-accounts': {
    say: '"{account}" has {count} accounts directly below it.',
    cure: 'Delete the whole subtree, or take the links away first.',
    status: 409,
  },
  'account-has-users': {
    say: 'Users belong to "{account}": {users}.',
    cure: 'Move or delete the users first, or deactivate the account instead.',
    status: 409,
  },
  'account-in-use': {
    say: '"{account}" is named by entitlements or hosts, which keep it.',
    cure: 'Deactivate the account instead.',
    status: 409,
  },
  'user-name-taken': {
    say: 'There is already a user with the name "{userName}".',
    cure: 'Choose another user name.',
    status: 409,
  },
  'user-needs-account': {
    say: 'Every user belongs to at least one account.',
    cure: 'Name an account.',
    status: 422,
  },
  'user-account-kinds-differ': {
    say: 'A user belongs to accounts of one kind only; here: {kinds}.',
    cure: 'Make a second user for the other accounts.',
    status: 422,
  },
  'user-home-account-fixed': {
    say: 'A user of the producer stays in the account "{account}".',
    cure: 'Make another user for the other account.',
    status: 422,
  },
  'user-accounts-above-each-other': {
    say: '"{above}" is above "{below}"; a user belongs to one of the two at most.',
    cure: 'Keep the upper account and give a role that reaches sub-accounts.',
    status: 422,
  },
  'user-needs-role': {
    say: 'A user who may sign in needs a role in "{account}".',
    cure: 'Choose at least one role for each account.',
    status: 422,
  },
  'role-kind-differs': {
    say: 'The role "{role}" is for {roleKind} users, "{account}" is a {accountKind} account.',
    cure: 'Choose a role of the other kind.',
    status: 422,
  },
  'role-inactive': {
    say: 'The role "{role}" is inactive.',
    cure: 'Choose an active role.',
    status: 409,
  },
  'permission-not-held': {
    say: 'You do not hold the permission "{permission}", so you can neither grant it nor manage who holds it.',
    cure: 'Ask somebody who holds it.',
    status: 409,
  },
  'product-line-unknown': {
    say: 'One of the product lines does not exist.',
    cure: 'Choose from the list of product lines.',
    status: 422,
  },
  'product-line-not-held': {
    say: 'You see only some product lines and can give only those.',
    cure: 'Choose among your own product lines, at least one.',
    status: 422,
  },
  'user-already-inactive': {
    say: '{user} is already inactive.',
    cure: 'Nothing needs to be done.',
    status: 409,
  },
  'user-already-active': {
    say: '{user} is already active.',
    cure: 'Nothing needs to be done.',
    status: 409,
  },
  'user-is-yourself': {
    say: 'This is your own user.',
    cure: 'Ask another administrator.',
    status: 409,
  },
  'last-administrator': {
    say: '{user} is the last active administrator.',
    cure: 'Make another user an administrator first.',
    status: 409,
  },
  'user-has-history': {
    say: '{user} has done things that the history keeps, so the record must stay.',
    cure: 'Deactivate the user instead: nobody can sign in with it any more.',
    status: 409,
  },
  'user-in-use': {
    say: '{user} is the contact of entitlements, which keep it.',
    cure: 'Deactivate the user instead, or name another contact on the entitlements first.',
    status: 409,
  },
  'role-name-taken': {
    say: 'There is already a role called "{name}".',
    cure: 'Choose another name.',
    status: 409,
  },
  'role-is-system': {
    say: 'The role "{role}" is predefined and cannot be changed.',
    cure: 'Copy it into a role of your own.',
    status: 409,
  },
  'permission-unknown': {
    say: 'There is no permission "{permission}".',
    cure: 'Choose from the list of permissions.',
    status: 422,
  },
}
