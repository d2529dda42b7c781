import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startEmbedded } from '@tallystick/kernel/db/embedded.ts'
import { migrate } from '@tallystick/kernel/db/migrate.ts'
import { readConfig, type Config } from './config.ts'
import { openHouse, type House } from './house.ts'
import { firstStart, readSignIns, type SignInHint } from './first-start.ts'
import { fillWithSample } from './sample.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

await main().catch((error: unknown) => {
  console.error(`Tallystick cannot start: ${(error as Error).message}`)
  process.exitCode = 1
})

async function main(): Promise<void> {
  const config = readConfig(process.env, root)
  const database = await openDatabase(config)
  let house: House | null = null
  const stop = async () => {
    await house?.close()
    await database.stop()
  }
  onSignals(stop)
  try {
    await migrate(database.url, `${root}/db/migrations`)
    const people = await firstStart(config, database.url)
    house = await openHouse(config, database.url, root)
    house.startLoops()
    await house.server.listen({ host: config.host, port: config.port })
    if (people.isNew && config.isSampleWanted) await fillWithSample(house, config, people.tenantId)
    announce(config, readSignIns(config))
  } catch (error) {
    await stop()
    throw error
  }
}

async function openDatabase(config: Config): Promise<{ url: string; stop: () => Promise<void> }> {
  if (config.databaseUrl) return { url: config.databaseUrl, stop: () => Promise.resolve() }
  const embedded = await startEmbedded({ dataDir: config.dataDir, log: (sentence) => console.log(sentence) })
  return { url: embedded.ownerUrl, stop: () => embedded.stop() }
}

/** The first signal ends everything in order; a second one at once. */
function onSignals(stop: () => Promise<void>): void {
  let isStopping = false
  const end = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1)
    isStopping = true
    console.log(`\nStopping (${signal}).`)
    void stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error((error as Error).message)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
}

function announce(config: Config, signIns: readonly SignInHint[]): void {
  const base = config.publicUrl
  console.log(`
Tallystick is ready.

  Producer portal    ${base}/producer/
  End-user portal    ${base}/portal/
  API documentation  ${base}/docs/
`)
  if (!existsSync(`${root}/build/producer-portal`)) console.log('  (The portals are not built; npm start builds them.)')
  for (const { who, portal, userName, password } of signIns) {
    console.log(`  ${who.padEnd(34)} ${portal.padEnd(9)} ${userName.padEnd(34)} ${password}`)
  }
  console.log('\nCtrl-C stops everything.')
}
