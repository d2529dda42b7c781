import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sql from 'sql-template-tag'
import { accountsOperations } from '../operations.ts'
import { rightsOf } from './rights.ts'

const USERS = 5000

let house: TestPipeline
beforeAll(async () => {
  house = await testPipeline(accountsOperations)
  // Rows in bulk: this test is about the statement's plan on a filled house, not about how they came there.
  await house.owner.query(`SELECT set_config('tallystick.tenant_id', '${house.tenantId}', false)`)
  const role = newId()
  const fill = [
    `INSERT INTO role (tenant_id, role_id, name, kind, permissions)
     SELECT $1, '${role}', 'Portal', 'portal', '{entitlements.view,licenses.view}'`,
    `INSERT INTO account (tenant_id, account_id, account_code, name, kind)
     SELECT $1, md5('a' || i)::uuid, 'A' || i, 'Account ' || i, 'customer' FROM generate_series(1, ${USERS}) i`,
    `INSERT INTO account_descendant (tenant_id, ancestor_id, descendant_id)
     SELECT $1, md5('a' || i)::uuid, md5('a' || j)::uuid FROM generate_series(1, ${USERS}, 10) i
     CROSS JOIN LATERAL generate_series(i + 1, i + 9) j`,
    `INSERT INTO app_user (tenant_id, user_id, user_name, kind, first_name, last_name, display_name, email)
     SELECT $1, md5('u' || i)::uuid, 'u' || i, 'customer', 'U', i::text, 'U ' || i, 'u@example.com'
     FROM generate_series(1, ${USERS}) i`,
    `INSERT INTO membership (tenant_id, user_id, account_id)
     SELECT $1, md5('u' || i)::uuid, md5('a' || i)::uuid FROM generate_series(1, ${USERS}) i`,
    `INSERT INTO membership_role (tenant_id, user_id, account_id, role_id)
     SELECT $1, md5('u' || i)::uuid, md5('a' || i)::uuid, '${role}' FROM generate_series(1, ${USERS}) i`,
  ]
  for (const statement of fill) await house.owner.query(statement, [house.tenantId])
  await house.owner.query('ANALYZE')
})
afterAll(() => house.close())

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly Plan[]
}

function scans(plan: Plan): string[] {
  const own = plan['Node Type'] === 'Seq Scan' ? [plan['Relation Name'] ?? ''] : []
  return [...own, ...(plan.Plans ?? []).flatMap(scans)]
}

describe('rights of a user', () => {
  test('[USR-05] one statement reads them through indexes, whatever the size of the house', async () => {
    const statement = rightsOf(sql`${house.tenantId}::uuid`, sql`md5('u11')::uuid`, sql`'2026-03-01'::date`)
    const client = await house.pool.connect()
    try {
      await client.query(`BEGIN; SET LOCAL tallystick.tenant_id = '${house.tenantId}'`)
      const row = (await client.query({ text: statement.text, values: statement.values })).rows[0] as {
        below: string[]
      }
      const { rows } = await client.query({
        text: `EXPLAIN (FORMAT JSON) ${statement.text}`,
        values: statement.values,
      })
      const [{ Plan: plan }] = rows[0]['QUERY PLAN'] as [{ Plan: Plan }]

      expect(row).toMatchObject({ permissions: ['entitlements.view', 'licenses.view'], productLines: [] })
      expect(row.below).toHaveLength(9)
      // The table of roles has one row here, which PostgreSQL rightly reads whole.
      expect(scans(plan).filter((table) => table !== 'role' && table !== 'user_product_line')).toEqual([])
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  })
})
