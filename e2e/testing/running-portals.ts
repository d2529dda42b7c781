import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { providePortals } from '../../tools/setup/portals.mjs'

/** A way into one of the portals. */
export interface SignIn {
  readonly portal: 'producer' | 'end-user'
  readonly userName: string
  readonly password: string
}

/** The back office of a run with the sample producer in it, and who may sign in. */
export interface RunningPortals {
  /** `http://localhost:<port>`: browsers trust it, so that Secure cookies work without TLS. */
  readonly url: string
  /** The producer's administrator. */
  readonly admin: SignIn
  /** The sample's customer, Northwind Mill. */
  readonly customer: SignIn
  /** The sample's distributor, Harbor Supply. */
  readonly partner: SignIn
  /** Folder for screenshots of failed tests; stays when there is one in it. */
  readonly failures: string
}

declare module 'vitest' {
  interface ProvidedContext {
    portals: RunningPortals
  }
}

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const READY_WITHIN_MS = 600_000

let server: ChildProcess | null = null
let data: string | null = null

/**
 * Builds the portals when their sources changed, and starts the real back office, once for all files of the browser
 * project: in a process of its own, over an empty embedded database in a temporary folder.
 */
export async function setup(project: TestProject): Promise<void> {
  try {
    await providePortals(ROOT, process.execPath)
    project.provide('portals', await startBackOffice())
  } catch (error) {
    await teardown()
    throw error
  }
}

/** Ends the back office with its database, and removes the folder. */
export async function teardown(): Promise<void> {
  const child = server
  if (child && child.exitCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
  if (data !== null) rmSync(data, { recursive: true, force: true })
}

async function startBackOffice(): Promise<RunningPortals> {
  data = mkdtempSync(join(tmpdir(), 'tallystick-e2e-'))
  // The embedded database may run as another user, who must be able to pass through.
  chmodSync(data, 0o755)
  const port = await freePort()
  const env = { ...ownEnvironment(), TALLYSTICK_PORT: String(port), TALLYSTICK_DATA: data }
  const child = spawn(process.execPath, [join(ROOT, 'apps/back-office/main.ts')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  server = child
  await ready(child)
  const signIns = JSON.parse(readFileSync(join(data, 'sign-ins.json'), 'utf8')) as SignIn[]
  return {
    url: `http://localhost:${port}`,
    admin: named(signIns, 'admin'),
    customer: named(signIns, 'jonas.rosmarin'),
    partner: named(signIns, 'anselm.pellworm'),
    failures: join(tmpdir(), 'tallystick-e2e-failures'),
  }
}

/** Our environment without settings for another back office. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => name !== 'DATABASE_URL' && !name.startsWith('TALLYSTICK_'),
  )
  return Object.fromEntries(own)
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (why: string) => reject(new Error(`The back office ${why}:\n${said}`))
    const limit = setTimeout(() => fail('was not ready in time'), READY_WITHIN_MS)
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      if (!said.includes('Ctrl-C stops everything')) return
      clearTimeout(limit)
      resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => {
      clearTimeout(limit)
      fail(`ended with ${code}`)
    })
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

function named(signIns: readonly SignIn[], begin: string): SignIn {
  const found = signIns.find((one) => one.userName.startsWith(begin))
  if (!found) throw new Error(`The sample has no sign-in for ${begin}.`)
  return found
}
