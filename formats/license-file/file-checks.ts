import type { DiagnosticLog } from './diagnostics.ts'
import { hasOption } from './line-options.ts'
import type { LicenseDocument, Statement } from './model.ts'

/** Finds what is odd about a file as a whole: servers, vendors, and lines that cannot work as they stand. */
export function checkWhole(
  document: LicenseDocument,
  statements: readonly Statement[],
  log: DiagnosticLog,
): void {
  checkServers(document, statements, log)
  const vendors = new Set(document.vendors.map((vendor) => vendor.name))
  const names = new Set<string>()
  for (const statement of statements) {
    const line = statement.entry
    if (line === null || line.kind === 'SERVER' || line.kind === 'VENDOR') continue
    const place = { line: statement.firstLine, column: 1 }
    if (document.servers.length > 0 && document.vendors.length > 0 && !vendors.has(line.vendor)) {
      log.add('warning', 'vendor-line-missing', place, `No VENDOR line names the daemon ${line.vendor}.`)
    }
    if (line.kind === 'PACKAGE') continue
    if (line.count === 'uncounted' && !hasOption(line.options, 'HOSTID') && !hasLegacyHost(line.options)) {
      log.add('warning', 'host-id-required', place, 'An uncounted line needs HOSTID=.')
    }
    if (line.count !== 'uncounted' && document.servers.length === 0) {
      log.add('warning', 'server-required', place, 'A counted line needs a SERVER line.')
    }
    const key = `${line.vendor} ${line.name.toLowerCase()}`
    if (line.kind === 'FEATURE' && line.count !== 'uncounted' && names.has(key)) {
      log.add(
        'warning',
        'feature-repeated',
        place,
        'Only the first counted FEATURE line of a name is honored.',
      )
    }
    if (line.kind === 'FEATURE' && line.count !== 'uncounted') names.add(key)
  }
}

function checkServers(document: LicenseDocument, statements: readonly Statement[], log: DiagnosticLog): void {
  const count = document.servers.length
  const at = (kind: Statement['kind']) => ({
    line: statements.find((s) => s.kind === kind)?.firstLine ?? 1,
    column: 1,
  })
  if (count !== 0 && count !== 1 && count !== 3) {
    log.add('warning', 'server-count', at('server'), `A file has one or three SERVER lines, not ${count}.`)
  }
  if (document.useServer && count === 0) {
    log.add('warning', 'use-server-alone', at('use-server'), 'USE_SERVER stands without a SERVER line.')
  }
  if (statements.filter((statement) => statement.kind === 'use-server').length > 1) {
    log.add('warning', 'use-server-repeated', at('use-server'), 'USE_SERVER stands more than once.')
  }
}

function hasLegacyHost(options: LicenseDocument['lines'][number]['options']): boolean {
  return options.some((option) => option.keyword === 'legacy_host_id')
}
