import type { ListContract, Page, RowOf } from '@tallystick/kernel/list/define.ts'
import type { Contract } from '@tallystick/kernel/operation/define.ts'
import type { z } from 'zod'
import { ApiProblem, problemOfAnswer, unreachable } from './problem.ts'
import { curlText, queryText, requestOf } from './request.ts'

export { ApiProblem, type ApiFieldProblem } from './problem.ts'

/** Where the API is and who asks. Browsers name their portal and use its cookie; programs carry a token. */
export interface Connection {
  /** Origin such as `https://licenses.example.com`; empty means the page's own. */
  readonly baseUrl?: string
  readonly token?: string
  readonly portal?: 'producer' | 'end-user'
  /** Replaces the global `fetch`, for tests and proxies. */
  readonly fetch?: typeof fetch
  /** Told of each problem, before the caller gets it (portals watch for lost sessions). */
  readonly onProblem?: (problem: ApiProblem) => void
}

/** Choices of one call. */
export interface CallOptions {
  /** Idempotency key: the same key with the same input does its work once. */
  readonly key?: string
  /** Runs everything and rolls it back. */
  readonly verify?: boolean
  readonly signal?: AbortSignal
}

/** What a list can be asked. `where` holds conditions `column.operator:value`; see `kernel/list/define.ts`. */
export interface ListQuestion {
  readonly where?: readonly string[]
  readonly sort?: string
  readonly limit?: number
  readonly after?: string
  readonly ids?: readonly string[]
  readonly total?: boolean
  /** Columns of an export, in order. */
  readonly columns?: readonly string[]
  /** Own inputs of the list, such as the record whose rows are listed. */
  readonly params?: Readonly<Record<string, unknown>>
}

/** What an operation takes and answers, by its contract. */
export type InputOf<C extends Contract> = z.input<C['input']>
export type OutputOf<C extends Contract> = z.output<C['output']>

/** The API over one connection. Every call may throw `ApiProblem`, and nothing else. */
export interface Api {
  readonly connection: Connection
  call<C extends Contract>(contract: C, input: InputOf<C>, options?: CallOptions): Promise<OutputOf<C>>
  page<L extends ListContract>(
    list: L,
    question: ListQuestion,
    options?: CallOptions,
  ): Promise<Page<RowOf<L>>>
  /** Address of a list's page, as it can be shown and copied. */
  listUrl(list: ListContract, question: ListQuestion): string
  /** Address of a list's CSV export; a plain link to it works in a portal. */
  csvUrl(list: ListContract, question: ListQuestion): string
  /** Any operation as a command for a terminal. */
  asCurl<C extends Contract>(contract: C, input: InputOf<C>): string
  listAsCurl(list: ListContract, question: ListQuestion): string
}

/** Opens the API over a connection. Nothing is sent before the first call. */
export function openApi(connection: Connection = {}): Api {
  return {
    connection,
    call: (contract, input, options) => callOperation(connection, contract, input, options),
    page: (list, question, options) =>
      callOperation(connection, list, listInput(question) as never, options) as Promise<never>,
    listUrl: (list, question) => originOf(connection) + requestOf(list, listInput(question)).path,
    csvUrl: (list, question) => csvUrl(connection, list, question),
    asCurl: (contract, input) => curlText(requestOf(contract, input), originOf(connection)),
    listAsCurl: (list, question) => curlText(requestOf(list, listInput(question)), originOf(connection)),
  }
}

/** Carries out one operation. Throws `ApiProblem`. */
export async function callOperation<C extends Contract>(
  connection: Connection,
  contract: C,
  input: InputOf<C>,
  options: CallOptions = {},
): Promise<OutputOf<C>> {
  const { method, path, body } = requestOf(contract, input, options.verify)
  try {
    const answer = await reach(connection, path, {
      method,
      body,
      headers: headersOf(connection, body !== null, options),
      credentials: 'same-origin',
      ...(options.signal ? { signal: options.signal } : {}),
    })
    if (!answer.ok) throw await problemOfAnswer(answer)
    return (answer.status === 204 ? null : await answer.json()) as OutputOf<C>
  } catch (error) {
    if (error instanceof ApiProblem) connection.onProblem?.(error)
    throw error
  }
}

async function reach(connection: Connection, path: string, init: RequestInit): Promise<Response> {
  try {
    return await (connection.fetch ?? fetch)((connection.baseUrl ?? '') + path, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw unreachable(error)
  }
}

function headersOf(connection: Connection, hasBody: boolean, options: CallOptions): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (hasBody) headers['content-type'] = 'application/json'
  if (connection.token) headers['authorization'] = `Bearer ${connection.token}`
  if (connection.portal) headers['tallystick-portal'] = connection.portal
  if (options.key) headers['idempotency-key'] = options.key
  return headers
}

function listInput(question: ListQuestion): Record<string, unknown> {
  const { params, columns: _columns, total, ...rest } = question
  return { ...params, ...rest, ...(total ? { total: 'true' } : {}) }
}

function csvUrl(connection: Connection, list: ListContract, question: ListQuestion): string {
  const { where, sort, ids, columns, params } = question
  const placed = requestOf(
    { ...list, rest: { method: 'POST', path: list.rest.path } } as Contract,
    params ?? {},
  )
  const rest = JSON.parse(placed.body ?? '{}') as Record<string, unknown>
  const query = queryText({
    ...rest,
    where,
    sort,
    ids: ids?.length ? ids.join(',') : undefined,
    columns: columns?.join(','),
    portal: connection.portal,
  })
  return `${connection.baseUrl ?? ''}${placed.path}.csv${query}`
}

function originOf(connection: Connection): string {
  if (connection.baseUrl) return connection.baseUrl
  return typeof location === 'undefined' ? '' : location.origin
}
