import { readFile } from 'node:fs/promises'
import { CliFailure } from '../failure.ts'
import type { Terminal } from '../terminal.ts'

/** Largest license file that is read, in bytes. Real ones have a few thousand. */
const BYTES_MAX = 20 * 1024 * 1024

/** Bytes of a file, or of the input when it is named `-`. Throws CliFailure with the reason. */
export async function readLicenseInput(terminal: Terminal, file: string): Promise<Uint8Array> {
  const bytes = file === '-' ? await terminal.readInput() : await readFile(file).catch(unreadable(file))
  if (bytes.length > BYTES_MAX) throw new CliFailure(`${file} is larger than 20 MB: that is no license file.`)
  return bytes
}

/** Turns an error of the file system into a sentence. */
export function unreadable(file: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    const reasons: Record<string, string> = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'it may not be read',
    }
    throw new CliFailure(`${file} cannot be read: ${reasons[error.code ?? ''] ?? error.message}.`)
  }
}
