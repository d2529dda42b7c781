import { isAbsolute, resolve } from 'node:path'

/** Everything that an operator can set, read once at the start. */
export interface Config {
  /** An existing PostgreSQL; without it the embedded one is used. */
  readonly databaseUrl: string | null
  readonly dataDir: string
  readonly host: string
  readonly port: number
  /** Address under which people reach the portals; used in mails. */
  readonly publicUrl: string
  readonly tenantSlug: string
  readonly tenantName: string
  /** Whether an empty database is filled with the sample producer. */
  readonly isSampleWanted: boolean
  readonly smtpUrl: string | null
  readonly logLevel: string
  readonly connectionsMax: number
}

/** Reads the environment. Throws with a sentence when a value makes no sense. */
export function readConfig(env: NodeJS.ProcessEnv, root: string): Config {
  const port = Number(env['TALLYSTICK_PORT'] ?? 7080)
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`TALLYSTICK_PORT must be a port number, not "${env['TALLYSTICK_PORT']}".`)
  }
  const dataDir = env['TALLYSTICK_DATA'] ?? 'data'
  return {
    databaseUrl: env['DATABASE_URL'] || null,
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(root, dataDir),
    host: env['TALLYSTICK_HOST'] ?? '127.0.0.1',
    port,
    publicUrl: env['TALLYSTICK_PUBLIC_URL'] ?? `http://localhost:${port}`,
    tenantSlug: env['TALLYSTICK_TENANT'] ?? 'gearwright',
    tenantName: env['TALLYSTICK_TENANT_NAME'] ?? 'Gearwright',
    isSampleWanted: (env['TALLYSTICK_SAMPLE'] ?? 'gearwright') !== 'none',
    smtpUrl: env['TALLYSTICK_SMTP_URL'] || null,
    logLevel: env['TALLYSTICK_LOG'] ?? 'warn',
    connectionsMax: Number(env['TALLYSTICK_CONNECTIONS'] ?? 20),
  }
}
