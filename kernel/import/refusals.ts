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
  'record-kind-missing': {
    say: 'A {format} file does not say which records it holds.',
    cure: 'Choose one of: {known}.',
    status: 422,
  },
}
