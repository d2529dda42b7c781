import { randomUUID } from 'node:crypto'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { migrate } from './migrate.ts'

const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url))

/** A database with nothing in it, and a folder for files of a test's own. */
let url: string
let name: string
let folder: string

beforeEach(async () => {
  const { adminUrl } = inject('cluster')
  name = `empty_${randomUUID().replaceAll('-', '')}`
  await query(adminUrl, `CREATE DATABASE ${name}`)
  url = adminUrl.replace('/postgres?', `/${name}?`)
  folder = mkdtempSync(join(tmpdir(), 'tallystick-migrations-'))
})
afterEach(async () => {
  await query(inject('cluster').adminUrl, `DROP DATABASE ${name} WITH (FORCE)`)
  rmSync(folder, { recursive: true })
})

async function query<Row>(connectionString: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(text)).rows as Row[]
  } finally {
    await client.end()
  }
}

const file = (fileName: string, text: string) => writeFileSync(join(folder, fileName), text)

const tables = async () => {
  const rows = await query<{ name: string }>(
    url,
    `SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_name <> 'schema_migration' ORDER BY 1`,
  )
  return rows.map((row) => row.name)
}

const recorded = async () => {
  const rows = await query<{ name: string }>(
    url,
    'SELECT name FROM schema_migration ORDER BY applied_at, name',
  )
  return rows.map((row) => row.name)
}

/** Migrates in a process of its own; the names of the files that it applied. */
function migrateElsewhere(): Promise<string[]> {
  const script = `import { migrate } from ${JSON.stringify(new URL('migrate.ts', import.meta.url).href)}
    console.log(JSON.stringify(await migrate(process.argv[1], process.argv[2])))`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, url, folder])
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(out).toString()) as string[])
      else reject(new Error(Buffer.concat(err).toString()))
    })
  })
}

describe('several first starts at once', () => {
  test('[BEY-14] four processes bring an empty database up together, and each file is applied once', async () => {
    // Without IF NOT EXISTS, so that a second application would fail; slow, so that they really meet.
    const all = ['0001-a.sql', '0002-b.sql', '0003-c.sql', '0004-d.sql']
    for (const one of all) {
      file(
        one,
        `CREATE TABLE t_${one.slice(0, 4)} (word text); SELECT pg_sleep(0.1);
        INSERT INTO t_${one.slice(0, 4)} VALUES ('once')`,
      )
    }

    const applied = await Promise.all([1, 2, 3, 4].map(migrateElsewhere))

    expect(applied.flat().toSorted()).toEqual(all)
    expect(await recorded()).toEqual(all)
    for (const one of await tables())
      expect(await query(url, `SELECT word FROM ${one}`)).toEqual([{ word: 'once' }])
    expect(await tables()).toHaveLength(4)
  })

  test('[BEY-14] the whole schema comes up once from four clients, and a later start finds nothing to do', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(url, MIGRATIONS)))

    const names = applied.flat()
    expect(new Set(names).size).toBe(names.length)
    expect(names.toSorted()).toEqual((await recorded()).toSorted())
    expect(names.length).toBeGreaterThan(10)
    expect(await migrate(url, MIGRATIONS)).toEqual([])
  })
})

describe('the very first moment', () => {
  test('[BEY-14] starts that meet over an empty database never harm each other, at whatever moment they meet', async () => {
    const { adminUrl } = inject('cluster')
    for (let round = 0; round < 12; round += 1) {
      await query(adminUrl, `CREATE DATABASE ${name}_${round}`)
      const own = adminUrl.replace('/postgres?', `/${name}_${round}?`)
      const starts = await Promise.allSettled(Array.from({ length: 8 }, () => migrate(own, folder)))
      await query(adminUrl, `DROP DATABASE ${name}_${round} WITH (FORCE)`)
      expect(starts.filter(({ status }) => status === 'rejected')).toEqual([])
    }
  })
})

describe('files', () => {
  test('[BEY-14] are applied in the order of their names, and later ones at a later start', async () => {
    file('0002-fill.sql', `INSERT INTO shelf VALUES ('one')`)
    file('0001-shelf.sql', 'CREATE TABLE shelf (word text)')
    file('notes.txt', 'No SQL at all.')
    expect(await migrate(url, folder)).toEqual(['0001-shelf.sql', '0002-fill.sql'])

    file('0003-more.sql', `INSERT INTO shelf VALUES ('two')`)
    expect(await migrate(url, folder)).toEqual(['0003-more.sql'])

    expect(await query(url, 'SELECT word FROM shelf ORDER BY 1')).toEqual([{ word: 'one' }, { word: 'two' }])
  })

  test('[BEY-14] one that fails is named with its reason and leaves nothing; those before it stay', async () => {
    file('0001-good.sql', 'CREATE TABLE good (word text)')
    file('0002-bad.sql', 'CREATE TABLE half (word text); INSERT INTO absent VALUES (1)')
    file('0003-never.sql', 'CREATE TABLE never (word text)')

    await expect(migrate(url, folder)).rejects.toThrow(
      'Migration 0002-bad.sql failed: relation "absent" does not exist',
    )

    expect(await tables()).toEqual(['good'])
    expect(await recorded()).toEqual(['0001-good.sql'])

    file('0002-bad.sql', 'CREATE TABLE half (word text)')
    expect(await migrate(url, folder)).toEqual(['0002-bad.sql', '0003-never.sql'])
    expect(await tables()).toEqual(['good', 'half', 'never'])
  })
})
