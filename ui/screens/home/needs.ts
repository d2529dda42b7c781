import type { Api, OutputOf } from '@tallystick/api/client.ts'
import type { getSalesFigures } from '@tallystick/entitlements/contracts.ts'
import type { getLicenseFigures } from '@tallystick/fulfillments/contracts.ts'
import { listJobs } from '@tallystick/kernel/jobs/jobs.contract.ts'
import type { ListContract } from '@tallystick/kernel/list/define.ts'
import { listMails } from '@tallystick/notices/operations/list-mails.contract.ts'
import { dayBeside, listAddress, within } from './spans.ts'

/** Something that somebody should look at: how much, what, why it matters, and where its rows are. */
export interface Need {
  readonly key: string
  readonly count: number
  /** False: there are more than `count`. */
  readonly isExact: boolean
  readonly label: string
  readonly hint: string
  readonly meaning: 'danger' | 'attention' | 'info'
  readonly to: string
  /** What somebody must hold to see its rows; the figure is kept from who could not follow it. */
  readonly permission: string
}

type Sales = OutputOf<typeof getSalesFigures>
type Licenses = OutputOf<typeof getLicenseFigures>

/** How many days back failures call for action. */
const FAILED_DAYS = 7

/** Rows of a list that match, as the list itself counts them; the days keep the question small. */
export async function countFailed(api: Api, kind: 'jobs' | 'mails', today: string, signal: AbortSignal) {
  const list: ListContract = kind === 'jobs' ? listJobs : listMails
  const { total } = await api.page(list, { where: failedWhere(today), limit: 1, total: true }, { signal })
  return total ?? { count: 0, isExact: true }
}

function failedWhere(today: string): readonly string[] {
  return ['state.in:failed', `createdAt.after:${dayBeside(today, -FAILED_DAYS - 1)}`]
}

/** A count of failed work as a need. */
export function failedNeed(
  kind: 'jobs' | 'mails',
  total: { count: number; isExact: boolean },
  today: string,
): Need {
  return {
    key: kind,
    ...total,
    label: kind === 'jobs' ? 'Failed jobs' : 'Mails not delivered',
    hint: `In the last ${FAILED_DAYS} days`,
    meaning: 'danger',
    to: listAddress(kind === 'jobs' ? '/jobs' : '/mails', failedWhere(today)),
    permission: kind === 'jobs' ? 'jobs.view' : 'mails.view',
  }
}

/** What the figures of sales ask for. */
export function salesNeeds(sales: Sales): readonly Need[] {
  const { endingSoon, usedUp, entitlementsByState } = sales
  const drafts = entitlementsByState.find(({ state }) => state === 'draft')
  return [
    {
      key: 'ending',
      count: endingSoon.lineItems,
      isExact: true,
      label: 'Line items end soon',
      hint: 'In the next 30 days',
      meaning: 'attention',
      to: listAddress(
        '/line-items',
        [...within('expiresOn', endingSoon.from, endingSoon.to), 'state.in:deployed'],
        '&sort=expiration',
      ),
      permission: 'entitlements.view',
    },
    {
      key: 'used-up',
      ...usedUp,
      label: 'Line items without copies left',
      hint: 'Deployed and still running',
      meaning: 'attention',
      to: listAddress('/line-items', ['fulfilled.is:true', 'state.in:deployed', 'validity.in:unexpired']),
      permission: 'entitlements.view',
    },
    {
      key: 'drafts',
      count: drafts?.count ?? 0,
      isExact: drafts?.isExact ?? true,
      label: 'Entitlements in draft',
      hint: 'Customers do not see them yet',
      meaning: 'info',
      to: listAddress('/entitlements', ['state.in:draft']),
      permission: 'entitlements.view',
    },
  ]
}

/** What the figures of licenses ask for. */
export function licenseNeeds(licenses: Licenses): readonly Need[] {
  const refused = (licenses.refused ?? []).reduce((sum, { count }) => sum + count, 0)
  const ending = licenses.ending[0]
  return [
    {
      key: 'refused',
      count: refused,
      isExact: true,
      label: 'Activations refused',
      hint: 'In the last 7 days',
      meaning: 'attention',
      to: refusedAddress(licenses.refusedFrom),
      permission: 'audit.view',
    },
    {
      key: 'licenses-ending',
      count: ending?.count ?? 0,
      isExact: ending?.isExact ?? true,
      label: 'Licenses end soon',
      hint: 'In the next 30 days',
      meaning: 'attention',
      to: ending ? endingAddress(ending) : '/licenses',
      permission: 'licenses.view',
    },
  ]
}

/** Running licenses whose last day is within a span. */
export function endingAddress({ from, to }: { readonly from: string; readonly to: string }): string {
  return listAddress('/licenses', [...within('expiresOn', from, to), 'state.in:active'], '&sort=expiresOn')
}

/** Refused activations in the audit log, of one reason or of all. */
export function refusedAddress(from: string, code?: string): string {
  return listAddress('/audit-log', [
    'operation.equals:activate-line-items',
    'outcome.in:refused',
    `at.after:${dayBeside(from, -1)}`,
    ...(code ? [`code.equals:${code}`] : []),
  ])
}
