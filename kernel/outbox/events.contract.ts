import { z } from 'zod'
import { defineList } from '../list/define.ts'
import { defineCommand } from '../operation/define.ts'

/** Events that are released at once, at most. */
export const RELEASED_MAX = 1000

export const listParkedEvents = defineList({
  name: 'list-parked-events',
  title: 'Parked events',
  summary: 'Events that were given up after ten failures, why, and how many wait behind them.',
  rows: ['BEY-04'],
  path: '/v1/parked-events',
  permission: 'jobs.view',
  fileName: 'ParkedEvents',
  defaultSort: '-parkedAt',
  columns: {
    parkedAt: { label: 'Parked', type: 'instant', sortable: true },
    type: { label: 'Event', type: 'text', simple: true },
    subject: { label: 'About', type: 'text', simple: true },
    tries: { label: 'Tries', type: 'number' },
    problem: { label: 'Problem', type: 'text', simple: true },
    waitingBehind: {
      label: 'Waiting behind it',
      type: 'number',
      searchable: false,
      help: 'Later events about the same record, which are delivered after this one.',
    },
    at: { label: 'Happened', type: 'instant', visible: false },
  },
})

export const releaseParkedEvent = defineCommand({
  name: 'release-parked-event',
  summary: 'Try a parked event once more. When it fails again, it is parked again at once.',
  rows: ['BEY-04'],
  rest: { method: 'POST', path: '/v1/parked-events/{event}/release' },
  permission: 'events.manage',
  input: z.object({ event: z.uuid() }),
  output: z.object({ id: z.string() }),
  audit: { action: 'event.released', subjects: ['event'] },
})

export const releaseParkedEvents = defineCommand({
  name: 'release-parked-events',
  summary: `Try parked events once more: chosen ones, or up to ${RELEASED_MAX} that match conditions.`,
  rows: ['BEY-04'],
  rest: { method: 'POST', path: '/v1/parked-events/release' },
  permission: 'events.manage',
  input: z.object({
    events: z.array(z.uuid()).max(RELEASED_MAX).optional().meta({
      description: 'Keys of the events. Left out, all that match the conditions.',
    }),
    where: z.array(z.string()).default([]).meta({
      description: 'Conditions as the list of parked events takes them; none matches every parked event.',
    }),
  }),
  output: z.object({ released: z.int(), isMoreLeft: z.boolean() }),
  audit: { action: 'event.released', subjects: ['event', 'unchanged'] },
})
