import { expect } from 'vitest'
import { portals } from './browser.ts'
import type { SignIn } from './running-portals.ts'

/** The API of the running back office, for what a test needs beside the pages. Refusals fail the test. */
export interface TestApi {
  readonly get: <T>(path: string) => Promise<T>
  readonly post: <T>(path: string, body: unknown) => Promise<T>
  readonly put: <T>(path: string, body: unknown) => Promise<T>
  readonly patch: <T>(path: string, body: unknown) => Promise<T>
  /** What a pattern's first group finds in the newest mail to somebody that has it; waits for the mail. */
  readonly mailedTo: (address: string, pattern: RegExp) => Promise<string>
}

/** Signs in to the API as somebody. */
export async function signInToApi({ userName, password }: SignIn): Promise<TestApi> {
  const { token } = await send<{ token: string }>('POST', '/v1/sessions', null, {
    userName,
    password,
    portal: 'api',
  })
  const get = <T>(path: string) => send<T>('GET', path, token)
  return {
    get,
    post: (path, body) => send('POST', path, token, body),
    put: (path, body) => send('PUT', path, token, body),
    patch: (path, body) => send('PATCH', path, token, body),
    mailedTo: (address, pattern) => mailedTo(get, address, pattern),
  }
}

/** The token in the one-time link that was mailed to somebody. */
export function tokenMailedTo(api: TestApi, address: string): Promise<string> {
  return api.mailedTo(address, /token=([\w-]+)/)
}

async function send<T>(method: string, path: string, token: string | null, body?: unknown): Promise<T> {
  const answer = await fetch(`${portals.url}${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok)
    throw new Error(`${method} ${path} was answered with ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}

/** Waits for a mail with the pattern, newest first: others to the same address may have come before or after it. */
async function mailedTo(get: TestApi['get'], address: string, pattern: RegExp): Promise<string> {
  let found: string | undefined
  const look = async () => {
    const { rows } = await get<{ rows: { id: string }[] }>(
      `/v1/mails?where=to.contains:${encodeURIComponent(address)}&limit=10`,
    )
    for (const { id } of rows) {
      const { bodyText } = await get<{ bodyText: string }>(`/v1/mails/${id}`)
      found ??= pattern.exec(bodyText)?.[1]
    }
    return found
  }
  await expect.poll(look, { timeout: 15_000, message: `a mail to ${address} with ${pattern}` }).toBeDefined()
  return found ?? ''
}
