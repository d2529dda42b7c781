import { readFile } from 'node:fs/promises'
import { ApiProblem, type Api } from '@tallystick/api/client.ts'
import { getJob } from '@tallystick/kernel/jobs/jobs.contract.ts'
import type { Contract } from '@tallystick/kernel/operation/define.ts'
import type { Command } from 'commander'
import { common } from '../command-line.ts'
import { CliFailure } from '../failure.ts'
import { progressBar } from '../progress-bar.ts'
import { openServer, type ServerChoice } from '../server-connection.ts'
import { recordText, tableText } from '../show.ts'
import type { Terminal } from '../terminal.ts'
import { contracts, findContract } from './find-contract.ts'
import { unreadable } from './license-input.ts'
import { addFieldOptions, fieldOptions, inputOfOptions, type FieldOption } from './operation-options.ts'

interface OperationChoice extends ServerChoice {
  readonly input?: string
  readonly verify?: boolean
  readonly key?: string
  readonly wait?: boolean
  readonly json?: boolean
}

/** Makes the operation of this name a command, with an option for each field. Throws CliFailure when there is none. */
export async function addOperation(program: Command, name: string, terminal: Terminal): Promise<void> {
  const contract = findContract(name)
  const options = fieldOptions(contract)
  const places = [...contract.rest.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)
  const command = common(program.command(name).description(contract.summary))
  for (const place of places) command.argument(`[${place}]`)
  addFieldOptions(command, options)
  command.option('--input <file>', 'JSON file with the fields; "-" reads the input. Options win over it.')
  if (contract.kind === 'command') {
    command.option('--verify', 'run it with all checks, and write nothing')
    command.option('--key <key>', 'idempotency key: makes repeating it safe')
  }
  if (contract.queued) command.option('--wait', 'wait until the job has ended')
  command.action(async (...args: unknown[]) => {
    const given = args.slice(0, places.length) as (string | undefined)[]
    const choice = command.opts<OperationChoice & Record<string, unknown>>()
    const input = await inputOf(terminal, options, choice)
    for (const [at, place] of places.entries()) if (given[at] !== undefined) input[place] = given[at]
    await runContract(terminal, contract, input, choice)
  })
}

async function inputOf(
  terminal: Terminal,
  options: readonly FieldOption[],
  choice: OperationChoice & Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const own = inputOfOptions(options, choice)
  if (choice.input === undefined) return own
  const { input: file } = choice
  const text =
    file === '-'
      ? (await terminal.readInput()).toString('utf8')
      : await readFile(file, 'utf8').catch(unreadable(file))
  const value = parseObject(text)
  if (value === null) throw new CliFailure(`${file} does not hold a JSON object.`)
  return { ...value, ...own }
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

async function runContract(
  terminal: Terminal,
  contract: Contract,
  input: Record<string, unknown>,
  choice: OperationChoice,
) {
  const missing = [...contract.rest.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)
  for (const place of missing) {
    if (input[place] === undefined || input[place] === '') {
      throw new CliFailure(`${contract.name} needs the ${place}.`, `tally ${contract.name} <${place}>`)
    }
  }
  const api = openServer(terminal, choice)
  const answer = await api.call(contract, input, {
    ...(choice.verify ? { verify: true } : {}),
    ...(choice.key ? { key: choice.key } : {}),
  })
  const shown =
    contract.queued && choice.wait ? await jobEnd(terminal, api, (answer as { jobId: string }).jobId) : answer
  terminal.out(choice.json ? `${JSON.stringify(shown, null, 2)}\n` : recordText(shown))
  if (choice.verify && !choice.json) terminal.err('Verified: nothing was written.\n')
}

/** Waits for a job; a failed one is a failure of the command. */
async function jobEnd(terminal: Terminal, api: Api, job: string): Promise<unknown> {
  const bar = progressBar(terminal, 'Working', 0, '')
  try {
    for (;;) {
      const view = await api.call(getJob, { job }).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.status === 503) return null
        throw error
      })
      if (view) bar.update(view.progressDone, view.progressTotal)
      if (view?.state === 'failed') throw new CliFailure(`The job failed: ${view.problem}`)
      if (view?.state === 'cancelled')
        throw new CliFailure(`${view.cancelledBy} cancelled the job; what it did stays.`)
      if (view?.state === 'done') return view.report ?? view
      await new Promise((wake) => setTimeout(wake, 300))
    }
  } finally {
    bar.stop()
  }
}

/** Shows the operations, all or those with a word in name or summary. */
export async function showOperations(
  terminal: Terminal,
  word: string | undefined,
  choice: { readonly json?: boolean },
): Promise<void> {
  const asked = (word ?? '').toLowerCase()
  const found = contracts.filter((one) => `${one.name} ${one.summary}`.toLowerCase().includes(asked))
  const rows = found.map(({ name, summary, permission }) => ({ name, summary, permission }))
  if (choice.json) return terminal.out(`${JSON.stringify(rows, null, 2)}\n`)
  if (rows.length === 0) throw new CliFailure(`No operation has "${word}" in its name or summary.`)
  const columns = [
    { key: 'name', label: 'Operation' },
    { key: 'summary', label: 'What it does' },
  ]
  terminal.out(tableText(columns, rows, terminal.columns))
}
