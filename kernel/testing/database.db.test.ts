import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from './database.ts'

let one: TestDatabase
let other: TestDatabase

beforeAll(async () => {
  ;[one, other] = await Promise.all([testDatabase(), testDatabase()])
})

afterAll(async () => {
  await Promise.all([one.drop(), other.drop()])
})

test('[BEY-14] gives every caller a migrated database of its own', async () => {
  await run(one.ownerUrl, 'CREATE TABLE mine (word text)')

  const tables = "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'"
  expect(await run(one.ownerUrl, tables)).toContainEqual({ name: 'mine' })
  expect(await run(other.ownerUrl, tables)).not.toContainEqual({ name: 'mine' })
  expect(await run(other.ownerUrl, tables)).toContainEqual({ name: 'schema_migration' })
})

test('[BEY-14] connects the application as a role without rights of its own', async () => {
  expect(await run(one.appUrl, 'SELECT current_user AS role')).toEqual([{ role: 'tallystick_app' }])
  await expect(run(one.appUrl, 'CREATE TABLE theirs (word text)')).rejects.toThrow('permission denied')
})

async function run(connectionString: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
