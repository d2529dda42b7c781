import type { RefusalTexts } from '../errors/refusal.ts'

/** Sentences of the refusals of jobs. */
export const jobRefusals: RefusalTexts = {
  'job-ended': {
    say: 'The job has ended already: {state}, {at}.',
    cure: 'Nothing can be stopped any more. Its report says what it did.',
    status: 409,
  },
  'job-cancelled-already': {
    say: '{by} has cancelled the job already, {at}.',
    cure: 'Nothing is left to do. A job that runs stops after what it is doing just now.',
    status: 409,
  },
}
