import { Command, CommanderError } from 'commander'
import { common, gather, type ExitCode } from './command-line.ts'
import { tellFailure } from './failure.ts'
import type { Terminal } from './terminal.ts'

/** Exit code of a command line that makes no sense. */
const USAGE = 2

/**
 * Runs one command line and answers its exit code: 0 done, 1 refused or not genuine, 2 not understood.
 *
 * Commands are loaded when they are called: checking a license loads neither the API nor the contracts.
 */
export async function runProgram(words: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = 0
  const program = buildProgram(terminal, (answer) => (code = answer))
  try {
    const [first] = words
    if (first !== undefined && !first.startsWith('-') && !isBuiltIn(program, first)) {
      const { addOperation } = await import('./commands/run-operation.ts')
      await addOperation(program, first, terminal)
    }
    await program.parseAsync([...words], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE
    tellFailure(terminal, error, words.includes('--json'))
    return 1
  }
}

function isBuiltIn(program: Command, name: string): boolean {
  return name === 'help' || program.commands.some((command) => command.name() === name)
}

function buildProgram(terminal: Terminal, answer: (code: ExitCode) => void): Command {
  const program = new Command('tally')
    .description('Licenses from the command line: check files, import, list, and every operation of the API.')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      getOutHelpWidth: () => Math.min(terminal.columns, 100),
    })
    .addHelpText(
      'after',
      '\nAny operation of the API is a command too: tally operations, tally <operation> --help',
    )
  addLicenseCommands(program, terminal, answer)
  addSignInCommands(program, terminal)
  addDataCommands(program, terminal, answer)
  return program
}

function addLicenseCommands(program: Command, terminal: Terminal, answer: (code: ExitCode) => void): void {
  const license = program.command('license').description('Check and read license files.')
  common(license.command('verify <file>'))
    .description('Say who may use what, where and until when, if the file is as its producer wrote it.')
    .option('--key <key>', 'public key of the producer (root or issuing): text, or a file that holds it')
    .option('--trust <file>', 'JSON file with rootPublicKey and keys, as GET /v1/trust answers')
    .option('--time-zone <name>', 'where days begin and end', 'UTC')
    .addHelpText(
      'after',
      '\nWithout --key and --trust, the keys are asked of --server or of the last sign-in. "-" reads the input.',
    )
    .action(async (file: string, options) => {
      const { verifyFile } = await import('./commands/verify-license.ts')
      answer(await verifyFile(terminal, file, options))
    })
  common(license.command('inspect <file>'))
    .description('Say what a license file of any origin holds. Checks no signature.')
    .action(async (file: string, options) => {
      const { inspectFile } = await import('./commands/inspect-license.ts')
      await inspectFile(terminal, file, options)
    })
}

function addSignInCommands(program: Command, terminal: Terminal): void {
  common(program.command('sign-in <url>'))
    .description('Sign in at a server and keep the token for the next commands.')
    .option('--user <name>', 'user name; asked for when left out')
    .option('--password-stdin', 'read the password from the input instead of asking')
    .action(async (url: string, options) => {
      const { signInAt } = await import('./commands/sign-in.ts')
      await signInAt(terminal, url, options)
    })
  common(program.command('sign-out'))
    .description('End the session and forget the token.')
    .action(async (options) => {
      const { signOutOf } = await import('./commands/sign-in.ts')
      await signOutOf(terminal, options)
    })
}

function addDataCommands(program: Command, terminal: Terminal, answer: (code: ExitCode) => void): void {
  common(program.command('import <what> <file>'))
    .description('Import a catalog, accounts or entitlements, and say what became of each record.')
    .option('--dry-run', 'only say what would become of each record')
    .option('--format <format>', 'csv, json or ndjson; by the file name when left out')
    .option('--kind <kind>', 'kind of record in the file, see: tally templates <what>')
    .action(async (what: string, file: string, options) => {
      const { importFile } = await import('./commands/import-file.ts')
      answer(await importFile(terminal, what, file, options))
    })
  common(program.command('templates <what>'))
    .description('Show what an import accepts, or write its CSV templates.')
    .option('--kind <kind>', 'print the template of this kind of record')
    .option('--to <folder>', 'write the templates of all kinds into a folder')
    .action(async (what: string, options) => {
      const { showTemplates } = await import('./commands/templates.ts')
      await showTemplates(terminal, what, options)
    })
  common(program.command('list <name>'))
    .description('Show a list, such as products or line-items.')
    .option('--where <condition>', 'column.operator:value; may be given several times', gather, [])
    .option('--param <name=value>', 'an own input of the list, such as import=…', gather, [])
    .option('--sort <column>', 'column, or -column for the other way')
    .option('--limit <rows>', 'rows to show', '20')
    .option('--all', 'show all rows')
    .option('--columns <names>', 'columns by name, parted by commas')
    .option('--csv', 'write all matching rows as CSV')
    .action(async (name: string, options) => {
      const { showList } = await import('./commands/list-rows.ts')
      await showList(terminal, name, options)
    })
  common(program.command('operations [word]'))
    .description('Show the operations of the API whose name or summary has the word.')
    .action(async (word: string | undefined, options) => {
      const { showOperations } = await import('./commands/run-operation.ts')
      await showOperations(terminal, word, options)
    })
}
