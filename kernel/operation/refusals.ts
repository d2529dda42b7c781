import type { RefusalTexts } from '../errors/refusal.ts'

/** Refusals that the pipeline itself can give. */
export const pipelineRefusals: RefusalTexts = {
  'key-reused': {
    say: 'The Idempotency-Key "{key}" was already used for another request.',
    cure: 'Use a new key for a new request; repeat a key only with the very same content.',
    status: 422,
  },
}
