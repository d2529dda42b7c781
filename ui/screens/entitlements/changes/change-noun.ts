import type { ChangeKind } from '@tallystick/entitlements/model.ts'

/** What a change is called: `Upgrade`. Needs no contract, so that small pages load nothing more. */
export function changeNoun(kind: ChangeKind): string {
  return kind === 'renewal' ? 'Renewal' : kind === 'upgrade' ? 'Upgrade' : 'Upsell'
}
