import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../config.ts'
import { openHouse } from '../house.ts'

// One back office over a database that others have prepared, on a free port, which it prints. Tests and the bench
// start several of them, as an operator would behind a load balancer.
const root = fileURLToPath(new URL('../../..', import.meta.url))
const config = readConfig({ ...process.env, TALLYSTICK_PORT: '0', TALLYSTICK_SAMPLE: 'none' }, root)
if (!config.databaseUrl) throw new Error('DATABASE_URL is missing.')

const house = await openHouse(config, config.databaseUrl, root)
if (process.env['TALLYSTICK_LOOPS'] === 'true') house.startLoops()
await house.server.listen({ host: '127.0.0.1', port: 0 })
console.log(String((house.server.server.address() as AddressInfo).port))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void house.close().then(() => process.exit(0)))
}
