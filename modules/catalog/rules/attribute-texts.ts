import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of everything that can be wrong with attributes of license models and their values. */
export const attributeRefusalTexts: RefusalTexts = {
  'attribute-unknown': text('There is no attribute "{attribute}".', 'Leave it out, or check its name.'),
  'attribute-not-applicable': text('{label} does not apply to this kind of license.', 'Leave it out.'),
  'attribute-not-asked': text(
    '{label} is not set at this moment.',
    'Leave it out; the license model says when it is set.',
  ),
  'attribute-value': text('"{value}" is not a value for {label}.', 'Enter {expected}.'),
  'attribute-missing': text('{label} has no value.', 'Enter one.'),
  'attribute-given-twice': text('The attribute {attribute} was given twice.', 'Give it once.'),
  'attribute-moment-not-allowed': text('{label} cannot be set at this moment.', 'Choose another setting.'),
  'attribute-terminal-server-both': text(
    'One and many terminal server sessions were both asked for.',
    'Choose one of the two.',
  ),
  'attribute-user-and-host-based': text(
    'A license is user based or host based, not both.',
    'Choose one of the two.',
  ),
  'attribute-borrow-hours': text(
    '{value} hours are more than the {maximum} allowed.',
    'Enter at most {maximum} hours.',
  ),
  'attribute-server-time-zone': text(
    'The zone of the server cannot be meant: this license has no server.',
    'Choose zones from the list, or none.',
  ),
  'attribute-flexid-sharing-host': text(
    'FLEXid sharing needs a dongle as host.',
    'Lock the license to a FLEXid.',
  ),
}

function text(say: string, cure: string): RefusalTexts[string] {
  return { say, cure, status: 422 }
}
