import type { FileSeal, Statement } from './model.ts'
import { fitsText, isSealGenuine } from './seal.ts'
import type { ReadyKey } from './trust.ts'

/**
 * What was found about the seal of a file.
 *
 * `ok`: the file is as issued. `absent`: it has none. `broken`: text was edited, removed or added. `bad`: the
 * seal itself is no signature of the key. `unknown-key`: the key is not believed for files.
 */
export type SealStatus = 'ok' | 'absent' | 'broken' | 'bad' | 'unknown-key'

/** The verdict on the seal. Never more than a warning: customers may edit ports and paths. */
export interface SealVerdict {
  readonly status: SealStatus
  readonly kid: string | null
  readonly lineNumber: number | null
  /** Empty when ok. */
  readonly sentence: string
}

/**
 * Checks the seal of a file against everything that stands before it; nothing but blank lines may follow it.
 */
export function verifySeal(
  statements: readonly Statement[],
  seal: FileSeal | null,
  keys: ReadonlyMap<string, readonly ReadyKey[]>,
): SealVerdict {
  const places = statements.flatMap((one, index) => {
    return one.kind === 'comment' && /^[ \t]*# ?SEAL[ \t]/.test(one.raw) ? [index] : []
  })
  const at = places.at(-1)
  if (at === undefined) return verdict('absent', null, null, 'The file carries no seal.')
  const lineNumber = statements[at]?.firstLine ?? null
  if (seal === null || places.length > 1) return verdict('broken', seal, lineNumber, 'The seal is damaged.')
  const candidates = (keys.get(seal.kid) ?? []).filter(
    (key) => key.uses === undefined || key.uses.includes('file'),
  )
  if (candidates.length === 0) {
    return verdict('unknown-key', seal, lineNumber, `The key ${seal.kid} of the seal is not known here.`)
  }
  if (!candidates.some((key) => isSealGenuine(seal, key.publicKey))) {
    return verdict('bad', seal, lineNumber, 'The seal was not made with its key.')
  }
  if (statements.slice(at + 1).some((one) => one.kind !== 'blank')) {
    return verdict('broken', seal, lineNumber, 'Text was added behind the seal.')
  }
  const text = statements
    .slice(0, at)
    .map((one) => one.raw)
    .join('')
  return fitsText(seal, text)
    ? verdict('ok', seal, lineNumber, '')
    : verdict('broken', seal, lineNumber, 'The file was edited after it was issued; lines may be missing.')
}

function verdict(
  status: SealStatus,
  seal: FileSeal | null,
  lineNumber: number | null,
  sentence: string,
): SealVerdict {
  return { status, kid: seal?.kid ?? null, lineNumber, sentence }
}
