import { reportVerification } from '@tallystick/license-file/cli-report.ts'
import { rightsOf, rightValidity } from '@tallystick/license-file/rights.ts'
import { verifyLicense, type Verification } from '@tallystick/license-file/verifier.ts'
import type { ExitCode } from '../command-line.ts'
import { CliFailure } from '../failure.ts'
import type { Terminal } from '../terminal.ts'
import { readLicenseInput } from './license-input.ts'
import { trustOf, type TrustChoice } from './license-trust.ts'

/** Choices of `tally license verify`. */
export interface VerifyChoice extends TrustChoice {
  readonly json?: boolean
  readonly timeZone: string
}

/** Checks a license file. 0 when every line is as the producer wrote it; dates are told, and do not fail it. */
export async function verifyFile(terminal: Terminal, file: string, choice: VerifyChoice): Promise<ExitCode> {
  checkTimeZone(terminal, choice.timeZone)
  const bytes = await readLicenseInput(terminal, file)
  const trust = await trustOf(terminal, choice)
  const verification = verifyLicense(bytes, trust, terminal.now(), choice.timeZone)
  const report = choice.json
    ? JSON.stringify(jsonOf(verification, choice.timeZone), null, 2)
    : reportVerification(verification, choice.timeZone).join('\n')
  terminal.out(`${report}\n`)
  return verification.isGenuine ? 0 : 1
}

function checkTimeZone(terminal: Terminal, timeZone: string): void {
  try {
    terminal.now().toZonedDateTimeISO(timeZone)
  } catch {
    throw new CliFailure(`There is no time zone "${timeZone}".`, 'Give one like Europe/Vienna or +01:00.')
  }
}

function jsonOf(verification: Verification, timeZone: string) {
  const { isGenuine, lines, seal, diagnostics, verified, at } = verification
  return {
    isGenuine,
    at: at.toString(),
    rights: rightsOf(verified).map((right) => ({ ...right, validity: rightValidity(right, at, timeZone) })),
    lines: lines.map(({ line: _line, ...verdict }) => verdict),
    seal,
    diagnostics,
  }
}
