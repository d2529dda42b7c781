import type { OutputOf } from '@tallystick/api/client.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import type { ChangeKind } from '@tallystick/entitlements/model.ts'
import type { listCopiesToReplace } from '@tallystick/fulfillments/operations/list-copies-to-replace.contract.ts'
import { hostKeyOf } from '@tallystick/hosts/rules/host-key.ts'
import {
  countOf,
  hostTitle,
  type ActivationDraft,
  type DraftHost,
  type DraftHostId,
  type DraftReplacing,
} from './draft.ts'
import type { FormItem } from './form.ts'

/** The copies that are there to replace, by the line item that is activated: the grid of each host. */
export type Grids = Readonly<Record<string, OutputOf<typeof listCopiesToReplace>['hosts']>>

/** One row of a grid. */
export type GridRow = Grids[string][number]['rows'][number]

/** Where one license of a line item will be: on a server (or three), or on one machine. */
export interface Place {
  /** Key of the host, as the server names it. */
  readonly key: string
  /** Number within the draft, for names of fields. */
  readonly at: number
  readonly host: DraftHost
  /** The machine where each has a license of its own; null where the server has it. */
  readonly node: DraftHostId | null
  readonly title: string
}

/** Words for the kinds of changes, as buttons and columns say them. */
export const CHANGE_WORDS: Readonly<
  Record<ChangeKind, { readonly verb: string; readonly doing: string; readonly done: string }>
> = {
  upgrade: { verb: 'Upgrade', doing: 'upgrading', done: 'upgraded' },
  upsell: { verb: 'Upsell', doing: 'upselling', done: 'upsold' },
  renewal: { verb: 'Renew', doing: 'renewing', done: 'renewed' },
}

/** The places of all licenses that the hosts of a draft can have, in their order. */
export function placesOf(draft: ActivationDraft, item: FormItem): readonly Place[] {
  const isPerNode = licenseKindOf(item.kind).countsPer === 'node-host'
  const places = draft.hosts.flatMap((host): readonly Omit<Place, 'at'>[] =>
    isPerNode
      ? host.nodes.map((node) => ({ key: hostKeyOf('node', [node]), host, node, title: node.text }))
      : [{ key: hostKeyOf('server', host.servers), host, node: null, title: hostTitle(host) }],
  )
  return places.map((place, at) => ({ ...place, at }))
}

/** What was said for a license so far. */
export function replacingOf(draft: ActivationDraft, place: Place, item: FormItem): DraftReplacing {
  return draft.replacing?.[place.key]?.[item.id] ?? { choice: null, copies: {} }
}

/** The draft with something said for a license. */
export function withReplacing(
  draft: ActivationDraft,
  place: Place,
  item: FormItem,
  patch: Partial<DraftReplacing>,
): Partial<ActivationDraft> {
  const said = { ...replacingOf(draft, place, item), ...patch }
  return {
    replacing: {
      ...draft.replacing,
      [place.key]: { ...draft.replacing?.[place.key], [item.id]: said },
    },
  }
}

/** New copies and replaced ones of a license; both 0 when nothing is to be made there. */
export function sharesOfPlace(draft: ActivationDraft, place: Place, item: FormItem) {
  const { choice, copies } = replacingOf(draft, place, item)
  const counts = item.changeKind === null ? [] : Object.values(copies)
  const replaced = counts.reduce((sum: number, count) => sum + Math.max(0, count ?? 0), 0)
  if (item.asks.count) return { fresh: Math.max(0, countOf(draft, place.host, item).copies ?? 0), replaced }
  if (item.changeKind === null) return { fresh: 1, replaced: 0 }
  return { fresh: choice === 'activate' ? 1 : 0, replaced: choice === 'replace' ? replaced : 0 }
}

/** The places that get a license. */
export function usedPlaces(draft: ActivationDraft, item: FormItem): readonly Place[] {
  return placesOf(draft, item).filter((place) => {
    const { fresh, replaced } = sharesOfPlace(draft, place, item)
    return fresh + replaced > 0
  })
}

/** Sums of a replacing line item over all its places. */
export function sharesOfItem(draft: ActivationDraft, item: FormItem) {
  const shares = placesOf(draft, item).map((place) => sharesOfPlace(draft, place, item))
  return {
    fresh: shares.reduce((sum, share) => sum + share.fresh, 0),
    replaced: shares.reduce((sum, share) => sum + share.replaced, 0),
  }
}

/** The rows of a host; null while they are not known. */
export function rowsAt(grids: Grids, place: Place, item: FormItem): readonly GridRow[] | null {
  return grids[item.id]?.find(({ hostKey }) => hostKey === place.key)?.rows ?? null
}

/** ID of the field for a count of copies to replace. */
export function replaceField(place: Place, itemId: string, lineItemId: string): string {
  return `replace-${place.at}-${itemId}-${lineItemId}`
}

/** ID of the choice of an uncounted license. */
export function choiceField(place: Place, itemId: string): string {
  return `choice-${place.at}-${itemId}`
}
