import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of the refusals of settings. */
export const settingsRefusals: RefusalTexts = {
  'setting-value-unfit': {
    say: '"{label}" cannot have this value: {problem}',
    cure: 'Give a value of the kind that the setting describes.',
    status: 422,
  },
}
