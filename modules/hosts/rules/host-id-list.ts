import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { defaultHostIdSettings } from '../model.ts'
import type { HostId, HostIdSettings, HostTypeKey, HostUse } from '../model.ts'
import { parseHostId } from './host-id.ts'
import { parseHostIdText } from './host-type-guess.ts'

/** One entry of a pasted list: its line (from 1), its text, and the host ID or the rule it breaks. */
export interface HostIdListEntry {
  readonly line: number
  readonly input: string
  readonly result: { readonly ok: true; readonly hostId: HostId } | Refusal
}

/** Entries read from one pasted text at most; more are answered by one refusal in the last entry. */
export const hostIdListMax = 10_000

/**
 * Reads a pasted list: one host ID per line, or several parted by commas, semicolons or blanks.
 *
 * Empty lines are left out. A host that is there twice is refused at its second place, naming the
 * line of the first. Without a type each entry's type is guessed from its shape.
 */
export function parseHostIdList(
  pasted: string,
  use: HostUse,
  settings: HostIdSettings = defaultHostIdSettings,
  type: HostTypeKey | null = null,
): readonly HostIdListEntry[] {
  const seen = new Map<string, number>()
  const entries: HostIdListEntry[] = []
  for (const [index, text] of pasted.split(/\r\n|\r|\n/).entries()) {
    for (const input of text.split(/[\s,;"]+/).filter((part) => part !== '')) {
      const line = index + 1
      if (entries.length === hostIdListMax) {
        return [
          ...entries,
          { line, input, result: refuse('host-id-list-too-long', { maximum: hostIdListMax }) },
        ]
      }
      const read =
        type === null ? parseHostIdText(input, use, settings) : parseHostId(type, input, use, settings)
      entries.push({ line, input, result: isRefusal(read) ? read : onlyOnce(read.hostId, line, seen) })
    }
  }
  return entries
}

function onlyOnce(hostId: HostId, line: number, seen: Map<string, number>): HostIdListEntry['result'] {
  const first = seen.get(hostId.normalized)
  if (first !== undefined) return refuse('host-id-repeated', { value: hostId.text, firstLine: first })
  seen.set(hostId.normalized, line)
  return { ok: true, hostId }
}
