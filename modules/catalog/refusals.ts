import type { RefusalText, RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

const wrong = (say: string, cure: string): RefusalText => ({ say, cure, status: 422 })
const state = (say: string, cure: string): RefusalText => ({ say, cure, status: 409 })
const anotherName = 'Choose another name, or use the one that is there.'

/** Sentences of the catalog's refusals. */
export const catalogRefusals: RefusalTexts = {
  'product-line-name-taken': state('There is already a product line called "{name}".', anotherName),
  'product-line-used': state(
    '"{name}" is still used: {products} products, {users} users and {lineItems} line items belong to it.',
    'Move them to another product line first.',
  ),
  'feature-name-taken': state('There is already a feature {name} with version "{version}".', anotherName),
  'feature-bundle-name-taken': state('There is already a feature bundle called "{name}".', anotherName),
  'license-model-name-taken': state('There is already a license model called "{name}".', anotherName),
  'license-technology-name-taken': state(
    'There is already a license technology called "{name}".',
    anotherName,
  ),
  'license-technology-used': state(
    'The license technology "{name}" is used: {licenseModels} license models are of it.',
    'Keep it and its kind as long as there are license models of it.',
  ),
  'license-technology-kind': wrong(
    'Licenses of the technology {technology} are of the kind {kind}.',
    'Choose that kind, or another technology.',
  ),
  'generator-address': wrong(
    'The address "{address}" does not fit: {problem}.',
    'Enter an address such as https://generator.example/licenses, or none for generation by hand.',
  ),
  'product-name-taken': state(
    'There is already a product, suite or maintenance plan {name} with version "{version}".',
    'Choose another name or version, or use the one that is there.',
  ),
  'feature-name-wrong': wrong('"{name}" cannot be the name of a feature. {problem}', 'Correct the name.'),
  'feature-version-wrong': wrong('"{version}" cannot be the version. {problem}', 'Correct the version.'),
  'feature-override-wrong': wrong('{field} cannot have this value. {problem}', 'Correct the value.'),
  'license-model-name-wrong': wrong(
    'The name of a license model cannot contain {characters}.',
    'Leave these characters out.',
  ),
  'package-name-wrong': wrong(
    '"{name}" cannot be the name of a package. {problem}',
    'Correct the package name.',
  ),
  'package-version-wrong': wrong(
    '"{version}" cannot be the version of a package. {problem}',
    'Correct the version, or leave it empty to take the version date.',
  ),
  'attribute-unknown': wrong('There is no attribute "{attribute}".', 'Choose one of the listed attributes.'),
  'attribute-not-applicable': wrong(
    '{label} does not apply to licenses of the kind {kind}.',
    'Set the attribute to not used, or choose another kind.',
  ),
  'attribute-moment-not-allowed': wrong(
    '{label} cannot be specified {when}.',
    'Choose another time, or not used.',
  ),
  'attribute-value': wrong('{label} cannot be "{value}": it takes {expected}.', 'Correct the value.'),
  'attribute-missing': wrong('{label} needs a value.', 'Enter a value, or set the attribute to not used.'),
  'attribute-server-time-zone': wrong(
    'The time zone of the server needs a license with a server.',
    'Choose another time zone, or another kind of license.',
  ),
  'reference-unknown': wrong(
    'There is no {kind} "{reference}" ({field}).',
    'Check the name, or add it first.',
  ),
  'reference-ambiguous': wrong(
    '"{reference}" names several records: {candidates}.',
    'Write name@version, or use the key.',
  ),
  'reference-closed': state(
    'Nothing new can refer to {parts}.',
    'Choose one that is a draft or deployed, or reactivate it.',
  ),
  'listed-twice': wrong('"{part}" is listed twice ({field}).', 'List it once, with the sum of the counts.'),
  'field-frozen': state(
    '{label} is {state}: {fields} cannot be changed any more.',
    'Make a new version with the copy command, or return it to draft while nothing refers to it.',
  ),
  'catalog-state': state(
    '{label} is {state} and cannot be {command}.',
    'See which commands its state allows.',
  ),
  'still-used': state('{label} cannot be {command}: it is used by {users}.', 'Remove it there first.'),
  'nothing-inside': state('{label} holds no {what}.', 'Add at least one, then deploy.'),
  'parts-not-deployed': state(
    '{label} cannot be deployed: these are not deployed: {parts}.',
    'Deploy them first.',
  ),
  'feature-count-out-of-range': state(
    'One copy of {label} would bring {count} of {feature}; a license line carries at most {maximum}.',
    'Lower the counts of the feature, its bundles, or the quantity in the suite.',
  ),
  'package-counts-differ': state(
    '{label} is a package, but its features have different counts: {counts}.',
    'Give all features the same count, or do not make it a package.',
  ),
  'suite-member-kind': wrong(
    '{part} is a {kind}: a suite holds products only.',
    'Leave it out, or add its products one by one.',
  ),
  'model-not-of-product': wrong(
    'Part number {code} cannot resolve to license model {licenseModel}: {label} is not sold with it.',
    'Add the license model to the product, or choose one that it has.',
  ),
  'model-without-product': wrong(
    'A part number resolves to a product first, then to license model {licenseModel}.',
    'Name the product too.',
  ),
  'part-number-taken': state('There is already a part number "{code}".', 'Map the one that is there.'),
  'part-number-mapped': state(
    'Part number {code} already resolves to another product.',
    'Unmap it there first, or choose another part number.',
  ),
  'part-number-assigned': state('Part number {code} resolves to {product}.', 'Unmap it first.'),
  'part-number-unassigned': state('Part number {code} is not assigned.', 'There is nothing to unmap.'),
  'relation-to-itself': wrong('{from} cannot lead to itself.', 'Choose two different products.'),
  'relation-obsolete': state('{label} is obsolete.', 'Choose a product that is not obsolete.'),
  'relation-ends': wrong(
    'A relation "{kind}" is not possible from {from} to {to}.',
    'Maintenance leads to a maintenance plan; all other relations lead between products and suites.',
  ),
  'upgrade-other-product': wrong(
    'An upgrade leads from one version of a product to another, not from {from} to {to}.',
    'Use an upsell between different products.',
  ),
  'upgrade-circle': wrong(
    'An upgrade from {from} to {to} would close a circle.',
    'Remove the upgrade back first.',
  ),
  'relation-exists': state('{from} and {to} already have the relation "{kind}".', 'There is nothing to add.'),
  'relation-missing': state(
    '{from} and {to} do not have the relation "{kind}".',
    'There is nothing to remove.',
  ),
}
