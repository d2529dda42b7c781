import type { DiagnosticLog } from './diagnostics.ts'
import type { TextForm } from './model.ts'

/** The largest file that is read, in bytes (or characters when text is given). */
export const fileLengthMax = 8 * 1024 * 1024

const start = { line: 1, column: 1 }

/**
 * Turns a file into text: UTF-8 with or without byte order mark, UTF-16 with one, else Latin-1.
 *
 * Too large a file gives an empty text and an error, so that nobody waits for a gigabyte to be scanned.
 */
export function decodeLicense(
  input: string | Uint8Array,
  log: DiagnosticLog,
): { text: string; form: TextForm } {
  if (input.length > fileLengthMax) {
    log.add('error', 'file-too-long', start, 'The file is larger than 8 MiB, so it was not read.')
    return { text: '', form: { encoding: 'utf-8', hasByteOrderMark: false } }
  }
  if (typeof input === 'string') return withoutMark(input, 'utf-8')
  if ((input[0] === 0xff && input[1] === 0xfe) || (input[0] === 0xfe && input[1] === 0xff)) {
    log.add('warning', 'utf-16', start, 'The file is written in UTF-16; license files are UTF-8.')
    return withoutMark(
      new TextDecoder(input[0] === 0xff ? 'utf-16le' : 'utf-16be', keep).decode(input),
      'utf-16',
    )
  }
  try {
    return withoutMark(new TextDecoder('utf-8', { ...keep, fatal: true }).decode(input), 'utf-8')
  } catch {
    log.add('info', 'latin-1', start, 'The file is not UTF-8; it was read as Latin-1.')
    return {
      text: new TextDecoder('latin1').decode(input),
      form: { encoding: 'latin-1', hasByteOrderMark: false },
    }
  }
}

const keep = { ignoreBOM: true }

function withoutMark(text: string, encoding: TextForm['encoding']): { text: string; form: TextForm } {
  const hasByteOrderMark = text.startsWith('\ufeff')
  return { text: hasByteOrderMark ? text.slice(1) : text, form: { encoding, hasByteOrderMark } }
}
