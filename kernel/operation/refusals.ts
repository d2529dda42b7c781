import type { RefusalTexts } from '../errors/refusal.ts'

/** Refusals that the pipeline itself can give, and the one that the edits of all rooms share. */
export const pipelineRefusals: RefusalTexts = {
  'key-reused': {
    say: 'The Idempotency-Key "{key}" was already used for another request.',
    cure: 'Use a new key for a new request; repeat a key only with the very same content.',
    status: 422,
  },
  'changed-meanwhile': {
    say: '"{label}" was changed by somebody else at {at}.',
    cure: 'Load it again, then make your change once more.',
    status: 409,
  },
}
