import type { Diagnostic, Severity } from './model.ts'

/** Findings kept per file. More would only repeat the same damage and let a hostile file fill the memory. */
export const diagnosticsMax = 1000

/** Collects findings up to `diagnosticsMax` and then says once that there are more. */
export interface DiagnosticLog {
  readonly entries: Diagnostic[]
  add(severity: Severity, code: string, at: Place, message: string, replacement?: string): void
}

/** A place in a file, counted from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** An empty log. */
export function diagnosticLog(): DiagnosticLog {
  const entries: Diagnostic[] = []
  return {
    entries,
    add(severity, code, at, message, replacement) {
      if (entries.length > diagnosticsMax) return
      const place = { line: at.line, column: at.column }
      if (entries.length === diagnosticsMax) {
        const text = 'More findings than can be listed; the rest is left out.'
        entries.push({ severity: 'warning', ...place, code: 'too-many-findings', message: text })
        return
      }
      entries.push({
        severity,
        ...place,
        code,
        message,
        ...(replacement === undefined ? {} : { replacement }),
      })
    },
  }
}
