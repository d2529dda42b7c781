import type { Api } from '@tallystick/api/client.ts'
import { problemOfAnswer, unreachable } from '@tallystick/api/problem.ts'
import { uploadFile } from '@tallystick/kernel/import/upload-file.contract.ts'

/** How much of a file has left this machine. */
export interface Sent {
  readonly bytes: number
  readonly of: number
}

/**
 * Hands in a file as the body of one request and tells how far it is, which `fetch` cannot. Answers the
 * upload's key; throws `ApiProblem`.
 */
export function upload(api: Api, file: File, onSent: (sent: Sent) => void): Promise<string> {
  const { baseUrl = '', token, portal, onProblem } = api.connection
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const fail = (problem: ReturnType<typeof unreachable>) => {
      onProblem?.(problem)
      reject(problem)
    }
    request.open('POST', `${baseUrl}${uploadFile.rest.path}?fileName=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.setRequestHeader('accept', 'application/json')
    if (portal) request.setRequestHeader('tallystick-portal', portal)
    if (token) request.setRequestHeader('authorization', `Bearer ${token}`)
    request.upload.onprogress = ({ loaded, total }) => onSent({ bytes: loaded, of: total })
    request.onerror = () => fail(unreachable(new Error('The connection broke.')))
    request.onload = () => {
      const answer = new Response(request.responseText, {
        status: request.status,
        headers: { 'content-type': request.getResponseHeader('content-type') ?? 'application/json' },
      })
      if (answer.ok) resolve((JSON.parse(request.responseText) as { uploadId: string }).uploadId)
      else problemOfAnswer(answer).then(fail, reject)
    }
    request.send(file)
  })
}

/** The format that a file's name tells; null when it tells nothing. */
export function formatOfName(name: string): 'csv' | 'json' | 'ndjson' | null {
  const ending = name.toLowerCase().split('.').at(-1)
  if (ending === 'csv' || ending === 'txt') return 'csv'
  if (ending === 'ndjson' || ending === 'jsonl') return 'ndjson'
  return ending === 'json' ? 'json' : null
}

/**
 * Which records a file probably holds, by its name: `part-numbers.csv` or `2026 orders.csv`. Null when
 * unclear.
 */
export function kindOfName(name: string, keys: readonly string[]): string | null {
  const words = name
    .toLowerCase()
    .replace(/\.[a-z]+$/, '')
    .replaceAll(/[\s_]+/g, '-')
  const found = keys.filter((key) => words.includes(key.toLowerCase().replaceAll(/[\s_]+/g, '-')))
  return found.toSorted((a, b) => b.length - a.length)[0] ?? null
}
