import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { askEngine, engineOf, ENGINES, type Engine } from './engines.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** How a statement that needs an ability looks. */
const MARKS: Readonly<Partial<Record<keyof Engine, RegExp>>> = {
  skipLocked: /\bSKIP LOCKED\b/,
  advisoryLocks: /\bpg_(try_)?advisory_/,
  listenNotify: /\b(UN)?LISTEN [a-z]|\bpg_notify\b|\bNOTIFY [a-z]/,
  tableLocks: /\bLOCK (TABLE )?\w+ IN\b/,
  deferrableConstraints: /\bDEFERRABLE\b/,
}

/** Files that may hold SQL of the product. */
function files(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|sql)$/.test(name) && !/node_modules|\.test\.ts$|testing\//.test(name))
    .map((name) => join(folder, name))
}

const without = (path: string, mark: RegExp) =>
  readFileSync(join(ROOT, path), 'utf8')
    .split('\n')
    .filter((line) => !/^\s*(\/\/|\/?\*|--)/.test(line))
    .every((line) => !mark.test(line))

describe('engines', () => {
  test('[BEY-14] the product uses nothing that one of the engines lacks', () => {
    const missing = Object.entries(MARKS).filter(([ability]) =>
      Object.values<Engine>(ENGINES).some((engine) => !engine[ability as keyof Engine]),
    )
    const product = ['kernel', 'modules', 'apps', 'db/migrations'].flatMap(files)

    expect(missing.map(([ability]) => ability)).toContain('advisoryLocks')
    expect(product.length).toBeGreaterThan(300)
    for (const [ability, mark] of missing) {
      expect(
        product.filter((path) => !without(path, mark)),
        ability,
      ).toEqual([])
    }
  })

  test('[BEY-14] marks are found where they stand', () => {
    expect(without('kernel/jobs/store.ts', MARKS.skipLocked as RegExp)).toBe(false)
  })

  test.each([
    ['PostgreSQL 15.4 on aarch64-unknown-linux-gnu, compiled by gcc', 'postgres'],
    ['PostgreSQL 18.0 (Debian 18.0-1)', 'postgres'],
    ['PostgreSQL 15.12-YB-2.25.1.0-b0 on x86_64-pc-linux-gnu', 'distributed'],
    ['CockroachDB CCL v25.2.0 (x86_64-pc-linux-gnu)', 'distributed'],
  ])('[BEY-14] %s is known', (version, engine) => {
    expect(engineOf(version)).toBe(engine)
  })

  test.each([['PostgreSQL 14.11 on x86_64'], ['PostgreSQL 9.6.24'], ['8.0.36 MySQL'], ['']])(
    '[BEY-14] "%s" is told to be too little',
    (version) => {
      expect(() => engineOf(version)).toThrow('PostgreSQL 15 or later is needed')
    },
  )

  test('[BEY-14] the engine of the tests answers for itself', async () => {
    const client = new pg.Client({ connectionString: inject('cluster').adminUrl })
    await client.connect()
    expect(await askEngine(client)).toBe('postgres')
    await client.end()
  })
})
