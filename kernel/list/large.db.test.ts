import fc from 'fast-check'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { implementList } from '../operation/implement.ts'
import { testPipeline, type TestPipeline } from '../testing/pipeline.ts'
import { bindList } from './bind.ts'
import { defineList, type Page } from './define.ts'
import { widerWindow, WINDOW } from './large.ts'

const list = (name: string) =>
  defineList({
    name,
    title: 'Screws',
    summary: 'Screws of a store.',
    rows: ['NAV-01', 'NAV-02'],
    path: `/v1/${name}`,
    permission: null,
    signedIn: true,
    fileName: 'Screws',
    defaultSort: '-madeAt',
    columns: {
      code: { label: 'Code', type: 'text', sortable: true },
      metal: { label: 'Metal', type: 'text', nullable: true },
      millimeters: { label: 'Length', type: 'number' },
      madeAt: { label: 'Made', type: 'instant', sortable: true },
    },
  })

const bindings = {
  base: sql`screw AS s`,
  alias: 's',
  id: sql`s.screw_id`,
  where: (ctx: { tenantId: string }) => sql`s.tenant_id = ${ctx.tenantId}`,
}
const columns = {
  code: { value: sql`s.code` },
  metal: { value: sql`s.metal` },
  millimeters: { value: sql`s.millimeters` },
  madeAt: { value: sql`s.made_at`, sortType: 'timestamptz' as const },
}
const few = { table: 'screw', column: 'metal' }
const fewCodes = { table: 'screw', column: 'code' }

let house: TestPipeline
beforeAll(async () => {
  house = await testPipeline([
    implementList(bindList(list('list-screws'), { ...bindings, columns })),
    implementList(
      bindList(list('list-many-screws'), {
        ...bindings,
        isLarge: true,
        columns: {
          ...columns,
          metal: { ...columns.metal, few },
          code: { ...columns.code, few: fewCodes },
        },
      }),
    ),
  ])
  await house.owner
    .query(`CREATE TABLE screw (tenant_id uuid NOT NULL, screw_id uuid PRIMARY KEY DEFAULT uuidv7(),
    code text NOT NULL, metal text, millimeters integer NOT NULL, made_at timestamptz NOT NULL)`)
  await house.owner.query(`SELECT close_to_other_tenants('screw')`)
  // Older screws have other metals and other years in their codes, as products and orders have: what is old is found
  // behind thousands of others. Three of a thousand have no metal at all.
  await house.owner.query(
    `INSERT INTO screw (tenant_id, code, metal, millimeters, made_at)
     SELECT $1, 'SO-' || (2026 - n / 2000) || '-' || lpad((n * 7919 % 100000)::text, 5, '0'),
       CASE WHEN n % 333 <> 0 THEN (ARRAY['Steel','Brass','Zinc 4.2','50% Tin','nickel'])[1 + n / 3000] END,
       n % 7 + CASE WHEN n = 11999 THEN 900 ELSE 0 END,
       timestamptz '2026-07-01' - (n / 3) * interval '3 hours'
     FROM generate_series(1, ${ROWS}) n`,
    [house.tenantId],
  )
  await house.owner.query(
    `CREATE INDEX screw__by_made ON screw (tenant_id, made_at, screw_id);
     CREATE INDEX screw__by_code ON screw (tenant_id, code, screw_id);
     CREATE INDEX screw__by_metal ON screw (tenant_id, metal); ANALYZE screw`,
  )
})
afterAll(() => house.close())

const ROWS = 12_000

type Screw = { readonly id: string; readonly code: string; readonly metal: string | null }

const ask = (name: string, input: object): Promise<Page<Screw>> => house.run(name, input)

const keys = async (name: string, input: object) => (await ask(name, input)).rows.map(({ id }) => id)

describe('a large list', () => {
  test('[NAV-02] finds what lies behind its first window, in order, without regard to case', async () => {
    expect(ROWS).toBeGreaterThan(2 * WINDOW)
    const { rows } = await ask('list-many-screws', { where: ['code.contains:so-2020'], limit: 500 })

    expect(rows).toHaveLength(1)
    expect((await ask('list-many-screws', { where: 'metal.equals:NICKEL' })).rows).toEqual(rows)
    const { rows: tin } = await ask('list-many-screws', { where: 'metal.contains:50% t', limit: 5 })
    expect(tin.map(({ metal }) => metal)).toEqual(Array(5).fill('50% Tin'))
    expect((await ask('list-many-screws', { where: 'millimeters.atLeast:900' })).rows).toHaveLength(1)
  })

  test('[NAV-02] pages through all that match, each row once, in the order of the whole list', async () => {
    const where = ['metal.contains:zinc']
    const all = await keys('list-screws', { where, limit: 500 })
    const walked: string[] = []
    let after: string | null = null
    do {
      const page: Page<Screw> = await ask('list-many-screws', { where, limit: 150, ...(after && { after }) })
      walked.push(...page.rows.map(({ id }) => id))
      after = page.next
    } while (after !== null && walked.length < 500)

    expect(walked.slice(0, 500)).toEqual(all)
  })

  test('[NAV-02] answers every question as a list does that reads each row', async () => {
    const condition = fc.constantFrom(
      ...[
        'code.contains:so-2021',
        'code.contains:2021',
        'code.contains:9',
        'code.contains:SO',
        'code.starts:so-2025',
      ],
      ...[
        'code.ends:77',
        'code.equals:so-2026-07919',
        'code.contains:%',
        'metal.contains:e',
        'metal.contains:Zz',
      ],
      ...['metal.contains:4.2', 'metal.starts:50%', 'metal.ends:S', 'metal.equals:brass', 'metal.contains:_'],
      ...[
        'millimeters.equals:3',
        'millimeters.atLeast:7',
        'millimeters.atMost:0',
        'madeAt.before:2025-03-01',
      ],
      ...['madeAt.after:2026-06-30', 'madeAt.on:2025-05-05'],
    )
    const input = fc.record({
      where: fc.uniqueArray(condition, { minLength: 1, maxLength: 3 }),
      sort: fc.constantFrom('-madeAt', 'madeAt', 'code', '-code'),
      limit: fc.constantFrom(1, 20, 400),
    })
    await fc.assert(
      fc.asyncProperty(input, async (asked) => {
        const plain = await ask('list-screws', { ...asked, total: 'true' })
        expect(await ask('list-many-screws', { ...asked, total: 'true' })).toEqual(plain)
      }),
      { numRuns: 60 },
    )
  })

  test('[NAV-02] goes on by its own plans after it read without order', async () => {
    const page = await ask('list-many-screws', { where: 'code.contains:so-2020', total: 'true' })

    expect(page).toMatchObject({ next: null, total: { count: 1, isExact: true } })
  })
})

describe('the window of an order', () => {
  test.each([
    [WINDOW, 20, 21, 7875],
    [WINDOW, 6, 21, 26250],
    [WINDOW, 2, 21, null],
    [WINDOW, 0, 21, null],
    [7875, 20, 21, null],
  ])(
    '[NAV-02] of %i rows with %i of %i that are wanted is followed by one of %s',
    (size, found, wanted, wide) => {
      expect(widerWindow(size, found, wanted)).toBe(wide)
    },
  )

  test('[NAV-02] grows when it nearly filled the page', async () => {
    const where = ['millimeters.equals:3', 'code.contains:7-0']
    const wide = await keys('list-many-screws', { where, limit: 100 })

    expect(wide).toEqual(await keys('list-screws', { where, limit: 100 }))
  })
})

describe('letters with another case outside of ASCII', () => {
  test('[NAV-02] are found whether the words have one letter or many, digits or none', async () => {
    await house.owner.query(
      `INSERT INTO screw (tenant_id, code, metal, millimeters, made_at)
       VALUES ($1, 'Malmö \u212A7', 'Ö', 1, '2020-01-01')`,
      [house.tenantId],
    )
    for (const where of ['code.contains:MALMÖ', 'code.contains:k7', 'code.contains:Ö', 'metal.contains:ö']) {
      expect((await ask('list-many-screws', { where })).rows, where).toHaveLength(1)
      expect(await keys('list-many-screws', { where }), where).toEqual(await keys('list-screws', { where }))
    }
  })
})

describe('the list of jobs', () => {
  test('[NAV-02] is read in the order of an index, however many jobs there were', async () => {
    await house.owner.query(
      `INSERT INTO job (tenant_id, job_id, operation, input, principal, actor_name, created_at)
       SELECT $1, uuidv7(), 'run-import', '{}', '{}', 'Ada Miller', timestamptz '2026-01-01' + n * interval '1 minute'
       FROM generate_series(1, 3000) n`,
      [house.tenantId],
    )
    await house.owner.query('ANALYZE job')
    const { rows } = await house.owner.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (COSTS OFF) SELECT job_id FROM job WHERE tenant_id = '${house.tenantId}'
       ORDER BY created_at DESC, job_id DESC LIMIT 21`,
    )

    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Backward using job__by_created/)
  })
})
