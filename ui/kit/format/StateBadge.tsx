import {
  mdiAlertOutline,
  mdiArrowDecision,
  mdiArchiveOutline,
  mdiCheckCircleOutline,
  mdiCircleOutline,
  mdiClockOutline,
  mdiCloseCircleOutline,
  mdiFlaskOutline,
  mdiPauseCircleOutline,
  mdiPencilOutline,
  mdiProgressClock,
} from '@mdi/js'
import type { Meaning } from '../theme/surfaces.ts'
import { Icon } from './Icon.tsx'

/** How a state looks everywhere: its word, its meaning, its shape. */
interface StateLook {
  readonly word: string
  readonly meaning: Meaning
  readonly icon: string
}

const STATES: Readonly<Record<string, StateLook>> = {
  draft: { word: 'Draft', meaning: 'calm', icon: mdiPencilOutline },
  deployed: { word: 'Deployed', meaning: 'good', icon: mdiCheckCircleOutline },
  active: { word: 'Active', meaning: 'good', icon: mdiCheckCircleOutline },
  test: { word: 'Test', meaning: 'info', icon: mdiFlaskOutline },
  inactive: { word: 'Inactive', meaning: 'attention', icon: mdiPauseCircleOutline },
  obsolete: { word: 'Obsolete', meaning: 'calm', icon: mdiArchiveOutline },
  'on-hold': { word: 'On hold', meaning: 'attention', icon: mdiPauseCircleOutline },
  'on hold': { word: 'On hold', meaning: 'attention', icon: mdiPauseCircleOutline },
  locked: { word: 'Locked', meaning: 'danger', icon: mdiCloseCircleOutline },
  invited: { word: 'Invited', meaning: 'info', icon: mdiClockOutline },
  expired: { word: 'Expired', meaning: 'danger', icon: mdiCloseCircleOutline },
  expiring: { word: 'Expires soon', meaning: 'attention', icon: mdiClockOutline },
  permanent: { word: 'Permanent', meaning: 'good', icon: mdiCheckCircleOutline },
  returned: { word: 'Returned', meaning: 'calm', icon: mdiArrowDecision },
  rehosted: { word: 'Rehosted', meaning: 'calm', icon: mdiArrowDecision },
  repaired: { word: 'Repaired', meaning: 'calm', icon: mdiArrowDecision },
  upgraded: { word: 'Upgraded', meaning: 'calm', icon: mdiArrowDecision },
  waiting: { word: 'Waiting', meaning: 'calm', icon: mdiClockOutline },
  queued: { word: 'Waiting', meaning: 'calm', icon: mdiClockOutline },
  running: { word: 'Running', meaning: 'info', icon: mdiProgressClock },
  done: { word: 'Done', meaning: 'good', icon: mdiCheckCircleOutline },
  failed: { word: 'Failed', meaning: 'danger', icon: mdiAlertOutline },
  stopped: { word: 'Stopped', meaning: 'attention', icon: mdiPauseCircleOutline },
  cancelled: { word: 'Cancelled', meaning: 'attention', icon: mdiCloseCircleOutline },
  refused: { word: 'Refused', meaning: 'danger', icon: mdiCloseCircleOutline },
  approved: { word: 'Approved', meaning: 'good', icon: mdiCheckCircleOutline },
  rejected: { word: 'Rejected', meaning: 'danger', icon: mdiCloseCircleOutline },
  available: { word: 'Available', meaning: 'good', icon: mdiCircleOutline },
  redeemed: { word: 'Redeemed', meaning: 'info', icon: mdiCheckCircleOutline },
  retired: { word: 'Retired', meaning: 'calm', icon: mdiArchiveOutline },
  sent: { word: 'Sent', meaning: 'good', icon: mdiCheckCircleOutline },
  kept: { word: 'Kept', meaning: 'calm', icon: mdiArchiveOutline },
  denied: { word: 'Not permitted', meaning: 'danger', icon: mdiCloseCircleOutline },
  created: { word: 'Created', meaning: 'good', icon: mdiCheckCircleOutline },
  changed: { word: 'Changed', meaning: 'info', icon: mdiPencilOutline },
  unchanged: { word: 'Unchanged', meaning: 'calm', icon: mdiCircleOutline },
}

/** The badge of a state. `label` replaces the word (a list's own choice labels); unknown states are calm. */
export function StateBadge({
  state,
  label,
}: {
  readonly state: string
  readonly label?: string | undefined
}) {
  const look = STATES[state.toLowerCase()]
  const word = label ?? look?.word ?? state
  return (
    <span className="t-badge" data-meaning={look?.meaning ?? 'calm'}>
      <Icon path={look?.icon ?? mdiCircleOutline} size={14} />
      {word}
    </span>
  )
}

/** True for values that have a badge of their own; lists show such choices as badges. */
export function isState(value: string): boolean {
  return value.toLowerCase() in STATES
}

/** The word of a state where a badge does not fit. */
export function stateWord(state: string): string {
  return STATES[state.toLowerCase()]?.word ?? state
}
