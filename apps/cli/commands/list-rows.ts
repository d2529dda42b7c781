import type { Api, ListQuestion } from '@tallystick/api/client.ts'
import { problemOfAnswer, unreachable } from '@tallystick/api/problem.ts'
import type { ListContract } from '@tallystick/kernel/list/define.ts'
import { CliFailure } from '../failure.ts'
import { openServer, type ServerChoice } from '../server-connection.ts'
import { tableText } from '../show.ts'
import type { Terminal } from '../terminal.ts'
import { findContract } from './find-contract.ts'

/** Choices of `tally list`. */
export interface ListChoice extends ServerChoice {
  readonly where: readonly string[]
  readonly param: readonly string[]
  readonly sort?: string
  readonly limit: string
  readonly all?: boolean
  readonly columns?: string
  readonly csv?: boolean
  readonly json?: boolean
}

type Row = Readonly<Record<string, unknown>>

/** Rows asked for at once when all are wanted. */
const PAGE = 500

/** Shows a list as a table, as JSON, or, streamed, as CSV. */
export async function showList(terminal: Terminal, name: string, choice: ListChoice): Promise<void> {
  const list = findContract(name, 'list') as ListContract
  const question = questionOf(list, choice)
  const api = openServer(terminal, choice)
  if (choice.csv) return writeCsv(terminal, api, list, question)
  const { rows, isMore } = await readRows(api, list, question, choice)
  if (choice.json) return terminal.out(`${JSON.stringify(rows, null, 2)}\n`)
  if (rows.length === 0) return terminal.err('No rows.\n')
  const keys =
    question.columns ?? Object.keys(list.columns).filter((key) => list.columns[key]?.visible !== false)
  const columns = keys.map((key) => ({ key, label: list.columns[key]?.label ?? key }))
  terminal.out(tableText(columns, rows, terminal.columns))
  if (isMore) terminal.err('There are more: --limit, --all or --csv.\n')
}

function questionOf(list: ListContract, choice: ListChoice): ListQuestion {
  const columns = choice.columns?.split(',').map((key) => key.trim())
  const unknown = columns?.filter((key) => !(key in list.columns)) ?? []
  if (unknown.length > 0) {
    const known = Object.keys(list.columns).join(', ')
    throw new CliFailure(`The list has no column "${unknown.join(', ')}".`, `It has ${known}.`)
  }
  return {
    where: choice.where,
    params: Object.fromEntries(choice.param.map(readParam)),
    ...(choice.sort ? { sort: choice.sort } : {}),
    ...(columns ? { columns } : {}),
  }
}

function readParam(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new CliFailure(`"${text}" is no parameter.`, 'Write it as name=value.')
  return [text.slice(0, at), text.slice(at + 1)]
}

async function readRows(api: Api, list: ListContract, question: ListQuestion, choice: ListChoice) {
  const wanted = choice.all ? Infinity : Number(choice.limit)
  if (!(wanted >= 1) || (wanted !== Infinity && !Number.isInteger(wanted))) {
    throw new CliFailure(`--limit must be a whole number from 1 on, not "${choice.limit}".`)
  }
  const rows: Row[] = []
  let after: string | null = null
  do {
    const limit = Math.min(PAGE, wanted - rows.length)
    const asked: ListQuestion = after === null ? { ...question, limit } : { ...question, limit, after }
    const page = await api.page(list, asked)
    rows.push(...page.rows)
    after = page.next
  } while (after !== null && rows.length < wanted)
  return { rows, isMore: after !== null }
}

async function writeCsv(
  terminal: Terminal,
  api: Api,
  list: ListContract,
  question: ListQuestion,
): Promise<void> {
  const { token } = api.connection
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
  const answer = await fetch(api.csvUrl(list, question), { headers }).catch((error: unknown) => {
    throw unreachable(error)
  })
  if (!answer.ok || !answer.body) throw await problemOfAnswer(answer)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  for await (const chunk of answer.body) terminal.out(decoder.decode(chunk as Uint8Array, { stream: true }))
  terminal.out(decoder.decode())
}
