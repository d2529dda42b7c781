import type { DiagnosticLog } from './diagnostics.ts'
import type { LineOption, ServerLine, Token, VendorLine } from './model.ts'
import { parseOption } from './option-parser.ts'

/** Reads the words of a `SERVER` line; null, with a finding, when the host is missing. */
export function parseServer(tokens: readonly Token[], log: DiagnosticLog): ServerLine | null {
  const [keyword, host] = tokens
  if (keyword === undefined || host === undefined) {
    if (keyword !== undefined) log.add('error', 'host-missing', keyword, 'A SERVER line needs a host name.')
    return null
  }
  let rest = tokens.slice(2)
  let hostId: string | null = null
  const candidate = rest[0]
  if (candidate !== undefined && !isPort(candidate.text) && !isServerFlag(candidate.text)) {
    hostId = candidate.text
    rest = rest.slice(1)
  } else {
    log.add(
      'warning',
      'host-id-missing',
      host,
      'The SERVER line names no host ID; clients can use it, servers cannot.',
    )
  }
  const portToken = rest[0] !== undefined && isPort(rest[0].text) ? rest[0] : undefined
  const port = portToken === undefined ? null : readPort(portToken, 1, log)
  const options = rest.slice(portToken === undefined ? 0 : 1).map(parseOption)
  const heartbeat = options.find((option) => /^(HEARTBEAT_INTERVAL|SERVER_TIMEOUT)$/i.test(option.keyword))
  const hasHeartbeat = heartbeat !== undefined && /^\d{1,6}$/.test(heartbeat.value ?? '')
  return {
    kind: 'SERVER',
    host: host.text,
    hostId,
    port,
    primaryIsMaster: options.some((option) => isMaster(option)),
    heartbeatSeconds: hasHeartbeat ? Number(heartbeat.value) : null,
    options: options.filter((option) => !isMaster(option) && !(hasHeartbeat && option === heartbeat)),
  }
}

/**
 * Reads the words of a `VENDOR` or `DAEMON` line; null, with a finding, when the name is missing or no name.
 */
export function parseVendor(tokens: readonly Token[], log: DiagnosticLog): VendorLine | null {
  const [keyword, name] = tokens
  if (keyword === undefined || name === undefined) {
    if (keyword !== undefined)
      log.add('error', 'vendor-missing', keyword, 'A VENDOR line needs the name of a daemon.')
    return null
  }
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name.text)) {
    log.add(
      'warning',
      'vendor-name',
      name,
      'A vendor name has letters, digits and underscores and begins with a letter.',
    )
  }
  const line = {
    path: null as string | null,
    optionsFile: null as string | null,
    port: null as number | null,
  }
  const options: LineOption[] = []
  for (const token of tokens.slice(2)) readVendorWord(token, line, options, log)
  return { kind: 'VENDOR', name: name.text, ...line, options }
}

type VendorFields = { path: string | null; optionsFile: string | null; port: number | null }

function readVendorWord(token: Token, line: VendorFields, options: LineOption[], log: DiagnosticLog): void {
  const option = parseOption(token)
  const keyword = option.value === null ? '' : option.keyword.toUpperCase()
  if (keyword === 'OPTIONS') line.optionsFile = option.value
  else if (keyword === 'PORT') line.port = readPort({ ...token, text: option.value ?? '' }, 0, log)
  else if (keyword !== '' && !/[\\/]/.test(option.keyword)) options.push(option)
  else if (line.path === null && line.optionsFile === null && line.port === null) line.path = token.text
  else if (/^\d+$/.test(token.text) && line.port === null) line.port = readPort(token, 0, log)
  else if (line.optionsFile === null) line.optionsFile = token.text
  else options.push(option)
}

function isMaster(option: LineOption): boolean {
  return /^PRIMARY_IS_MASTER$/i.test(option.keyword) && option.value === null
}

function isServerFlag(text: string): boolean {
  return /^(PRIMARY_IS_MASTER$|HEARTBEAT_INTERVAL=|SERVER_TIMEOUT=|PLAT=)/i.test(text)
}

function isPort(text: string): boolean {
  return /^(?:tcp:)?\d{1,7}$/i.test(text)
}

function readPort(token: Token, least: number, log: DiagnosticLog): number | null {
  const port = /^(?:tcp:)?\d{1,7}$/i.test(token.text) ? Number(token.text.replace(/^tcp:/i, '')) : NaN
  if (port >= least && port <= 65535) return port
  log.add('error', 'port-out-of-range', token, `A port is a number from ${least} to 65535.`)
  return null
}
