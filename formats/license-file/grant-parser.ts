import type { DiagnosticLog } from './diagnostics.ts'
import { parseExpiry } from './license-date.ts'
import type {
  Expiry,
  GrantLine,
  LineCount,
  LineOption,
  PackageComponent,
  PackageLine,
  Token,
} from './model.ts'
import { parseOption, parseOptions } from './option-parser.ts'

/**
 * Reads a feature, upgrade or package line; null, with findings, when a fixed field is missing or no such
 * thing.
 */
export function parseGrant(
  kind: GrantLine['kind'],
  tokens: readonly Token[],
  comments: readonly string[],
  log: DiagnosticLog,
): GrantLine | null {
  if (kind === 'PACKAGE') return parsePackage(tokens, comments, log)
  const versions = kind === 'UPGRADE' ? 2 : 1
  const fixed = tokens.slice(1, 5 + versions)
  const keyword = tokens[0]
  if (keyword === undefined) return null
  if (fixed.length < 4 + versions || fixed.some(looksLikeOption)) {
    const wanted =
      kind === 'UPGRADE'
        ? 'name, vendor, two versions, expiration and count'
        : 'name, vendor, version, expiration and count'
    log.add('error', 'field-missing', keyword, `A line ${kind} needs ${wanted}.`)
    return null
  }
  const [name, vendor] = fixed
  const expiry = readExpiry(fixed[2 + versions], log)
  const count = readCount(fixed[3 + versions], log)
  if (name === undefined || vendor === undefined || expiry === null || count === null) return null
  const rest = readLegacy(tokens.slice(5 + versions), log)
  const options = [...rest.found, ...parseOptions(rest.tokens, log)]
  const base = { name: name.text, vendor: vendor.text, expiry, count, options, comments }
  const first = versionText(fixed[2], log)
  if (kind !== 'UPGRADE') return { kind, ...base, version: first }
  return { kind, ...base, fromVersion: first, toVersion: versionText(fixed[3], log) }
}

function parsePackage(
  tokens: readonly Token[],
  comments: readonly string[],
  log: DiagnosticLog,
): PackageLine | null {
  const [keyword, name, vendor] = tokens
  if (keyword === undefined || name === undefined || vendor === undefined || looksLikeOption(vendor)) {
    if (keyword !== undefined)
      log.add('error', 'field-missing', keyword, 'A PACKAGE line needs a name and a vendor.')
    return null
  }
  let rest = tokens.slice(3)
  const version = rest[0] !== undefined && isVersionText(rest[0].text) ? rest[0].text : null
  if (version !== null) rest = rest.slice(1)
  const legacy = readLegacy(rest, log)
  const componentsAt = legacy.tokens.findIndex((token) => /^COMPONENTS=/i.test(token.raw))
  const components = legacy.tokens[componentsAt]
  if (components === undefined) {
    log.add('error', 'components-missing', keyword, 'A PACKAGE line needs COMPONENTS=.')
    return null
  }
  const others = legacy.tokens.filter((_, index) => index !== componentsAt)
  return {
    kind: 'PACKAGE',
    name: name.text,
    vendor: vendor.text,
    version,
    components: readComponents(components, log),
    options: [...legacy.found, ...parseOptions(others, log)],
    comments,
  }
}

function readComponents(token: Token, log: DiagnosticLog): readonly PackageComponent[] {
  const texts = (parseOption(token).value ?? '').split(/[ \t]+/).filter((text) => text !== '')
  return texts.map((text) => {
    const [name = '', version = '', count = ''] = text.split(':')
    const isCount = count === '' || /^\d{1,9}$/.test(count)
    if (!isCount || name === '')
      log.add('error', 'component', token, `"${text}" is no component of a package.`)
    return {
      name,
      version: version === '' ? null : version,
      count: count === '' || !isCount ? null : Number(count),
    }
  })
}

/**
 * Fields of the oldest formats after the count: a key of 12 or 20 digits, then a vendor string in quotation
 * marks and a host ID without keyword. They become options without an upper-case reading, so that they are
 * kept, never signed and never grant anything.
 */
function readLegacy(
  tokens: readonly Token[],
  log: DiagnosticLog,
): { found: LineOption[]; tokens: readonly Token[] } {
  const found: LineOption[] = []
  let at = 0
  const key = tokens[0]
  if (key !== undefined && /^(?:[0-9A-F]{12}|[0-9A-F]{20})$/i.test(key.raw)) {
    found.push({ keyword: legacyKeyword, value: key.text })
    at = 1
  }
  const text = tokens[at]
  if (text !== undefined && text.raw.startsWith('"')) {
    log.add(
      'warning',
      'positional-vendor-string',
      text,
      'A vendor string without keyword: format of level 2.',
    )
    found.push({ keyword: 'legacy_vendor_string', value: text.text })
    at += 1
  }
  const rest = tokens.slice(at)
  const last = rest.at(-1)
  if (last !== undefined && /^(?=.*\d)(?:[0-9A-F]{8}|[0-9A-F]{12})$/i.test(last.raw)) {
    log.add('warning', 'positional-host-id', last, 'A host ID without keyword: format of level 2.')
    found.push({ keyword: 'legacy_host_id', value: last.text })
    return { found, tokens: rest.slice(0, -1) }
  }
  return { found, tokens: rest }
}

/** Under which option the key without keyword of old lines is kept. */
export const legacyKeyword = 'legacy_key'

function readExpiry(token: Token | undefined, log: DiagnosticLog): Expiry | null {
  const expiry = token === undefined ? null : parseExpiry(token.text)
  if (expiry === null && token !== undefined) {
    log.add(
      'error',
      'expiry',
      token,
      `"${clip(token.text)}" is no expiration: dd-mmm-yyyy or permanent is expected.`,
    )
  } else if (token !== undefined && /-\d\d$/.test(token.text) && expiry !== 'permanent') {
    log.add('warning', 'short-year', token, `The year has two digits; it is taken as ${expiry?.slice(0, 4)}.`)
  }
  return expiry
}

function readCount(token: Token | undefined, log: DiagnosticLog): LineCount | null {
  if (token === undefined) return null
  if (/^(uncounted|0+)$/i.test(token.text)) return 'uncounted'
  if (/^\d{1,9}$/.test(token.text)) return Number(token.text)
  log.add(
    'error',
    'count',
    token,
    `"${clip(token.text)}" is no count: a whole number or uncounted is expected.`,
  )
  return null
}

function versionText(token: Token | undefined, log: DiagnosticLog): string {
  if (token !== undefined && !isVersionText(token.text)) {
    log.add(
      'warning',
      'version',
      token,
      `"${clip(token.text)}" is no version: digits with at most one point are usual.`,
    )
  }
  return token?.text ?? ''
}

function isVersionText(text: string): boolean {
  return /^\d{1,20}(\.\d{0,20})?$/.test(text) || /^\.\d{1,20}$/.test(text)
}

function looksLikeOption(token: Token): boolean {
  return /^[A-Za-z][\w.]*=/.test(token.raw)
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text
}
