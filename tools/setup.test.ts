import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const TOOLS = dirname(fileURLToPath(import.meta.url))

/** A checkout with the real setup, one package, and a program behind `gen` that a test writes. */
let checkout: string

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'tallystick-setup-'))
  mkdirSync(join(checkout, 'node_modules', '.bin'), { recursive: true })
  cpSync(join(TOOLS, 'setup.mjs'), join(checkout, 'tools', 'setup.mjs'))
  cpSync(join(TOOLS, 'setup'), join(checkout, 'tools', 'setup'), { recursive: true })
  write('tools/setup/after-install.ts', '')
  symlinkSync(process.execPath, join(checkout, 'node_modules', '.bin', 'node'))
  lock('package-lock.json', { 'node_modules/stick': { version: '1.0.0' } })
  lock('node_modules/.package-lock.json', { 'node_modules/stick': { version: '1.0.0' } })
})

afterEach(() => {
  rmSync(checkout, { recursive: true, force: true })
})

describe('the commands', () => {
  test('[BEY-14] hand words and exit code through, and find the pinned Node first', async () => {
    write('tools/gen.ts', 'console.log(process.argv.slice(2).join(), process.env.PATH); process.exitCode = 7')
    const { code, output } = await finished(command('gen', '--check', 'x'))

    expect(output).toContain(`--check,x ${join(checkout, 'node_modules', '.bin')}:`)
    expect(code).toBe(7)
  })

  test('[BEY-14] pass a request to stop on, and wait for the program', async () => {
    write(
      'tools/gen.ts',
      'process.on("SIGTERM", () => { console.log("bye"); process.exit(3) }); setInterval(() => 0, 1e3); console.log("up")',
    )
    const child = command('gen')
    await once(child.stdout ?? child, 'data')
    child.kill('SIGTERM')

    expect(await finished(child)).toMatchObject({ code: 3, output: 'bye\n' })
  })

  test('[BEY-14] take an install that was made by hand, and remember it', async () => {
    lock('package-lock.json', {
      'node_modules/stick': { version: '1.0.0' },
      'node_modules/elsewhere': { version: '1.0.0', optional: true, os: ['plan9'] },
      'node_modules/below-elsewhere': { version: '1.0.0', optional: true },
    })
    write('tools/gen.ts', '')

    expect(await finished(command('gen'))).toEqual({ code: 0, output: '' })
    expect(existsSync(join(checkout, 'node_modules', '.tallystick-stamp'))).toBe(true)
  })

  test('[BEY-14] install again when the lock file asks for more, and say in a line why that fails', async () => {
    lock('package-lock.json', {
      'node_modules/stick': { version: '2.0.0', resolved: 'http://127.0.0.1:9/s.tgz' },
    })
    write('package.json', '{ "name": "probe", "version": "1.0.0", "dependencies": { "stick": "2.0.0" } }')
    const { code, output } = await finished(command('gen'))

    expect(output).toMatch(
      /^tallystick: Installing the packages.*\ntallystick: .*registry is not reachable.*\n$/,
    )
    expect(code).toBe(1)
  })

  test('[BEY-14] answer unknown commands and incomplete checkouts with one sentence', async () => {
    expect(await finished(command('fly'))).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^tallystick: There is no command "fly"; known are .*\n$/),
    })
    expect(await finished(command('bench'))).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^tallystick: "bench" is not part of this checkout: .*\n$/),
    })
    rmSync(join(checkout, 'package-lock.json'))
    expect(await finished(command('gen'))).toEqual({
      code: 1,
      output: 'tallystick: package-lock.json is missing; the checkout is not complete.\n',
    })
  })
})

function command(...words: string[]): ChildProcess {
  const env = {
    PATH: process.env.PATH,
    HOME: checkout,
    npm_config_fetch_retries: '0',
    npm_config_registry: 'http://127.0.0.1:9/',
  }
  return spawn(process.execPath, [join(checkout, 'tools', 'setup.mjs'), ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function finished(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = ''
  child.stdout?.on('data', (text) => (output += String(text)))
  child.stderr?.on('data', (text) => (output += String(text)))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

function write(path: string, text: string): void {
  writeFileSync(join(checkout, path), text)
}

function lock(path: string, packages: Record<string, unknown>): void {
  const root = { name: 'probe', version: '1.0.0', dependencies: { stick: '2.0.0' } }
  write(
    path,
    JSON.stringify({
      name: 'probe',
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: { '': root, ...packages },
    }),
  )
}
