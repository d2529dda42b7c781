import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A file of the sample and how it is imported. */
export interface SampleImport {
  readonly file: string
  readonly importName: 'catalog' | 'accounts' | 'entitlements'
  readonly format: 'csv' | 'json'
  readonly recordKind?: string
}

/** The files in the order in which they stand on each other. */
export const sampleImports: readonly SampleImport[] = [
  { file: 'catalog.json', importName: 'catalog', format: 'json' },
  { file: 'accounts.csv', importName: 'accounts', format: 'csv', recordKind: 'accounts' },
  { file: 'account-links.csv', importName: 'accounts', format: 'csv', recordKind: 'account-links' },
  { file: 'account-relations.csv', importName: 'accounts', format: 'csv', recordKind: 'account-relations' },
  { file: 'users.csv', importName: 'accounts', format: 'csv', recordKind: 'users' },
  { file: 'orders.csv', importName: 'entitlements', format: 'csv', recordKind: 'entitlements' },
]

/** Records by what became of them. */
export type SampleFigures = Readonly<Record<'created' | 'changed' | 'unchanged' | 'refused', number>>

/**
 * Imports the sample producer with the given way to import a file, which is the program's own: the sample goes
 * the way of any other producer's files. Tells of each file what became of its records.
 */
export async function loadSample(
  runImport: (file: SampleImport, bytes: Uint8Array) => Promise<SampleFigures>,
  log: (sentence: string) => void,
): Promise<void> {
  for (const one of sampleImports) {
    const figures = await runImport(one, await readFile(join(import.meta.dirname, one.file)))
    const parts = Object.entries(figures).filter(([, count]) => count > 0)
    log(`${one.file}: ${parts.map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`)
  }
}
