import type { Api } from '@tallystick/api/client.ts'
import type { Contract } from '@tallystick/kernel/operation/define.ts'

/** How the producer wants the portal to look. */
export interface Appearance {
  readonly producerName: string
  readonly logoText: string
  readonly accentColour: string
}

const PLAIN: Appearance = { producerName: '', logoText: 'Licenses', accentColour: '' }
const PATIENCE_MS = 1500

/** Only the address of the operation, so that the first page does not carry the contract's schemas. */
const GET_APPEARANCE = { name: 'get-appearance', rest: { method: 'GET', path: '/v1/appearance' } } as Contract

/** The producer's name and colour; plain ones when the server does not answer at once. */
export async function readAppearance(api: Api): Promise<Appearance> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    return { ...PLAIN, ...((await api.call(GET_APPEARANCE, {}, { signal })) as Partial<Appearance>) }
  } catch {
    return PLAIN
  }
}
