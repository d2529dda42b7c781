import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of everything that can keep an activation from happening, for screens and answers. */
export const activationRefusalTexts: RefusalTexts = {
  'line-items-missing': wrong('Nothing was chosen.', 'Choose at least one line item.'),
  'line-item-repeated': wrong('Line item {activationId} was chosen twice.', 'Choose each line item once.'),
  'license-models-differ': wrong(
    'The line items have different license models: {models}.',
    'Activate them one model at a time.',
  ),
  'technologies-differ': wrong(
    'The line items have licenses of different technologies: {technologies}.',
    'Activate them one technology at a time.',
  ),
  'line-item-draft': state(
    'Line item {activationId} is a draft.',
    'It can be activated once it is deployed.',
  ),
  'line-item-inactive': state(
    'Line item {activationId} is inactive.',
    'Ask the producer to activate it again.',
  ),
  'line-item-obsolete': state('Line item {activationId} is obsolete.', 'Use the line item that replaced it.'),
  'line-item-on-hold': state(
    'Line item {activationId} is on hold.',
    'It waits for the approval of the producer.',
  ),
  'line-item-expired': state('Line item {activationId} expired on {expires}.', 'Renew it first.'),
  'line-item-without-product': state('The line item has no product.', 'Ask the producer to add one.'),
  'entitlement-draft': state('The entitlement is a draft.', 'It can be used once it is deployed.'),
  'entitlement-inactive': state('The entitlement is inactive.', 'Ask the producer to activate it again.'),
  'entitlement-obsolete': state('The entitlement is obsolete.', 'Use the entitlement that replaced it.'),
  'entitlement-on-hold': state('The entitlement is on hold.', 'It waits for the approval of the producer.'),
  'entitlement-bulk': state(
    'A bulk entitlement is not activated itself.',
    'Redeem one of its web register keys.',
  ),
  'entitlement-test': state('This is a test entitlement.', 'Only users of the producer can try it.'),
  'license-model-draft': state('The license model {model} is not deployed.', 'Deploy it first.'),
  'license-model-obsolete': state(
    'The license model {model} is obsolete.',
    'Ask the producer for another line item.',
  ),
  'product-draft': state('The product {product} {version} is not deployed.', 'Deploy it first.'),
  'product-without-features': state(
    'The product {product} {version} has no features.',
    'Add a feature to it.',
  ),
  'hosts-missing': wrong('No host was given.', 'Add at least one host.'),
  'hosts-too-many': wrong('{hosts} hosts are too many at once.', 'Activate at most {maximum} at a time.'),
  'server-host-missing': wrong(
    'Host {host} has no license server.',
    'Add the server that will serve the license.',
  ),
  'server-host-not-asked': wrong(
    'Host {host} has a server, which this license does not use.',
    'Remove the server.',
  ),
  'node-host-missing': wrong(
    'Host {host} has no node-locked host.',
    'Add the machines that will run the software.',
  ),
  'node-host-not-asked': wrong('Host {host} has node-locked hosts, but the license floats.', 'Remove them.'),
  'host-repeated': wrong('{value} was given twice.', 'Give each host once, with its whole count.'),
  'server-name': wrong('"{value}" is not the name of a server.', 'Use letters, digits, hyphens and points.'),
  'server-port': wrong('{value} is not a port.', 'Enter a number from {minimum} to {maximum}.'),
  'server-ports-differ': wrong(
    'The three servers have different ports: {ports}.',
    'Give all three the same port.',
  ),
  'start-date-missing': wrong('The start date is missing.', 'Enter the day from which the license is good.'),
  'start-date-invalid': wrong('"{value}" is not a day.', 'Enter a day as yyyy-mm-dd.'),
  'start-date-fixed': wrong(
    'The start date is {startDate} and cannot be changed.',
    'Leave the start date out.',
  ),
  'start-after-expiration': wrong(
    'The start {startDate} is after the end {expires}.',
    'Choose an earlier start date.',
  ),
  'expiration-out-of-range': wrong(
    'The license would end after the year 9999.',
    'Choose an earlier start date.',
  ),
  'license-already-expired': wrong(
    'A license from {startDate} would have ended on {expires}.',
    'Choose a later start date.',
  ),
  'version-date-missing': state('The line item has no version date.', 'Ask the producer to set one.'),
  'version-date-not-given': wrong('The {field} is missing.', 'Enter it.'),
  'version-date-invalid': wrong(
    '"{value}" is not a day that can be used as {field}.',
    'Enter a day as yyyy-mm-dd.',
  ),
  'count-missing': wrong('The fulfill count is missing.', 'Enter how many copies this host gets.'),
  'count-not-asked': wrong('Each host of this license takes one copy.', 'Leave the count out.'),
  'count-not-a-whole-number': wrong('"{value}" is not a whole number.', 'Enter a whole number of copies.'),
  'count-out-of-range': wrong(
    '{value} is not between {minimum} and {maximum}.',
    'Enter a count within these limits.',
  ),
  'replaces-not-asked': wrong(
    'Line item {activationId} replaces no other one.',
    'Leave out the copies to replace.',
  ),
  'replaces-several-hosts': wrong(
    'Copies to replace were given for {licenses} machines at once.',
    'Name each machine by itself with its own copies to replace.',
  ),
  'replaces-one-copy': wrong(
    'Each host of this license takes one copy; {requested} were to be replaced.',
    'Choose one copy of one line item.',
  ),
  'replaced-other-account': state(
    'Line item {replaced} belongs to another account.',
    'Choose line items of the account of the new one.',
  ),
  'replaced-unrelated': state(
    'The products of line item {replaced} do not lead to those of the new one ({kind}).',
    'Choose one of the line items that are listed, or ask the producer.',
  ),
  'replaced-other-host': state(
    'Line item {replaced} has no active license on {host}.',
    'Choose a host that has one; the list shows them.',
  ),
  'replaced-too-many': state(
    '{requested} copies of line item {replaced} were to be replaced on {host}; {available} are active there.',
    'Replace at most {available}.',
  ),
  'hosts-of-other-kind': state(
    'The license {fulfillment} is not on hosts such as licenses of line item {activationId} need ({kind}).',
    'Return it, and activate the line item on the hosts that it needs.',
  ),
  'nothing-replaces': state(
    'No line item with copies left upgrades, upsells or renews the license {fulfillment}.',
    'Ask the producer for an upgrade, upsell or renewal.',
  ),
  'remaining-exceeded': state(
    '{requested} copies were asked for, {replaced} of them by replacing; {remaining} of {total} can still be fulfilled.',
    'Ask for fewer, or order more copies.',
  ),
  'overdraft-not-offered': wrong('This license has no overdraft.', 'Leave the overdraft out.'),
  'overdraft-outside-limits': wrong(
    'An overdraft of {value} is outside the limits.',
    'Enter {minimum} to {maximum}.',
  ),
  'insufficient-copies': state(
    '{requested} copies were asked for; {available} of {total} are available and {extraActivations} extra.',
    'Ask for fewer, return licenses that are not needed, or order more copies.',
  ),
  'overdraft-exceeded': state(
    'An overdraft of {requested} was asked for; {left} of {maximum} are left.',
    'Ask for less overdraft.',
  ),
  'package-counts-differ': state(
    'The features of package {package} differ in count: {counts}.',
    'Give them one count.',
  ),
  'substitution-variable-unknown': wrong('There is no variable {{variable}}.', 'Use one of: {known}.'),
  'substitution-variable-not-here': wrong('{{variable}} is for vendor strings only.', 'Use one of: {known}.'),
  'substitution-result': state(
    'The {attribute} would hold a character that a license cannot carry ({problem}).',
    'Remove quotation marks, line breaks and a closing backslash from {variable} or from the text.',
  ),
  'substitution-too-long': state(
    'The {attribute} would have {actual} characters.',
    'At most {maximum} are possible.',
  ),
  'ship-to-email': wrong(
    '"{value}" is not a list of mail addresses.',
    'Part addresses by commas, without blanks.',
  ),
}

function state(say: string, cure: string): RefusalTexts[string] {
  return { say, cure, status: 409 }
}

function wrong(say: string, cure: string): RefusalTexts[string] {
  return { say, cure, status: 422 }
}
