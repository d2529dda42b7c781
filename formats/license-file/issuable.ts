import {
  checkComment,
  checkCount,
  checkExpiry,
  checkFeatureName,
  checkNumber,
  checkOptionText,
  checkVendorName,
  checkVersion,
  checkWord,
} from './fields.ts'
import type { FieldProblem } from './fields.ts'
import { hostIdsOf, normalizeHostId } from './host-id-text.ts'
import { keywordRule } from './keywords.ts'
import { parseLicenseDate } from './license-date.ts'
import { LicenseTextError } from './license-text-error.ts'
import { hasOption, optionValue } from './line-options.ts'
import type { FeatureLine, GrantLine, LicenseDocument, LineOption, UpgradeLine } from './model.ts'
import { isSignatureText } from './signature-text.ts'

/**
 * Makes sure that a document may be written: every value stays in its place and every line can work.
 *
 * Throws LicenseTextError at the first value that is wrong, in file order. The list of option keywords is
 * closed (`keywords.ts`), so that a keyword from elsewhere cannot smuggle in a term.
 */
export function assertIssuable(document: LicenseDocument): void {
  document.comments.forEach((comment, index) => need(checkComment(comment), `comments[${index}]`))
  assertServers(document)
  assertVendors(document)
  const vendors = new Set(document.vendors.map((vendor) => vendor.name))
  document.lines.forEach((line, index) => assertLine(line, `lines[${index}]`, document, vendors))
  document.certificates.forEach((certificate, index) => {
    const at = `certificates[${index}]`
    need(
      /^\{.{1,2000}\}$/.test(certificate.statement) ? checkPrintable(certificate.statement) : wrong('format'),
      at,
    )
    need(isSignatureText(certificate.signature) ? null : wrong('format'), at)
  })
}

function assertServers(document: LicenseDocument): void {
  const { servers } = document
  if (servers.length !== 0 && servers.length !== 1 && servers.length !== 3) {
    throw new LicenseTextError('out-of-range', 'servers', 'A file has no, one or three servers.')
  }
  if (document.useServer && servers.length === 0) {
    throw new LicenseTextError('missing', 'useServer', 'USE_SERVER needs a server.')
  }
  servers.forEach((server, index) => {
    const at = `servers[${index}]`
    need(checkWord(server.host), `${at}.host`)
    if (server.hostId === null)
      throw new LicenseTextError('missing', `${at}.hostId`, 'A server needs a host ID.')
    need(checkHostId(server.hostId), `${at}.hostId`)
    if (server.port !== null) need(checkNumber(server.port, 1, 65535), `${at}.port`)
    if (server.heartbeatSeconds !== null)
      need(checkNumber(server.heartbeatSeconds, 0, 120), `${at}.heartbeatSeconds`)
    if (server.options.length > 0)
      throw new LicenseTextError('keyword', `${at}.options`, 'No further options are issued.')
    if (server.host.startsWith('#'))
      throw new LicenseTextError('character', `${at}.host`, 'A host begins with no #.')
  })
  if (new Set(servers.map((server) => server.port)).size > 1) {
    throw new LicenseTextError('conflict', 'servers', 'All three servers use the same port.')
  }
  if (new Set(servers.map((server) => hostIdsOf(server.hostId ?? '').join())).size !== servers.length) {
    throw new LicenseTextError('conflict', 'servers', 'The three servers need three different host IDs.')
  }
}

function assertVendors(document: LicenseDocument): void {
  document.vendors.forEach((vendor, index) => {
    const at = `vendors[${index}]`
    need(checkVendorName(vendor.name), `${at}.name`)
    if (vendor.path !== null) need(checkOptionText(vendor.path), `${at}.path`)
    if (vendor.path?.includes('=') === true) need(wrong('character'), `${at}.path`)
    if (vendor.optionsFile !== null) need(checkOptionText(vendor.optionsFile), `${at}.optionsFile`)
    if (vendor.port !== null) need(checkNumber(vendor.port, 0, 65535), `${at}.port`)
    if (vendor.options.length > 0)
      throw new LicenseTextError('keyword', `${at}.options`, 'No further options are issued.')
    if (document.vendors.findIndex((other) => other.name === vendor.name) !== index) {
      throw new LicenseTextError('conflict', `${at}.name`, 'A vendor stands once in a file.')
    }
  })
}

function assertLine(
  line: GrantLine,
  at: string,
  document: LicenseDocument,
  vendors: ReadonlySet<string>,
): void {
  line.comments.forEach((comment, index) => need(checkComment(comment), `${at}.comments[${index}]`))
  need(checkFeatureName(line.name), `${at}.name`)
  need(checkVendorName(line.vendor), `${at}.vendor`)
  if (document.servers.length > 0 && !vendors.has(line.vendor)) {
    throw new LicenseTextError(
      'missing',
      `${at}.vendor`,
      `A file with servers needs a VENDOR line for ${line.vendor}.`,
    )
  }
  if (line.kind === 'PACKAGE') {
    if (line.version !== null) need(checkVersion(line.version), `${at}.version`)
    if (line.components.length === 0)
      throw new LicenseTextError('missing', `${at}.components`, 'A package has components.')
    line.components.forEach((component, index) => {
      const path = `${at}.components[${index}]`
      need(checkFeatureName(component.name), path)
      if (component.version !== null) need(checkVersion(component.version), path)
      if (component.count !== null) need(checkCount(component.count), path)
    })
  } else {
    assertTerms(line, at, document)
  }
  line.options.forEach((option) => assertOption(option, line, `${at}.${option.keyword}`))
}

function assertTerms(line: FeatureLine | UpgradeLine, at: string, document: LicenseDocument): void {
  for (const version of line.kind === 'UPGRADE' ? [line.fromVersion, line.toVersion] : [line.version]) {
    need(checkVersion(version), `${at}.version`)
  }
  need(checkExpiry(line.expiry), `${at}.expiry`)
  need(checkCount(line.count), `${at}.count`)
  const has = (keyword: string) => hasOption(line.options, keyword)
  const conflict = (keyword: string, sentence: string) => {
    throw new LicenseTextError('conflict', `${at}.${keyword}`, sentence)
  }
  const hosts = hostIdsOf(optionValue(line.options, 'HOSTID') ?? '')
  if (line.count === 'uncounted') {
    if (hosts.length === 0)
      throw new LicenseTextError('missing', `${at}.HOSTID`, 'An uncounted line needs a host ID.')
    for (const keyword of ['BORROW', 'OVERDRAFT', 'USER_BASED', 'HOST_BASED']) {
      if (has(keyword)) conflict(keyword, 'This is for counted lines only.')
    }
  } else {
    if (document.servers.length === 0)
      throw new LicenseTextError('missing', 'servers', 'A counted line needs a server.')
    if (hosts.includes('DEMO')) conflict('HOSTID', 'DEMO is for uncounted lines only.')
    for (const keyword of ['TS_OK', 'ONE_TS_OK', 'FLOAT_OK']) {
      if (has(keyword)) conflict(keyword, 'This is for uncounted lines only.')
    }
  }
  if (has('USER_BASED') && has('HOST_BASED'))
    conflict('HOST_BASED', 'A line is user-based or host-based, not both.')
  if (has('TS_OK') && has('ONE_TS_OK')) conflict('ONE_TS_OK', 'One or many sessions, not both.')
  if (has('SUPERSEDE') && has('SUPERSEDE_SIGN'))
    conflict('SUPERSEDE_SIGN', 'SUPERSEDE and SUPERSEDE_SIGN exclude each other.')
}

function assertOption(option: LineOption, line: GrantLine, at: string): void {
  const rule = keywordRule(option.keyword)
  const isHere =
    rule !== undefined && (rule.scope === 'both' || (rule.scope === 'package') === (line.kind === 'PACKAGE'))
  if (!isHere) throw new LicenseTextError('keyword', at, 'This keyword is not issued on this line.')
  if (line.options.filter((other) => other.keyword === option.keyword).length > 1) {
    throw new LicenseTextError('conflict', at, 'A keyword stands once on a line.')
  }
  if (option.value === null ? rule.shape === 'text' : rule.shape === 'flag') {
    throw new LicenseTextError(
      'format',
      at,
      option.value === null ? 'A value is needed.' : 'No value is allowed.',
    )
  }
  if (option.value === null) return
  need(checkOptionText(option.value), at)
  need(checkValue(option.keyword, option.value), at)
}

function checkValue(keyword: string, value: string): FieldProblem | null {
  switch (keyword) {
    case 'HOSTID':
      return (
        hostIdsOf(value)
          .map(checkHostId)
          .find((found) => found !== null) ?? null
      )
    case 'FLOAT_OK':
      return checkHostId(value)
    case 'START':
    case 'ISSUED':
      return parseLicenseDate(value) === null ? wrong('format') : null
    case 'BORROW':
    case 'USER_BASED':
    case 'HOST_BASED':
      return /^[1-9]\d{0,8}$/.test(value) ? null : wrong('out-of-range')
    case 'OVERDRAFT':
    case 'LINGER':
    case 'sort':
      return /^(0|[1-9]\d{0,8})$/.test(value) ? null : wrong('out-of-range')
    case 'DUP_GROUP':
    case 'SUITE_DUP_GROUP':
      return /^(NONE|SITE|(?=[UHDV])U?H?D?V?)$/.test(value) ? null : wrong('format')
    case 'VM_PLATFORMS':
      return /^(PHYSICAL|VM_ONLY)$/.test(value) ? null : wrong('format')
    case 'OPTIONS':
      return /^(SUITE|SUITE_RESERVED)$/.test(value) ? null : wrong('format')
    default:
      return null
  }
}

function checkHostId(text: string): FieldProblem | null {
  const form =
    /^(?:ANY|DEMO|[0-9A-F]{8}|[0-9A-F]{12}|[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3}|[A-Z][A-Z0-9_]{1,29}=[^\\]+)$/
  const isOption = /^(?:HEARTBEAT_INTERVAL|SERVER_TIMEOUT|PLAT|HOSTID)=/i.test(text)
  return checkWord(text) ?? (form.test(normalizeHostId(text)) && !isOption ? null : wrong('format'))
}

function checkPrintable(text: string): FieldProblem | null {
  return checkOptionText(text.replaceAll('"', ''))
}

function wrong(code: 'format' | 'out-of-range' | 'character'): FieldProblem {
  const sentences = {
    format: 'The value has not the form that this keyword needs.',
    'out-of-range': 'The number is out of range.',
    character: 'A character cannot stand here.',
  }
  return { code, sentence: sentences[code] }
}

function need(found: FieldProblem | null, at: string): void {
  if (found !== null) throw new LicenseTextError(found.code, at, found.sentence)
}
