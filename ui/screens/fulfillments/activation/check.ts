import { readAttributeValue } from '@tallystick/catalog/rules/attribute-values.ts'
import type { AttributeToAsk } from '@tallystick/catalog/rules/resolve-attributes.ts'
import { attributeHostsRefusal } from '@tallystick/catalog/rules/resolve-attributes.ts'
import { unusedAttributes, type AttributeValues } from '@tallystick/catalog/rules/model-attributes.ts'
import { copiesRefusal, overdraftRefusal } from '@tallystick/entitlements/rules/figures.ts'
import { readShipToEmail } from '@tallystick/fulfillments/rules/activation-fields.ts'
import { isCalendarDate } from '@tallystick/fulfillments/rules/calendar.ts'
import { readCount } from '@tallystick/fulfillments/rules/counts.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { replacingProblems } from './check-replacing.ts'
import { countOf, hostTitle, type ActivationDraft, type Step } from './draft.ts'
import { attributeField, countField, sumField, type StepProblem } from './fields.ts'
import { attributesOf, firstItem, type ActivationForm, type FormItem } from './form.ts'
import type { Grids } from './replacing.ts'
import { hostAttributeProblems } from './host-attributes.ts'
import { sentencesOf } from './say.ts'
import { copiesOfItem, overdraftOfItem } from './totals.ts'

/** Everything that keeps a step from being done, in the order of its fields. */
export function problemsOf(
  step: Step,
  draft: ActivationDraft,
  form: ActivationForm,
  grids: Grids = {},
): readonly StepProblem[] {
  switch (step) {
    case 'settings':
      return settingsProblems(draft, form)
    case 'hosts':
      return hostProblems(draft, form)
    case 'counts':
      return countProblems(draft, form, grids)
    case 'review':
    case 'licenses':
      return []
  }
}

function settingsProblems(draft: ActivationDraft, form: ActivationForm): readonly StepProblem[] {
  const problems: StepProblem[] = []
  const asks = (kind: 'version-date' | 'version-start-date') =>
    form.items.some((item) => item.asks.versionDate === kind)
  const date = (isAsked: boolean, field: string, value: string, label: string) => {
    if (!isAsked) return
    if (value === '') problems.push({ field, message: `Enter the ${label}.` })
    else if (!isCalendarDate(value)) problems.push({ field, message: 'Enter a day as yyyy-mm-dd.' })
  }
  date(
    form.items.some((item) => item.asks.startDate),
    'start-date',
    draft.startDate,
    'start date',
  )
  date(asks('version-date'), 'version-date', draft.versionDate, 'version date')
  date(asks('version-start-date'), 'version-start-date', draft.versionStartDate, 'version start date')
  const mails = readShipToEmail(draft.shipToEmail)
  if (isRefusal(mails)) problems.push({ field: 'ship-to-email', message: sentencesOf(mails) })
  for (const asked of attributesOf(form)) {
    const message = attributeProblem(asked, draft.attributes[asked.key])
    if (message) problems.push({ field: attributeField(asked.key), message })
  }
  return problems
}

function attributeProblem(asked: AttributeToAsk, given: unknown): string | null {
  const read = readAttributeValue(asked, given)
  if (isRefusal(read)) return sentencesOf(read)
  const isMissing = read.value === null || read.value === false
  if (asked.isRequired && isMissing && asked.field.is !== 'switch')
    return `Enter the ${asked.label.toLowerCase()}.`
  if (
    asked.key === 'borrowing' &&
    asked.max !== null &&
    typeof read.value === 'number' &&
    read.value > asked.max
  ) {
    return sentencesOf(refuse('attribute-borrow-hours', { value: read.value, maximum: asked.max }))
  }
  return null
}

function hostProblems(draft: ActivationDraft, form: ActivationForm): readonly StepProblem[] {
  const { asks, kind } = firstItem(form)
  const hasAny = draft.hosts.some((host) => host.servers.length > 0 || host.nodes.length > 0)
  if (!hasAny) {
    const noun = asks.serverHost ? 'license server' : 'host'
    return [{ field: 'add-host', message: `Add at least one ${noun}.` }]
  }
  const problems: StepProblem[] = []
  for (const host of draft.hosts) {
    if (asks.serverHost && asks.nodeHosts && host.nodes.length === 0) {
      const message = `Add the machines that will run the software served by ${hostTitle(host)}.`
      problems.push({ field: `nodes-${host.key}`, message })
    }
  }
  const types = draft.hosts.flatMap((host) => host.nodes.map((node) => node.type))
  const refusal = attributeHostsRefusal(kind, valuesOf(draft), types)
  if (refusal) problems.push({ field: 'add-host', message: sentencesOf(refusal) })
  problems.push(...hostAttributeProblems(draft, form))
  return problems
}

/** The attribute values given here; those of the model are the server's to know. */
function valuesOf(draft: ActivationDraft): AttributeValues {
  return { ...unusedAttributes, ...draft.attributes } as AttributeValues
}

function countProblems(draft: ActivationDraft, form: ActivationForm, grids: Grids): readonly StepProblem[] {
  return form.items.flatMap((item) => itemCountProblems(draft, item, grids))
}

function itemCountProblems(draft: ActivationDraft, item: FormItem, grids: Grids): readonly StepProblem[] {
  const problems: StepProblem[] = []
  for (const host of draft.hosts) {
    const { copies, overdraft } = countOf(draft, host, item)
    if (item.asks.count && copies !== null) {
      const read = readCount(copies, 'copies', 0)
      if (isRefusal(read))
        problems.push({ field: countField('copies', host.key, item.id), message: sentencesOf(read) })
    }
    if (item.asks.overdraft && overdraft !== null) {
      const read = readCount(overdraft, 'overdraft', 0)
      if (isRefusal(read)) {
        problems.push({ field: countField('overdraft', host.key, item.id), message: sentencesOf(read) })
      }
    }
  }
  if (problems.length > 0) return problems
  if (item.changeKind === null) return sumProblems(draft, item)
  const first = countField('copies', draft.hosts[0]?.key ?? '', item.id)
  const sum = sumField(item.id)
  return replacingProblems(draft, item, grids, { sum, first: item.asks.count ? first : sum })
}

function sumProblems(draft: ActivationDraft, item: FormItem): readonly StepProblem[] {
  const first = draft.hosts[0]?.key ?? ''
  const copies = copiesOfItem(draft, item)
  if (item.asks.count && copies === 0) {
    return [{ field: countField('copies', first, item.id), message: 'Enter how many copies this host gets.' }]
  }
  const missing = copiesRefusal(item.counts, copies)
  if (missing) return [{ field: sumField(item.id), message: sentencesOf(missing) }]
  const overdrawn = overdraftRefusal(item.counts, overdraftOfItem(draft, item))
  return overdrawn ? [{ field: sumField(item.id), message: sentencesOf(overdrawn) }] : []
}
