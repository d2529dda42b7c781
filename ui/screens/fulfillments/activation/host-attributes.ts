import type { ActivationDraft, DraftHost } from './draft.ts'
import type { StepProblem } from './fields.ts'
import { firstItem, hostAttributesOf, type ActivationForm } from './form.ts'

/** Hosts of a draft that a technology asks about: each license server, or each machine where none is asked. */
export function attributedHosts(draft: ActivationDraft, form: ActivationForm): readonly string[] {
  if (hostAttributesOf(form).length === 0) return []
  const isServed = firstItem(form).asks.serverHost
  return draft.hosts.flatMap(({ servers, nodes }) =>
    isServed ? (servers[0] ? [servers[0].text] : []) : nodes.map(({ text }) => text),
  )
}

/** Machines that have attributes of their own are asked for one by one. */
export function splitByAttributes(host: DraftHost, form: ActivationForm): readonly DraftHost[] {
  if (hostAttributesOf(form).length === 0 || firstItem(form).asks.serverHost) return [host]
  return host.nodes.map((node) => ({ ...host, nodes: [node] }))
}

/** What was said of a host, as the request takes it. */
export function attributesOfHost(draft: ActivationDraft, form: ActivationForm, host: DraftHost) {
  if (hostAttributesOf(form).length === 0) return {}
  const text = firstItem(form).asks.serverHost ? host.servers[0]?.text : host.nodes[0]?.text
  const given = draft.hostAttributes?.[text ?? ''] ?? {}
  const asked = hostAttributesOf(form).map((name) => [name, (given[name] ?? '').trim()] as const)
  return { hostAttributes: Object.fromEntries(asked) }
}

/** The field of an attribute of a host. */
export function hostAttributeField(text: string, name: string): string {
  return `host-attribute-${text}-${name}`
}

/** What is missing. */
export function hostAttributeProblems(draft: ActivationDraft, form: ActivationForm): readonly StepProblem[] {
  return attributedHosts(draft, form).flatMap((text) =>
    hostAttributesOf(form)
      .filter((name) => (draft.hostAttributes?.[text]?.[name] ?? '').trim() === '')
      .map((name) => ({ field: hostAttributeField(text, name), message: `Enter the ${name} of ${text}.` })),
  )
}
