import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The key that seals the producer's secrets: `TALLYSTICK_MASTER_KEY` (64 hexadecimal digits), else a file
 * beside the data, made at the first start and readable by its owner only. Keep a copy apart from the
 * database: without it sealed signing keys cannot be opened.
 */
export function masterKey(env: NodeJS.ProcessEnv, dataDir: string): Buffer {
  const given = env['TALLYSTICK_MASTER_KEY']
  if (given) {
    if (!/^[0-9a-f]{64}$/i.test(given))
      throw new Error('TALLYSTICK_MASTER_KEY must be 64 hexadecimal digits.')
    return Buffer.from(given, 'hex')
  }
  const path = join(dataDir, 'master.key')
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
}
