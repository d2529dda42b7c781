import type { Api } from '@tallystick/api/client.ts'
import type { Contract } from '@tallystick/kernel/operation/define.ts'

/** How the producer wants the portals to look. */
export interface Appearance {
  readonly producerName: string
  /** Stands at the top of every page; empty for the producer's name. */
  readonly logoText: string
  /** `#rrggbb`; empty for the platform's own. */
  readonly accentColour: string
  /** Rows of a page unless the reader has chosen another number. */
  readonly pageSize: number
}

const PLAIN: Appearance = { producerName: '', logoText: '', accentColour: '', pageSize: 20 }
const PATIENCE_MS = 1500

/** Only the address of the operation, so that the first page does not carry the contract's schemas. */
const GET_APPEARANCE = { name: 'get-appearance', rest: { method: 'GET', path: '/v1/appearance' } } as Contract

let shown = PLAIN

/** Reads the producer's name, colour and page size; plain ones when the server does not answer at once. */
export async function readAppearance(api: Api): Promise<Appearance> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    shown = { ...PLAIN, ...((await api.call(GET_APPEARANCE, {}, { signal })) as Partial<Appearance>) }
  } catch {
    shown = PLAIN
  }
  return shown
}

/** What `readAppearance` answered last: it is read once, before the first page. */
export function appearance(): Appearance {
  return shown
}

/** The producer's name, for window titles and the head of printed pages. */
export function producerName(): string {
  return shown.producerName || shown.logoText || 'Tallystick'
}

/** The words beside the mark at the top of every page. */
export function brandText(): string {
  return shown.logoText || producerName()
}
