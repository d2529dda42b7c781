import { reportInspection } from '@tallystick/license-file/cli-report.ts'
import { parseLicense } from '@tallystick/license-file/parser.ts'
import { rightsOf } from '@tallystick/license-file/rights.ts'
import type { Terminal } from '../terminal.ts'
import { readLicenseInput } from './license-input.ts'

/** Says what a license file of any origin holds. Believes every line: signatures are not looked at. */
export async function inspectFile(
  terminal: Terminal,
  file: string,
  choice: { readonly json?: boolean },
): Promise<void> {
  const parsed = parseLicense(await readLicenseInput(terminal, file))
  const { document, diagnostics, form } = parsed
  const report = choice.json
    ? JSON.stringify({ rights: rightsOf(document), document, diagnostics, form }, null, 2)
    : reportInspection(parsed, terminal.now()).join('\n')
  terminal.out(`${report}\n`)
}
