import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import { copiesTakenBy } from '@tallystick/fulfillments/rules/counts.ts'
import { countOf, type ActivationDraft, type DraftHost } from './draft.ts'
import type { ActivationForm, FormItem } from './form.ts'
import { sharesOfItem, usedPlaces } from './replacing.ts'

/** Copies that one line item gives: by the same rule as the server. 0 while a count is missing or wrong. */
export function copiesOfItem(draft: ActivationDraft, item: FormItem): number {
  if (item.changeKind !== null) {
    const { fresh, replaced } = sharesOfItem(draft, item)
    return fresh + replaced
  }
  const hosts = draft.hosts.map((host) => ({
    nodeHosts: host.nodes.length,
    fulfillCount: countOf(draft, host, item).copies,
  }))
  const given = hosts.filter((host) => !item.asks.count || (host.fulfillCount ?? 0) > 0)
  const taken = copiesTakenBy(item.kind, given)
  return typeof taken === 'number' ? taken : 0
}

/** Overdraft that one line item grants on all hosts together. */
export function overdraftOfItem(draft: ActivationDraft, item: FormItem): number {
  return hostsOfItem(draft, item).reduce((sum, host) => sum + (countOf(draft, host, item).overdraft ?? 0), 0)
}

/** License files that one line item makes: one per server (set), or one per node-locked host. */
export function filesOfItem(draft: ActivationDraft, item: FormItem): number {
  if (item.changeKind !== null) return usedPlaces(draft, item).length
  if (licenseKindOf(item.kind).countsPer === 'node-host') {
    return draft.hosts.reduce((sum, host) => sum + host.nodes.length, 0)
  }
  return hostsOfItem(draft, item).length
}

/** The hosts that get something of a line item: a count of nothing leaves a host out. */
export function hostsOfItem(draft: ActivationDraft, item: FormItem): readonly DraftHost[] {
  if (item.changeKind !== null) return [...new Set(usedPlaces(draft, item).map(({ host }) => host))]
  return draft.hosts.filter((host) => !item.asks.count || (countOf(draft, host, item).copies ?? 0) > 0)
}

/** Sums over all line items: what the last button says. */
export function totalsOf(draft: ActivationDraft, form: ActivationForm): { files: number; copies: number } {
  const sum = (figure: (item: FormItem) => number) => form.items.reduce((all, item) => all + figure(item), 0)
  return { files: sum((item) => filesOfItem(draft, item)), copies: sum((item) => copiesOfItem(draft, item)) }
}
