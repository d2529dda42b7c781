/** Keywords whose value is hexadecimal (or brand and hexadecimal) and therefore written in upper case. */
const upperCaseKinds = new Set(['DISK_SERIAL_NUM', 'COMPOSITE', 'FLEXID', 'ETHER', 'UUID', 'VSN', 'TPM_ID1'])
const prefixes = /^(?:PHY|VM|VMW|HPV|LMB)_/

/**
 * The one spelling of a host ID that is signed and compared.
 *
 * Ethernet addresses lose `:`, `-` and `.`; hexadecimal values and keywords become upper case; `#decimal` of
 * the old 32-bit IDs becomes eight hexadecimal digits; hyphens of `ID=` go. Anything else stays as it is:
 * validity is for the room that owns hosts to decide, here only sameness matters.
 */
export function normalizeHostId(text: string): string {
  const equals = text.indexOf('=')
  if (equals > 0) return normalizeKeyed(text.slice(0, equals).toUpperCase(), text.slice(equals + 1))
  if (/^(any|demo)$/i.test(text)) return text.toUpperCase()
  const decimal = /^#(\d{1,10})$/.exec(text)
  if (decimal !== null && Number(decimal[1]) <= 0xffffffff) return hex8(Number(decimal[1]))
  return normalizeBare(text)
}

/** Splits a `HOSTID=` value into its IDs, in order, each in its one spelling. */
export function hostIdsOf(value: string): readonly string[] {
  return value
    .split(/[ \t]+/)
    .filter((id) => id !== '')
    .map(normalizeHostId)
}

function normalizeKeyed(keyword: string, value: string): string {
  if (keyword === 'HOSTID') return normalizeHostId(value)
  if (keyword === 'ID') return /^[\d-]+$/.test(value) ? `ID=${value.replaceAll('-', '')}` : `ID=${value}`
  const kind = keyword === 'DISK_SERIAL_NUMBER' ? 'DISK_SERIAL_NUM' : keyword
  const base = kind.replace(prefixes, '')
  if (base === 'ETHER') return `${kind}=${normalizeBare(value)}`
  return `${kind}=${upperCaseKinds.has(base) ? value.toUpperCase() : value}`
}

function normalizeBare(text: string): string {
  const digits =
    /^[0-9a-f]{2}([:.-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$|^(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}$/i.test(text)
      ? text.replace(/[:.-]/g, '')
      : text
  if (/^(?:[0-9a-f]{8}|[0-9a-f]{12})$/i.test(digits)) return digits.toUpperCase()
  return /^[0-9a-z]{5}(?:-[0-9a-z]{5}){3}$/i.test(text) ? text.toUpperCase() : text
}

function hex8(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, '0')
}
