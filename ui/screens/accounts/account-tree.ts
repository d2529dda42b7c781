/** What the tree needs of an account: itself and its direct neighbours towards the shown one. */
export interface LinkedNode {
  readonly id: string | null
  readonly label: string
  readonly linkIds: readonly string[]
}

/** A line of the drawn tree. An account that hangs below two others is drawn twice. */
export interface TreeLine {
  readonly id: string
  readonly label: string
  readonly depth: number
  readonly isShown: boolean
  /** The account directly above on this way; null at the top. */
  readonly parentId: string | null
}

/** Lines that are drawn at most. */
export const LINES_MAX = 300

/** The accounts above and below the shown one as the lines of one tree, from the top down. */
export function treeLines(
  shown: { readonly id: string; readonly label: string },
  above: readonly LinkedNode[],
  below: readonly LinkedNode[],
): readonly TreeLine[] {
  const labels = new Map<string, string>([[shown.id, shown.label]])
  for (const node of [...above, ...below]) if (node.id !== null) labels.set(node.id, node.label)
  const children = childrenOf(above, below)
  const lower = new Set([...children.values()].flat())
  const roots = above.flatMap(({ id }) => (id !== null && !lower.has(id) ? [id] : []))
  const lines: TreeLine[] = []
  const draw = (id: string, depth: number, parentId: string | null): void => {
    if (lines.length >= LINES_MAX) return
    lines.push({ id, label: labels.get(id) ?? '', depth, isShown: id === shown.id, parentId })
    for (const child of children.get(id) ?? []) if (labels.has(child)) draw(child, depth + 1, id)
  }
  for (const root of roots.length > 0 ? roots : [shown.id]) draw(root, 0, null)
  return lines
}

/** Accounts directly below each, by name. Links of upper accounts lead down, those of lower ones up. */
function childrenOf(
  above: readonly LinkedNode[],
  below: readonly LinkedNode[],
): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>()
  const put = (parent: string, child: string) =>
    children.set(parent, [...(children.get(parent) ?? []), child])
  for (const { id, linkIds } of above) if (id !== null) for (const child of linkIds) put(id, child)
  const sorted = below.toSorted((one, other) => one.label.localeCompare(other.label))
  for (const { id, linkIds } of sorted) if (id !== null) for (const parent of linkIds) put(parent, id)
  return children
}
