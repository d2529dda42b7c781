import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { readConfig, type Config } from '../config.ts'
import { firstStart } from '../first-start.ts'
import { openHouse, type House } from '../house.ts'

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** The back office inside this process, listening, over a database that is already migrated. */
export interface RunningHouse {
  readonly house: House
  readonly port: number
  readonly url: string
  readonly tenantId: string
  /** Folder of the master key; other processes over the same database need the same. */
  readonly dataDir: string
  /** Password of the administrator `admin`; null when the producer was there before. */
  readonly adminPassword: string | null
  close(): Promise<void>
}

/** What differs from the defaults. `loops` also runs jobs, events and mail. */
export interface HouseOptions {
  readonly dataDir?: string
  readonly loops?: boolean
  readonly connectionsMax?: number
}

/** Opens it on a free port, with the producer of the first start and no sample. */
export async function runHouse(databaseUrl: string, options: HouseOptions = {}): Promise<RunningHouse> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'tallystick-house-'))
  const config = configOf(databaseUrl, dataDir, options.connectionsMax)
  const first = await firstStart(config, databaseUrl)
  const house = await openHouse(config, databaseUrl, ROOT)
  if (options.loops) house.startLoops()
  await house.server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = house.server.server.address() as AddressInfo
  return {
    house,
    port,
    url: `http://127.0.0.1:${port}`,
    tenantId: first.tenantId,
    dataDir,
    adminPassword: first.signIns.find(({ userName }) => userName === 'admin')?.password ?? null,
    close: async () => {
      await house.close()
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function configOf(databaseUrl: string, dataDir: string, connectionsMax?: number): Config {
  const env = {
    DATABASE_URL: databaseUrl,
    TALLYSTICK_DATA: dataDir,
    TALLYSTICK_PORT: '0',
    TALLYSTICK_SAMPLE: 'none',
    TALLYSTICK_LOG: 'error',
    ...(connectionsMax === undefined ? {} : { TALLYSTICK_CONNECTIONS: String(connectionsMax) }),
  }
  return readConfig(env, ROOT)
}

/** A back office in a process of its own. */
export interface SpawnedHouse {
  readonly child: ChildProcess
  readonly port: number
  /** Ends the process as a power cut would, and waits until it is gone. */
  kill(): Promise<void>
  /** Asks it to end and waits. */
  stop(): Promise<void>
}

/** Starts a process over an existing database and producer; settles when it listens. */
export async function spawnHouse(
  databaseUrl: string,
  options: HouseOptions & { dataDir: string },
): Promise<SpawnedHouse> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('serve.ts', import.meta.url))], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      TALLYSTICK_DATA: options.dataDir,
      TALLYSTICK_LOG: 'error',
      TALLYSTICK_LOOPS: options.loops ? 'true' : 'false',
      TALLYSTICK_CONNECTIONS: String(options.connectionsMax ?? 20),
    },
  })
  return { child, port: Number(await firstLine(child, /^\d+$/)), ...endings(child) }
}

/** The program that people start, with its own embedded database, on a port that the caller chose. */
export async function spawnProgram(dataDir: string, port: number): Promise<SpawnedHouse> {
  const { DATABASE_URL: _unused, ...env } = process.env
  const child = spawn(process.execPath, [join(ROOT, 'apps/back-office/main.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...env,
      TALLYSTICK_DATA: dataDir,
      TALLYSTICK_PORT: String(port),
      TALLYSTICK_SAMPLE: 'none',
      TALLYSTICK_LOG: 'fatal',
    },
  })
  await firstLine(child, /is ready/)
  return { child, port, ...endings(child) }
}

function endings(child: ChildProcess) {
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return { kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}

/** The first line that a process prints in this form. Rejects with what it said when it ends before. */
function firstLine(child: ChildProcess, form: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error('The process has no output to read.')
    const said: string[] = []
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => {
      said.push(line)
      if (form.test(line)) resolve(line)
    })
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      reject(new Error(`Ended (${code ?? signal}) before it was ready: ${said.join(' ')}`)),
    )
  })
}
