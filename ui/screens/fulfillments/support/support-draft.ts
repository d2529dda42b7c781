import type { AttributeToAsk } from '@tallystick/catalog/rules/resolve-attributes.ts'
import { readAttributeValue } from '@tallystick/catalog/rules/attribute-values.ts'
import { readShipToEmail } from '@tallystick/fulfillments/rules/activation-fields.ts'
import { isCalendarDate } from '@tallystick/fulfillments/rules/calendar.ts'
import { partOf } from '@tallystick/fulfillments/rules/license-part.ts'
import { supportRefusalTexts } from '@tallystick/fulfillments/rules/support-texts.ts'
import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import { fillText, isRefusal, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { dateText } from '@tallystick/kit/format/dates.ts'
import type { DraftHost, DraftHostId } from '../activation/draft.ts'
import { attributeField } from '../activation/fields.ts'
import { hostAttributeField } from '../activation/host-attributes.ts'
import { sentencesOf } from '../activation/say.ts'
import type { SupportForm } from './support-form.ts'

/** Everything that a person has said about an act on a license so far. */
export interface SupportDraft {
  readonly step: 'change' | 'review'
  /** All of the license, or a part of it. */
  readonly isWhole: boolean
  readonly copies: number | null
  readonly overdraft: number | null
  /** One host at most; null keeps those of the license, where that is possible. */
  readonly host: DraftHost | null
  /** What a technology asks of a new host besides its ID. */
  readonly hostAttributes: Readonly<Record<string, string>>
  readonly attributes: Readonly<Record<string, unknown>>
  readonly startDate: string
  readonly versionDate: string
  readonly versionStartDate: string
  readonly endsBy: 'duration' | 'date'
  readonly expiresOn: string
  readonly amount: number | null
  readonly unit: 'days' | 'weeks' | 'months' | 'years'
  readonly shipToEmail: string
  readonly shipToAddress: string
  /** Idempotency key of the reviewed request; a change of anything makes a new one. */
  readonly key: string
}

/** A fresh draft: what the license has. */
export function newDraft(form: SupportForm): SupportDraft {
  return {
    step: 'change',
    isWhole: true,
    copies: null,
    overdraft: null,
    host: null,
    hostAttributes: form.presentHostAttributes,
    attributes: form.attributes,
    startDate: form.startDate,
    versionDate: '',
    versionStartDate: '',
    endsBy: 'duration',
    expiresOn: '',
    amount: 14,
    unit: 'days',
    shipToEmail: '',
    shipToAddress: '',
    key: crypto.getRandomValues(new Uint32Array(4)).join('-'),
  }
}

/** Whether the act can leave the hosts as they are. */
export function mayKeepHosts({ act }: SupportForm): boolean {
  return act !== 'rehost'
}

/** Whether anything is issued that could be mailed. */
export function issuesLicense({ act }: SupportForm, draft: SupportDraft): boolean {
  return act !== 'return' || !draft.isWhole
}

/** Copies that the act is about: all of the license, or the part that was chosen. */
export function copiesOf({ fields, license }: SupportForm, { isWhole, copies }: SupportDraft): number {
  return fields.asksPart && !isWhole ? (copies ?? 0) : license.copies
}

/** What is wrong in a draft, by the ID of its field, in the order of the fields. */
export function problemsOf(form: SupportForm, draft: SupportDraft): ReadonlyMap<string, string> {
  const problems = new Map<string, string>()
  const add = (field: string, message: string | null) => {
    if (message !== null && !problems.has(field)) problems.set(field, message)
  }
  const { fields } = form
  if (fields.asksPart && !draft.isWhole) add('copies', partProblem(form, draft))
  if (fields.asksHosts) add('add-host', hostProblem(form, draft))
  if (fields.asksHosts && draft.host) {
    for (const name of form.hostAttributes) {
      const isMissing = (draft.hostAttributes[name] ?? '').trim() === ''
      add(hostAttributeField('new', name), isMissing ? `Enter the ${name} of the new host.` : null)
    }
  }
  if (fields.asksStartDate) add('start-date', dayProblem(draft.startDate))
  if (draft.versionDate) add('version-date', dayProblem(draft.versionDate))
  if (draft.versionStartDate) add('version-start-date', dayProblem(draft.versionStartDate))
  if (fields.asksEnd) add(...endProblem(form, draft))
  for (const asked of fields.attributes) {
    add(attributeField(asked.key), attributeProblem(asked, draft.attributes[asked.key]))
  }
  const mails = readShipToEmail(draft.shipToEmail)
  if (isRefusal(mails)) add('ship-to-email', sentencesOf(mails))
  return problems
}

function partProblem({ license }: SupportForm, draft: SupportDraft): string | null {
  if (draft.copies === null) return 'Enter how many copies.'
  const read = partOf(
    { ...license, licenseKind: license.licenseKind as LicenseKind },
    { copies: draft.copies, ...(draft.overdraft === null ? {} : { overdraft: draft.overdraft }) },
  )
  return isRefusal(read) ? say(read) : null
}

function hostProblem(form: SupportForm, { host }: SupportDraft): string | null {
  const { fields } = form
  if (host === null) return mayKeepHosts(form) ? null : 'Add the machine that the license goes to.'
  if (fields.asksServerHost && host.servers.length === 0) return 'Add a license server.'
  if (fields.asksNodeHosts && host.nodes.length === 0) return 'Add the machines that will run the software.'
  return null
}

function endProblem({ latestEnd, mayOverride }: SupportForm, draft: SupportDraft): [string, string | null] {
  if (draft.endsBy === 'duration') {
    const isWhole = Number.isInteger(draft.amount) && Number(draft.amount) >= 1
    return ['amount', isWhole ? null : 'Enter a whole number from 1.']
  }
  if (!isCalendarDate(draft.expiresOn)) return ['expires-on', 'Enter the last day of use.']
  if (latestEnd === null || draft.expiresOn <= latestEnd || mayOverride) return ['expires-on', null]
  return ['expires-on', `The policy allows ${dateText(latestEnd)} at the latest.`]
}

function dayProblem(text: string): string | null {
  return isCalendarDate(text) ? null : 'Enter a day.'
}

function attributeProblem(asked: AttributeToAsk, given: unknown): string | null {
  const read = readAttributeValue(asked, given)
  if (isRefusal(read)) return sentencesOf(read)
  const isMissing = read.value === null && asked.field.is !== 'switch'
  return asked.isRequired && isMissing ? `Enter the ${asked.label.toLowerCase()}.` : null
}

function say(refusal: Refusal): string {
  const text = supportRefusalTexts[refusal.code]
  return text
    ? `${fillText(text.say, refusal.data)} ${fillText(text.cure, refusal.data)}`
    : sentencesOf(refusal)
}

/** The request that a draft stands for. What was not asked, and what stays, is left out. */
export function requestOf(form: SupportForm, draft: SupportDraft): Readonly<Record<string, unknown>> {
  const { fields } = form
  const changed = Object.fromEntries(
    fields.attributes
      .filter(({ key }) => textOf(draft.attributes[key]) !== textOf(form.attributes[key]))
      .map(({ key }) => [key, draft.attributes[key] ?? null]),
  )
  return {
    fulfillment: form.license.id,
    ...(fields.asksPart && !draft.isWhole
      ? { copies: draft.copies, ...(draft.overdraft === null ? {} : { overdraft: draft.overdraft }) }
      : {}),
    ...(fields.asksHosts && draft.host
      ? { hosts: { ...hostsOf(draft.host), ...attributesOfNewHost(form, draft) } }
      : {}),
    ...(Object.keys(changed).length > 0 ? { attributes: changed } : {}),
    ...(fields.asksStartDate && draft.startDate !== form.startDate ? { startDate: draft.startDate } : {}),
    ...(draft.versionDate ? { versionDate: draft.versionDate } : {}),
    ...(draft.versionStartDate ? { versionStartDate: draft.versionStartDate } : {}),
    ...(fields.asksEnd ? endOf(draft) : {}),
    ...(draft.shipToEmail && issuesLicense(form, draft) ? { shipToEmail: draft.shipToEmail } : {}),
    ...(draft.shipToAddress && issuesLicense(form, draft) ? { shipToAddress: draft.shipToAddress } : {}),
  }
}

function endOf({ endsBy, expiresOn, amount, unit }: SupportDraft) {
  return endsBy === 'date' ? { expiresOn } : { duration: { amount, unit } }
}

function attributesOfNewHost({ hostAttributes: asked }: SupportForm, { hostAttributes }: SupportDraft) {
  if (asked.length === 0) return {}
  const given = asked.map((name) => [name, (hostAttributes[name] ?? '').trim()] as const)
  return { hostAttributes: Object.fromEntries(given) }
}

function hostsOf({ servers, nodes }: DraftHost) {
  return {
    ...(servers.length > 0 ? { servers: servers.map(serverOf) } : {}),
    ...(nodes.length > 0 ? { nodeHosts: nodes.map(({ type, text }) => ({ type, value: text })) } : {}),
  }
}

function serverOf({ type, text, hostName, port }: DraftHostId) {
  return { type, value: text, ...(hostName ? { hostName } : {}), ...(port ? { port } : {}) }
}

function textOf(value: unknown): string {
  return value === undefined || value === null || value === '' || value === false ? '' : JSON.stringify(value)
}
