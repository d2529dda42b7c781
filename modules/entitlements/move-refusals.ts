import type { RefusalText, RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of the refusals of splits and transfers. */
export const moveRefusals: RefusalTexts = {
  'amount-not-available': conflict(
    'Asked for {requested} copies; {available} of {total} are free to go, {taken} are in active licenses.',
    'Ask for no more than are free, or return licenses that are not needed.',
  ),
  'line-item-not-similar': conflict(
    'Copies of "{origin}" cannot be counted with those of "{activationId}".',
    'Choose one of the line items that are offered, or have a new one made.',
  ),
  'move-only-licensed': conflict(
    'The line item "{activationId}" gives maintenance, which goes along with the line item that it belongs to.',
    'Split or transfer the line item that has the copies.',
  ),
  'move-of-bulk': conflict(
    'The entitlement "{entitlementId}" is a bulk entitlement: its copies are keys for people not known yet.',
    'Hand on its web register keys, or move what a key was redeemed into.',
  ),
  'move-to-owner': conflict('The copies belong to this account already.', 'Choose another account.'),
  'not-current-owner': conflict(
    'None of your accounts is the current owner of the entitlement "{entitlementId}".',
    'Ask the current owner, or the producer.',
  ),
  'split-single-copy': conflict(
    'The line item "{activationId}" has one copy, which cannot be split.',
    'Transfer the line item instead.',
  ),
  'split-hidden': conflict(
    'The producer keeps splitting of line items to itself.',
    'Ask the producer to split the line item for you.',
  ),
  'split-one-target': wrong(
    'A split goes to one account: one that exists, or a new one.',
    'Name the account that the copies go to, or give the name of a new one, but not both.',
  ),
  'new-account-tier-taken': conflict(
    'The tier {tier} of the entitlement has {account} already, so that no new account can stand there.',
    'Choose a tier that is still empty, or split to the account that stands there.',
  ),
  'new-account-not-below': conflict(
    'The tier {tier} does not come after that of the present owner ({ownerTier}).',
    'Choose a tier nearer to the user.',
  ),
  'account-not-for-tier': wrong(
    'An account of the kind {kind} cannot stand in the tier {tier}.',
    'Choose a partner for the tiers distributor and reseller, a customer for the tier end customer.',
  ),
  'keys-not-available': conflict(
    'Asked for {requested} web register keys; {available} of "{activationId}" are free.',
    'Ask for no more than are free, or generate further keys first.',
  ),
  'tier-taken': conflict(
    'The tier {tier} of the entitlement has an account already.',
    'Choose an account in a tier that is still empty.',
  ),
  'transfer-producer-only': conflict(
    'Only the producer keeps activation IDs and chooses the entitlement of a transfer.',
    'Leave both out.',
  ),
  'not-same-hierarchy': conflict(
    '{account} does not stand in the same account hierarchy.',
    'Choose an account above or below the present one, or ask the producer.',
  ),
  'entitlement-of-other-account': conflict(
    'The entitlement "{entitlementId}" of {soldTo} ({state}) cannot take in the line item.',
    'Choose a deployed, regular entitlement of the target account, or leave it out to have a new one made.',
  ),
  'entitlement-in-use': conflict(
    'Licenses with {taken} copies are active in the entitlement "{entitlementId}": {activationIds}.',
    'Return these licenses first.',
  ),
  'nothing-to-transfer': conflict(
    'No line item of the entitlement "{entitlementId}" has copies left.',
    'Make the entitlement obsolete instead.',
  ),
  'activation-id-kept-twice': conflict(
    'With {requested} of {total} copies gone, the rest of "{activationId}" needs its activation ID.',
    'Transfer all copies, or let the new line item have an ID of its own.',
  ),
  'transfer-decided': conflict(
    'The transfer of "{activationId}" is {state} already: {by}, {at}.',
    'Nothing is left to do.',
  ),
}

function conflict(say: string, cure: string): RefusalText {
  return { say, cure, status: 409 }
}

function wrong(say: string, cure: string): RefusalText {
  return { say, cure, status: 422 }
}
