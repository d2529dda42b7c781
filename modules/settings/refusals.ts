import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of the refusals of settings. */
export const settingsRefusals: RefusalTexts = {
  'setting-value-unfit': {
    say: '"{label}" cannot have this value: {problem}',
    cure: 'Give a value of the kind that the setting describes.',
    status: 422,
  },
  'custom-attribute-name-taken': {
    say: 'A custom attribute of this kind is already called "{name}".',
    cure: 'Choose another name, or use the one that is there.',
    status: 409,
  },
  'custom-attribute-without-list': {
    say: '{label} chooses from a list, but the list is empty.',
    cure: 'Give the values that can be chosen, or choose another type.',
    status: 422,
  },
  'custom-attribute-list-not-asked': {
    say: '{label} does not choose from a list.',
    cure: 'Leave the list empty, or choose a type with a list.',
    status: 422,
  },
  'custom-attribute-list': {
    say: '"{choice}" cannot stand in the list of {label}: values are different and hold no "|".',
    cure: 'Change the value, or leave it out.',
    status: 422,
  },
  'custom-attribute-default': {
    say: 'The default of {label} cannot be {value}: it takes {expected}.',
    cure: 'Give a default of this type, or none.',
    status: 422,
  },
  'custom-attribute-hidden-editable': {
    say: '{label} cannot be changed in the end-user portal while it is not shown there.',
    cure: 'Show it there, or do not let it be changed there.',
    status: 422,
  },
  'custom-attribute-state': {
    say: '{label} is already {state}.',
    cure: 'There is nothing to do.',
    status: 409,
  },
  'custom-attribute-unknown': {
    say: 'There is no custom attribute "{attribute}" for this kind of record ({kind}).',
    cure: 'Use one of those that are defined ({known}), or let an administrator define it.',
    status: 422,
  },
  'custom-attribute-value': {
    say: '{label} ({attribute}) cannot be "{value}": it takes {expected}.',
    cure: 'Correct the value.',
    status: 422,
  },
  'custom-attribute-missing': {
    say: '{label} ({attribute}) must be filled in.',
    cure: 'Give {expected}.',
    status: 422,
  },
  'custom-attribute-fixed': {
    say: '{label} cannot be changed here.',
    cure: 'Leave it as it is, or ask your supplier.',
    status: 422,
  },
}
