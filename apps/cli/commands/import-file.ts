import { ApiProblem, type Api } from '@tallystick/api/client.ts'
import { problemOfAnswer, unreachable } from '@tallystick/api/problem.ts'
import { queryText } from '@tallystick/api/request.ts'
import { getImport } from '@tallystick/kernel/import/get-import.contract.ts'
import { listImportRows } from '@tallystick/kernel/import/list-import-rows.contract.ts'
import { runImport } from '@tallystick/kernel/import/run-import.contract.ts'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import type { ExitCode } from '../command-line.ts'
import { CliFailure } from '../failure.ts'
import { progressBar } from '../progress-bar.ts'
import { openServer, type ServerChoice } from '../server-connection.ts'
import { safeText, tableText } from '../show.ts'
import type { Terminal } from '../terminal.ts'
import { unreadable } from './license-input.ts'

/** Choices of `tally import`. */
export interface ImportChoice extends ServerChoice {
  readonly dryRun?: boolean
  readonly format?: string
  readonly kind?: string
  readonly json?: boolean
}

type ImportView = (typeof getImport)['output']['_zod']['output']

const FORMATS = ['csv', 'json', 'ndjson'] as const

/** Milliseconds between two looks at a running import. */
const LOOK_MS = 300

/** Refused records that are shown; all are in the report on the server. */
const REFUSED_MAX = 50

/** Hands in a file, runs the import and tells its report. 1 when a record, or the file, was refused. */
export async function importFile(
  terminal: Terminal,
  what: string,
  file: string,
  choice: ImportChoice,
): Promise<ExitCode> {
  const format = formatOf(file, choice.format)
  const api = openServer(terminal, choice)
  const uploadId = await upload(terminal, api, file)
  const { jobId } = await api.call(runImport, {
    uploadId,
    importName: what,
    format,
    dryRun: choice.dryRun === true,
    ...(choice.kind ? { recordKind: choice.kind } : {}),
  })
  const ended = await follow(terminal, api, jobId)
  const refused = ended.figures.refused > 0 ? await refusedRows(api, jobId) : []
  if (choice.json) terminal.out(`${JSON.stringify({ ...ended, refused }, null, 2)}\n`)
  else tellReport(terminal, ended, refused)
  return ended.state === 'done' && ended.figures.refused === 0 ? 0 : 1
}

function formatOf(file: string, given: string | undefined): (typeof FORMATS)[number] {
  const asked = given ?? /\.(\w+)$/.exec(file)?.[1]?.toLowerCase()
  const format = FORMATS.find((one) => one === (asked === 'jsonl' ? 'ndjson' : asked))
  if (format) return format
  throw new CliFailure(`It is not clear how ${file} is written.`, 'Say it with --format csv, json or ndjson.')
}

/** The file goes over as it is read, so that its size does not matter. */
async function upload(terminal: Terminal, api: Api, file: string): Promise<string> {
  const { size } = await stat(file).catch(unreadable(file))
  const bar = progressBar(terminal, 'Sending', size, 'bytes')
  const stream = createReadStream(file)
  let sent = 0
  stream.on('data', (chunk) => bar.update((sent += chunk.length)))
  const { baseUrl, token } = api.connection
  const address = `${baseUrl}/v1/uploads${queryText({ fileName: basename(file) })}`
  try {
    const answer = await fetch(address, {
      method: 'POST',
      body: Readable.toWeb(stream) as BodyInit,
      duplex: 'half',
      headers: {
        'content-type': 'application/octet-stream',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
    } as RequestInit).catch((error: unknown) => Promise.reject(unreachable(error)))
    if (!answer.ok) throw await problemOfAnswer(answer)
    return ((await answer.json()) as { uploadId: string }).uploadId
  } finally {
    stream.destroy()
    bar.stop()
  }
}

async function follow(terminal: Terminal, api: Api, jobId: string): Promise<ImportView> {
  const bar = progressBar(terminal, 'Importing', 0, 'records')
  try {
    for (;;) {
      const view = await look(api, jobId)
      if (view) bar.update(view.rowsDone, view.rowsTotal)
      if (view && view.state !== 'waiting' && view.state !== 'running') return view
      await new Promise((wake) => setTimeout(wake, LOOK_MS))
    }
  } finally {
    bar.stop()
  }
}

/** The import goes on by itself, so a server that is away for a moment is waited for. */
async function look(api: Api, jobId: string): Promise<ImportView | null> {
  try {
    return await api.call(getImport, { import: jobId })
  } catch (error) {
    if (error instanceof ApiProblem && (error.status === 503 || error.status === 429)) return null
    throw error
  }
}

async function refusedRows(api: Api, jobId: string) {
  const question = { where: ['outcome.in:refused'], limit: REFUSED_MAX, params: { import: jobId } }
  return (await api.page(listImportRows, question)).rows
}

function tellReport(
  terminal: Terminal,
  view: ImportView,
  refused: readonly Readonly<Record<string, unknown>>[],
): void {
  for (const warning of view.warnings) terminal.err(`Note: ${safeText(warning)}\n`)
  if (view.problem !== null) terminal.err(`tally: ${safeText(view.problem)}\n`)
  const { created, changed, unchanged, refused: count } = view.figures
  const dry = view.isDryRun ? ' (dry run: nothing was written)' : ''
  terminal.out(`${created} created, ${changed} changed, ${unchanged} unchanged, ${count} refused${dry}.\n`)
  if (refused.length === 0) return
  terminal.out(`\n${tableText(REFUSED_COLUMNS, refused, terminal.columns)}`)
  if (count > refused.length) {
    terminal.out(
      `… and ${count - refused.length} more: tally list import-rows --param import=${view.id} --csv\n`,
    )
  }
}

const REFUSED_COLUMNS = [
  { key: 'line', label: 'Line' },
  { key: 'reference', label: 'Name' },
  { key: 'column', label: 'Column' },
  { key: 'reason', label: 'Reason' },
]
