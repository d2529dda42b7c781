import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEmbedded } from './embedded.ts'
import { readPostmaster } from './embedded-leftover.ts'

/** One folder for all tests that leave their database as they found it: making a cluster takes a second. */
let home: string

beforeAll(() => {
  home = newFolder()
})

afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

describe('the embedded database', () => {
  test('[BEY-14] keeps what was written over an orderly stop, and leaves no process or socket behind', async () => {
    const first = await startEmbedded({ dataDir: home })
    await query(first.ownerUrl, 'CREATE TABLE word (word text)')
    await query(first.ownerUrl, "INSERT INTO word VALUES ('stick')")
    const { pid } = first
    await first.stop()

    expect(isAlive(pid)).toBe(false)
    await expect(query(first.ownerUrl, 'SELECT 1')).rejects.toThrow('ENOENT')
    const second = await startEmbedded({ dataDir: home })
    expect(await query(second.ownerUrl, 'SELECT word FROM word')).toEqual([{ word: 'stick' }])
    await second.stop()
  })

  test('[BEY-14] is durable, checksummed, closed to the network, and no superuser for the application', async () => {
    const database = await startEmbedded({ dataDir: home })
    const shown = await query(
      database.appUrl,
      `SELECT current_setting('fsync') AS fsync, current_setting('data_checksums') AS checksums,
              current_setting('listen_addresses') AS addresses, current_setting('server_encoding') AS encoding,
              (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS is_mighty,
              (SELECT datlocale FROM pg_database WHERE datname = current_database()) AS locale`,
    )
    await database.stop()

    expect(shown).toEqual([
      { fsync: 'on', checksums: 'on', addresses: '', encoding: 'UTF8', is_mighty: false, locale: 'C.UTF-8' },
    ])
  })

  test('[BEY-14] starts again within two seconds after its parent was killed, with all that was committed', async () => {
    const parent = await startInChild()
    await query(parent.ownerUrl, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number')
    parent.child.kill('SIGKILL')
    await ended(parent.child)

    const database = await startEmbedded({ dataDir: home })
    expect(await query(database.ownerUrl, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 1000 }])
    await database.stop()
  })

  test('[BEY-14] recovers after everything was killed at once', async () => {
    const parent = await startInChild()
    await query(parent.ownerUrl, 'CREATE TABLE crashed AS SELECT generate_series(1, 1000) AS number')
    process.kill(parent.pid, 'SIGSTOP')
    parent.child.kill('SIGKILL')
    process.kill(parent.pid, 'SIGKILL')
    await ended(parent.child)

    const database = await startEmbedded({ dataDir: home })
    expect(await query(database.ownerUrl, 'SELECT count(*)::int AS rows FROM crashed')).toEqual([
      { rows: 1000 },
    ])
    await database.stop()
  })

  // The guard is the shell that stops PostgreSQL when its parent is gone; here it was killed too.
  test('[BEY-14] stops an engine that runs on without a parent and takes over its data', async () => {
    const parent = await startInChild()
    await query(parent.ownerUrl, 'CREATE TABLE orphaned AS SELECT 1 AS number')
    process.kill(guardOf(parent.pid), 'SIGKILL')
    parent.child.kill('SIGKILL')
    await ended(parent.child)

    const said: string[] = []
    const database = await startEmbedded({ dataDir: home, log: (sentence) => said.push(sentence) })
    expect(said.join()).toContain(`left behind (process ${parent.pid})`)
    expect(await query(database.ownerUrl, 'SELECT number FROM orphaned')).toEqual([{ number: 1 }])
    await database.stop()
  })

  test('[BEY-14] is not misled by a process number that now belongs to another program', async () => {
    const first = await startEmbedded({ dataDir: home })
    await first.stop()
    const postmaster = join(home, 'postgres', 'postmaster.pid')
    writeFileSync(postmaster, `${process.ppid}\n${home}/postgres\n1\n5432\n/tmp\n\n1 1\nready\n`)
    chmodSync(postmaster, 0o644)

    const second = await startEmbedded({ dataDir: home })
    expect(readPostmaster(join(home, 'postgres'))?.pid).toBe(second.pid)
    await second.stop()
  })

  test('[BEY-14] refuses a second start on the same folder, names the first, and leaves it alone', async () => {
    const first = await startEmbedded({ dataDir: home })

    await expect(startEmbedded({ dataDir: home })).rejects.toThrow(
      `The data folder ${home} is in use by another Tallystick (process ${process.pid})`,
    )
    expect(await query(first.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await first.stop()
  })

  test('[BEY-14] works in a folder whose path is too long for a socket', async () => {
    const outer = newFolder()
    const deep = join(outer, 'a-folder-with-a-rather-long-name'.repeat(4))
    mkdirSync(deep)
    const database = await startEmbedded({ dataDir: deep })

    expect(await query(database.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(database.socketDir.length).toBeLessThan(60)
    await database.stop()
    rmSync(outer, { recursive: true })
  })

  test('[BEY-14] throws away what a crash left of a cluster in the making', async () => {
    const half = join(home, 'postgres.new-1')
    mkdirSync(half)
    const database = await startEmbedded({ dataDir: home })

    expect(existsSync(half)).toBe(false)
    await database.stop()
  })

  test('[BEY-14] says what is wrong with a folder of another version or of something else', async () => {
    const other = newFolder()
    mkdirSync(join(other, 'postgres'))
    await expect(startEmbedded({ dataDir: other })).rejects.toThrow('is not a PostgreSQL folder')
    writeFileSync(join(other, 'postgres', 'PG_VERSION'), '17\n')
    await expect(startEmbedded({ dataDir: other })).rejects.toThrow('was written by PostgreSQL 17')
    rmSync(other, { recursive: true })
  })

  test('[BEY-14] tells when PostgreSQL ends without being asked', async () => {
    const database = await startEmbedded({ dataDir: home })
    process.kill(database.pid, 'SIGQUIT')

    expect(await database.ended).toMatch(/^PostgreSQL ended with/)
    await database.stop()
  })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-embedded-'))
  chmodSync(folder, 0o755)
  return folder
}

async function query(connectionString: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** A process of its own that starts the database and stays, to be killed. */
async function startInChild(): Promise<{ child: ChildProcess; ownerUrl: string; pid: number }> {
  const module = fileURLToPath(new URL('./embedded.ts', import.meta.url))
  const script = `
    import { startEmbedded } from ${JSON.stringify(module)}
    const { ownerUrl, pid } = await startEmbedded({ dataDir: ${JSON.stringify(home)} })
    console.log(JSON.stringify({ ownerUrl, pid }))
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of child.stdout)
    return { child, ...(JSON.parse(String(line)) as { ownerUrl: string; pid: number }) }
  throw new Error('The child ended before its database was up.')
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** Process number of the guard of a PostgreSQL, found by its command line. */
function guardOf(pid: number): number {
  const listed = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).stdout.split('\n')
  const line = listed.find((entry) => entry.includes('tallystick-guard') && entry.trim().endsWith(` ${pid}`))
  return Number(line?.trim().split(' ')[0])
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
