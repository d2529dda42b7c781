import type { Step } from './draft.ts'

/** The step at which a refusal of the server can be cured; null when no step can (states, expiry). */
export function stepOfRefusal(code: string): Exclude<Step, 'review' | 'licenses'> | null {
  if (/^(host|server-host|node-host|hosts|triad|server)-/.test(code)) return 'hosts'
  if (/^(count|overdraft|insufficient|replace[sd]|remaining)-/.test(code)) return 'counts'
  return /^(attribute|start-date|start-after|version-date|ship-to|substitution)/.test(code)
    ? 'settings'
    : null
}
