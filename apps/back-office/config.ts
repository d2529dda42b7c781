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
  const port = wholeNumber(env, 'TALLYSTICK_PORT', 7080, 0, 65_535)
  const dataDir = env['TALLYSTICK_DATA'] ?? 'data'
  return {
    databaseUrl: env['DATABASE_URL'] || null,
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(root, dataDir),
    host: env['TALLYSTICK_HOST'] ?? '127.0.0.1',
    port,
    publicUrl: webAddress(env, 'TALLYSTICK_PUBLIC_URL') ?? `http://localhost:${port}`,
    tenantSlug: env['TALLYSTICK_TENANT'] ?? 'gearwright',
    tenantName: env['TALLYSTICK_TENANT_NAME'] ?? 'Gearwright',
    isSampleWanted: (env['TALLYSTICK_SAMPLE'] ?? 'gearwright') !== 'none',
    smtpUrl: env['TALLYSTICK_SMTP_URL'] || null,
    logLevel: logLevel(env['TALLYSTICK_LOG'] ?? 'warn'),
    connectionsMax: wholeNumber(env, 'TALLYSTICK_CONNECTIONS', 20, 2, 1000),
  }
}

function wholeNumber(
  env: NodeJS.ProcessEnv,
  name: string,
  otherwise: number,
  min: number,
  max: number,
): number {
  const value = Number(env[name] || otherwise)
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw new Error(`${name} must be a whole number from ${min} to ${max}, not "${env[name]}".`)
}

/** Without a slash at its end, because paths are put behind it. */
function webAddress(env: NodeJS.ProcessEnv, name: string): string | null {
  const given = env[name]
  if (!given) return null
  if (!/^https?:$/.test(URL.parse(given)?.protocol ?? '')) {
    throw new Error(`${name} must be an address like https://licenses.example.com, not "${given}".`)
  }
  return given.replace(/\/+$/, '')
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

function logLevel(given: string): string {
  if (LOG_LEVELS.includes(given)) return given
  throw new Error(`TALLYSTICK_LOG must be one of ${LOG_LEVELS.join(', ')}, not "${given}".`)
}
