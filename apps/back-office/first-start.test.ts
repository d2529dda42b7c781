import { testDatabase, type TestDatabase } from '@tallystick/kernel/testing/database.ts'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { firstStart } from './first-start.ts'
import { forgetPassword, notedPassword } from './sign-ins.ts'

let database: TestDatabase
const folders: string[] = []

beforeAll(async () => {
  database = await testDatabase()
})

afterAll(async () => {
  await database.drop()
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }))
})

describe('the first start', () => {
  test('[BEY-14] is taken up after an interruption, with the password that it had promised', async () => {
    const config = configWith({ DATABASE_URL: database.ownerUrl })
    const interrupted = await firstStart(config, database.ownerUrl)
    const next = await firstStart(config, database.ownerUrl)

    expect(interrupted).toMatchObject({ isNew: true, signIns: [{ userName: 'admin' }] })
    expect(next).toEqual(interrupted)
    expect(notedPassword(config)).toBe(interrupted.signIns[0]?.password)

    forgetPassword(config)
    expect(await firstStart(config, database.ownerUrl)).toEqual({ ...interrupted, isNew: false })
  })

  test('[BEY-14] leaves a producer alone that was there before, and knows no password of it', async () => {
    const elsewhere = configWith({ DATABASE_URL: database.ownerUrl })
    const found = await firstStart(elsewhere, database.ownerUrl)

    expect(found).toMatchObject({ isNew: false, signIns: [] })
    expect(notedPassword(elsewhere)).toBeNull()
  })
})

describe('a start that cannot be', () => {
  test('[BEY-14] names the port that another program has, and ends', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((listening) => other.once('listening', listening))
    const port = String((other.address() as AddressInfo).port)
    try {
      const { code, errors } = await startProgram({ DATABASE_URL: database.ownerUrl, TALLYSTICK_PORT: port })

      expect(errors).toBe(
        `Tallystick cannot start: port ${port} is in use by another program; stop that one, or set TALLYSTICK_PORT.\n`,
      )
      expect(code).toBe(1)
    } finally {
      other.close()
    }
  })

  test('[BEY-14] names the setting of a database that is not there', async () => {
    const { code, errors } = await startProgram({ DATABASE_URL: 'postgres://somebody@/x?host=%2Fnowhere' })

    expect(errors).toMatch(
      /^Tallystick cannot start: the database of DATABASE_URL cannot be reached: .*nowhere/,
    )
    expect(code).toBe(1)
  })

  test.each([
    ['TALLYSTICK_PORT', '99999'],
    ['TALLYSTICK_CONNECTIONS', 'many'],
    ['TALLYSTICK_LOG', 'loud'],
    ['TALLYSTICK_PUBLIC_URL', 'licenses.example.com'],
  ])('[BEY-14] names the setting %s when its value makes no sense', (name, value) => {
    expect(() => readConfig({ [name]: value }, '/')).toThrow(new RegExp(`^${name} must be .*"${value}"`))
  })
})

function configWith(env: NodeJS.ProcessEnv) {
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-start-'))
  folders.push(folder)
  return readConfig({ TALLYSTICK_DATA: folder, TALLYSTICK_SAMPLE: 'none', ...env }, folder)
}

/** Runs the program that people start until it ends. */
async function startProgram(env: NodeJS.ProcessEnv): Promise<{ code: number | null; errors: string }> {
  const { dataDir } = configWith({})
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      TALLYSTICK_DATA: dataDir,
      TALLYSTICK_SAMPLE: 'none',
      TALLYSTICK_LOG: 'fatal',
      ...env,
    },
  })
  let errors = ''
  child.stderr.on('data', (text) => (errors += String(text)))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, errors }
}
