import { FileProblem } from './problems.ts'

/** Gives the bytes of a file from its beginning; may be called more than once. */
export type FileSource = () => AsyncIterable<Uint8Array>

/** How a file's bytes stand for characters. */
export type FileEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * Finds the encoding by reading the whole file once: a byte order mark decides; else it is UTF-8 if every
 * byte fits, and Windows-1252 if not, which the caller announces. Throws `FileProblem` for files that are no text.
 */
export async function detectEncoding(source: FileSource): Promise<FileEncoding> {
  const strict = new TextDecoder('utf-8', { fatal: true })
  let encoding: FileEncoding | null = null
  let fits = true
  let isEmpty = true
  for await (const bytes of source()) {
    if (bytes.length === 0) continue
    if (isEmpty) {
      isEmpty = false
      refuseArchives(bytes)
      encoding = encodingByMark(bytes)
      if (encoding === 'utf-16le' || encoding === 'utf-16be') return encoding
    }
    if (bytes.includes(0)) throw notText('it holds zero bytes; save it as CSV UTF-8')
    if (fits) fits = decodes(strict, bytes, true)
  }
  if (isEmpty) throw new FileProblem('file-empty', 'The file is empty.')
  if (fits) fits = decodes(strict, new Uint8Array(), false)
  if (!fits && encoding === 'utf-8') throw notText('it begins as UTF-8, but holds bytes that are not')
  return fits ? 'utf-8' : 'windows-1252'
}

/** The characters of a file, without its byte order mark, in chunks of whole characters. */
export async function* decodeText(source: FileSource, encoding: FileEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const bytes of source()) {
    const text = decoder.decode(bytes, { stream: true })
    if (text.length > 0) yield text
  }
  const rest = decoder.decode()
  if (rest.length > 0) yield rest
}

function decodes(decoder: TextDecoder, bytes: Uint8Array, more: boolean): boolean {
  try {
    decoder.decode(bytes, { stream: more })
    return true
  } catch {
    return false
  }
}

function encodingByMark(bytes: Uint8Array): FileEncoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/** Workbooks are zip archives or, when older, OLE documents; people hand them in instead of CSV. */
function refuseArchives(bytes: Uint8Array): void {
  const begins = (...signs: readonly number[]) => signs.every((sign, index) => bytes[index] === sign)
  if (begins(0x50, 0x4b, 0x03, 0x04) || begins(0x50, 0x4b, 0x05, 0x06)) {
    throw notText('it is a zip archive or a workbook (.xlsx); save the sheet as "CSV UTF-8" and import that')
  }
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) {
    throw notText('it is an old workbook (.xls); save the sheet as "CSV UTF-8" and import that')
  }
  if (begins(0x1f, 0x8b)) throw notText('it is compressed (gzip); unpack it first')
  if (begins(0x25, 0x50, 0x44, 0x46)) throw notText('it is a PDF document')
}

function notText(why: string): FileProblem {
  return new FileProblem('file-not-text', `This file cannot be read as text: ${why}.`)
}
