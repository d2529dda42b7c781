import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { needsVersionDate } from './plan-activation.ts'
import {
  attributesAsked,
  changedAttributes,
  changedDates,
  hostsFitRefusal,
  type AskedSettings,
  type LicenseSettings,
  type ReissueFacts,
} from './reissue-settings.ts'
import { asksStartDate } from './start-date.ts'
import { liveRefusal, reissueRefusal } from './support-states.ts'
import { versionDateToAsk } from './version-date.ts'

/** What a repair changes. */
export interface RepairPlan {
  readonly refused: false
  readonly settings: LicenseSettings
  /** Names of the settings that differ, for the history. */
  readonly changes: readonly string[]
}

/**
 * Decides the repair of a license: other settings on the same hosts, for the whole count. Settings are what an
 * activation asks: attributes, start date, version date.
 *
 * Precedence: state of the license, of its line item, nothing to ask, attributes, their fit to the hosts, dates,
 * nothing changed. Source: seed 000 "Repairing a License"; LIFE-03.
 */
export function planRepair(facts: ReissueFacts, asked: AskedSettings): RepairPlan | Refusal {
  const closed = repairStateRefusal(facts)
  if (closed !== null) return closed
  const attributes = changedAttributes(facts, asked.attributes)
  if (isRefusal(attributes)) return attributes
  const unfit = hostsFitRefusal(facts, attributes, facts.hosts)
  if (unfit !== null) return unfit
  const dates = changedDates(facts, asked)
  if (isRefusal(dates)) return dates
  const settings = { ...dates, attributes }
  const changes = differences(facts.settings, settings)
  if (changes.length === 0) return refuse('repair-nothing-changed')
  return { refused: false, settings, changes }
}

/** Whether a license can be repaired at all; null when it can. */
export function repairStateRefusal(
  facts: Pick<ReissueFacts, 'license' | 'lineItem' | 'model' | 'products'>,
): Refusal | null {
  const closed = liveRefusal(facts.license) ?? reissueRefusal(facts.lineItem)
  if (closed !== null) return closed
  const { lineItem, model, products } = facts
  const asksVersion = needsVersionDate(products) && versionDateToAsk(lineItem.version) !== null
  const asks = attributesAsked(facts).length > 0 || asksStartDate(lineItem.start) || asksVersion
  return asks ? null : refuse('repair-nothing-asked', { licenseModel: model.name })
}

/** Names of the settings that differ. */
export function differences(before: LicenseSettings, after: LicenseSettings): readonly string[] {
  const { attributes: old, ...oldDates } = before
  const { attributes: fresh, ...freshDates } = after
  const plain = (settings: object) => settings as Readonly<Record<string, unknown>>
  return [
    ...differing(plain(oldDates), plain(freshDates)),
    ...differing(plain(old), plain(fresh)).map((key) => `attributes.${key}`),
  ]
}

function differing(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => textOf(before[key]) !== textOf(after[key]),
  )
}

/** Stored values come back with their keys in another order. */
function textOf(value: unknown): string {
  if (value === undefined || value === null || value === false) return ''
  if (typeof value !== 'object' || Array.isArray(value)) return JSON.stringify(value)
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
