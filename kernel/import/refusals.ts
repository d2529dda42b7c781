import type { RefusalTexts } from '../errors/refusal.ts'

/** Sentences of the refusals of imports. */
export const importRefusals: RefusalTexts = {
  'import-unknown': {
    say: 'There is no import called "{importName}".',
    cure: 'Choose one of: {known}.',
    status: 422,
  },
  'record-kind-unknown': {
    say: 'The import "{importName}" has no records called "{recordKind}".',
    cure: 'Choose one of: {known}.',
    status: 422,
  },
  'import-field-fixed': {
    say: '"{name}" has {field} "{present}", which cannot be changed to "{wanted}".',
    cure: 'Correct the file, or add a new record under another name.',
    status: 422,
  },
  'import-value': {
    say: 'The value "{value}" of {field} cannot be understood.',
    cure: 'Write it like {expected}.',
    status: 422,
  },
  'record-kind-missing': {
    say: 'A {format} file does not say which records it holds.',
    cure: 'Choose one of: {known}.',
    status: 422,
  },
}
