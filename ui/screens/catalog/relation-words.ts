/** How one product leads to another. */
export type RelationKind = 'upgrade' | 'upsell' | 'maintenance' | 'demo'

const WORDS: Readonly<Record<RelationKind, readonly [to: string, from: string]>> = {
  upgrade: ['Upgrades to', 'Upgrade of'],
  upsell: ['Can be upsold to', 'Upsell of'],
  maintenance: ['Has maintenance', 'Maintenance of'],
  demo: ['Is a demo of', 'Has the demo'],
}

/** A relation as seen from one of its ends. */
export function relationWords(kind: RelationKind, direction: 'to' | 'from'): string {
  return WORDS[kind][direction === 'to' ? 0 : 1]
}
