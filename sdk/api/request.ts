import type { Contract } from '@tallystick/kernel/operation/define.ts'

/** A request as it goes over the wire, before headers that belong to the connection. */
export interface ApiRequest {
  readonly method: string
  /** Path with query, without host. */
  readonly path: string
  /** JSON text, or null when the request has no body. */
  readonly body: string | null
}

/**
 * Lays an input out over path, query and body as the contract's REST face asks.
 *
 * Places of the path are taken from the input's fields of the same name. What remains goes into the query
 * for GET (lists of values as repeated keys, absent values left out) and into a JSON body otherwise.
 * Throws when a place of the path has no value.
 */
export function requestOf(contract: Contract, input: unknown, isVerify = false): ApiRequest {
  const rest = { ...(input as Record<string, unknown> | undefined) }
  const path = contract.rest.path.replace(/\{(\w+)\}/g, (_place, name: string) => {
    const value = rest[name]
    delete rest[name]
    if (value === undefined || value === null || value === '') {
      throw new Error(`${contract.name} needs "${name}" for its address.`)
    }
    return encodeURIComponent(String(value))
  })
  const { method } = contract.rest
  if (method === 'GET') return { method, path: path + queryText(rest), body: null }
  const query = isVerify ? '?verify=true' : ''
  const hasBody = method !== 'DELETE' || Object.keys(rest).length > 0
  return { method, path: path + query, body: hasBody ? JSON.stringify(rest) : null }
}

/** Query text with its question mark; empty when nothing is asked. Repeats the key for lists of values. */
export function queryText(values: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(key, String(one))
    }
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** The request as a command for a terminal, ready to copy. The token is left to the reader. */
export function curlText(request: ApiRequest, origin: string): string {
  const lines = [`curl ${shellWord(origin + request.path)}`]
  if (request.method !== 'GET') lines.push(`-X ${request.method}`)
  lines.push(`-H "Authorization: Bearer $TALLYSTICK_TOKEN"`)
  if (request.body !== null) {
    lines.push(`-H "Content-Type: application/json"`)
    lines.push(`-d ${shellWord(JSON.stringify(JSON.parse(request.body), null, 2))}`)
  }
  return lines.join(' \\\n  ')
}

function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
