import { existsSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { startEmbedded } from '@tallystick/kernel/db/embedded.ts'
import { migrate } from '@tallystick/kernel/db/migrate.ts'
import { readConfig, type Config } from './config.ts'
import { openHouse, type House } from './house.ts'
import { firstStart } from './first-start.ts'
import { fillWithSample } from './sample.ts'
import { forgetPassword, readSignIns, type SignInHint } from './sign-ins.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

await main().catch((error: unknown) => {
  console.error(`Tallystick cannot start: ${(error as Error).message}`)
  process.exitCode = 1
})

async function main(): Promise<void> {
  const config = readConfig(process.env, root)
  const database = await openDatabase(config)
  let house: House | null = null
  let isStopping = false
  const stop = async () => {
    isStopping = true
    await house?.close()
    await database.stop()
  }
  const ending = endOnSignals(stop)
  void database.ended.then((sentence) => {
    if (!isStopping) endAtOnce(`${sentence} Nothing that was answered is lost; start again.`)
  })
  try {
    await migrate(database.url, `${root}/db/migrations`)
    const people = await firstStart(config, database.url)
    house = await openHouse(config, database.url, root)
    house.startLoops()
    await listen(house, config)
    if (people.isNew) {
      if (config.isSampleWanted) await fillWithSample(house, config, people.tenantId)
      forgetPassword(config)
    }
    announce(config, readSignIns(config))
    // The next start reads the compiled sources, even after a kill.
    flushCompileCache()
  } catch (error) {
    // What a request to stop has cut off is no news.
    if (ending.isAsked) return
    await stop()
    throw config.databaseUrl ? inOtherWords(error as Error) : error
  }
}

interface Database {
  readonly url: string
  /** Settles when the embedded database has ended; never for one that is not ours. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

async function openDatabase(config: Config): Promise<Database> {
  if (config.databaseUrl) {
    return { url: config.databaseUrl, ended: new Promise(() => undefined), stop: () => Promise.resolve() }
  }
  const embedded = await startEmbedded({ dataDir: config.dataDir, log: (sentence) => console.log(sentence) })
  return { url: embedded.ownerUrl, ended: embedded.ended, stop: () => embedded.stop() }
}

async function listen(house: House, { host, port }: Config): Promise<void> {
  try {
    await house.server.listen({ host, port })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') {
      throw new Error(`port ${port} is in use by another program; stop that one, or set TALLYSTICK_PORT.`)
    }
    if (code === 'EACCES') {
      throw new Error(`this account may not listen on port ${port}; set TALLYSTICK_PORT to one from 1024 on.`)
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new Error(`this machine has no address "${host}"; change TALLYSTICK_HOST.`)
    }
    throw new Error(message, { cause: error })
  }
}

/** The driver's own words name neither the setting nor, for a refused connection, anything at all. */
function inOtherWords(error: Error): Error {
  const { code } = error as NodeJS.ErrnoException
  const isConnecting = /^(E[A-Z]+|08\w{3}|28\w{3}|3D000|57P03)$/.test(code ?? '')
  if (!isConnecting) return error
  return new Error(`the database of DATABASE_URL cannot be reached: ${error.message || code}.`, {
    cause: error,
  })
}

/** The first signal ends everything in order; a second one at once. */
function endOnSignals(stop: () => Promise<void>): { readonly isAsked: boolean } {
  const ending = { isAsked: false }
  const end = (signal: NodeJS.Signals) => {
    if (ending.isAsked) process.exit(1)
    ending.isAsked = true
    console.log(`\nStopping (${signal}).`)
    void stop().then(
      () => process.exit(0),
      (error: unknown) => endAtOnce((error as Error).message),
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  return ending
}

function endAtOnce(sentence: string): void {
  console.error(sentence)
  process.exit(1)
}

function announce(config: Config, signIns: readonly SignInHint[]): void {
  const base = config.publicUrl
  console.log(`
Tallystick is ready.

  Producer portal    ${base}/producer/
  End-user portal    ${base}/portal/
  API documentation  ${base}/docs/
`)
  if (!existsSync(`${root}/build/producer-portal`))
    console.log('  (The portals are not built; npm start builds them.)')
  if (signIns.length > 0) console.log('  Sign in as (passwords as they were first given):')
  for (const { who, portal, userName, password } of signIns) {
    console.log(`  ${who.padEnd(28)} ${portal.padEnd(9)} ${userName.padEnd(37)} ${password}`)
  }
  console.log('\nCtrl-C stops everything.')
}
