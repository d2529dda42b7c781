import fc from 'fast-check'
import sql, { type Sql } from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { InvalidInput, InvariantError } from '../errors/problems.ts'
import { implementList } from '../operation/implement.ts'
import { testPipeline, type TestPipeline } from '../testing/pipeline.ts'
import { bindList } from './bind.ts'
import { attributeColumn, defineList, printCondition, type Operator, type Page } from './define.ts'

const listTools = defineList({
  name: 'list-tools',
  title: 'Tools',
  summary: 'Tools of a shed.',
  rows: ['NAV-01', 'NAV-02'],
  path: '/v1/tools',
  permission: null,
  signedIn: true,
  fileName: 'Tools',
  defaultSort: 'name',
  customAttributes: true,
  params: z.object({ shed: z.string().optional() }),
  columns: {
    name: { label: 'Name', type: 'text', sortable: true },
    maker: { label: 'Maker', type: 'text', nullable: true },
    uses: { label: 'Uses', type: 'texts' },
    weight: { label: 'Weight', type: 'number', nullable: true },
    rank: { label: 'Rank', type: 'number', sortable: true },
    isSharp: { label: 'Sharp', type: 'boolean', nullable: true },
    boughtOn: { label: 'Bought', type: 'date', nullable: true },
    usedAt: { label: 'Used', type: 'instant', nullable: true },
    madeAt: { label: 'Made', type: 'instant', sortable: true },
    state: {
      label: 'State',
      type: 'choice',
      choices: { new: 'New', worn: 'Worn', lost: 'Lost' },
      nullable: true,
    },
    note: { label: 'Note', type: 'text', searchable: false, nullable: true },
  },
})

const bindings = {
  base: sql`tool AS t`,
  alias: 't',
  id: sql`t.tool_id`,
  where: (ctx: { tenantId: string }, input: Record<string, unknown>) => sql`t.tenant_id = ${ctx.tenantId}
    AND (${input['shed'] ?? null}::text IS NULL OR t.shed = ${input['shed'] ?? null}::text)`,
  columns: {
    name: { value: sql`t.name` },
    maker: { value: sql`t.maker` },
    uses: {
      value: sql`t.uses`,
      filter: (_condition: unknown, compare: (left: Sql) => Sql) =>
        sql`EXISTS (SELECT 1 FROM unnest(t.uses) AS u(text) WHERE ${compare(sql`u.text`)})`,
    },
    weight: { value: sql`t.weight` },
    rank: { value: sql`t.rank`, sortType: 'integer' as const },
    isSharp: { value: sql`t.is_sharp` },
    boughtOn: { value: sql`t.bought_on` },
    usedAt: { value: sql`t.used_at` },
    madeAt: { value: sql`t.made_at`, sortType: 'timestamptz' as const },
    state: { value: sql`t.state` },
    note: { value: sql`t.note` },
  },
  extras: { shed: sql`t.shed` },
}

type Tool = Readonly<Record<string, unknown>> & { readonly id: string; readonly name: string }

let house: TestPipeline
beforeAll(async () => {
  house = await testPipeline([
    implementList(bindList(listTools, { ...bindings, attributes: sql`t.custom_attributes` })),
  ])
  await house.owner
    .query(`CREATE TABLE tool (tenant_id uuid NOT NULL, tool_id uuid PRIMARY KEY DEFAULT uuidv7(),
    shed text NOT NULL DEFAULT 'main', name text NOT NULL, maker text, uses text[] NOT NULL DEFAULT '{}', weight integer,
    rank integer NOT NULL DEFAULT 0, is_sharp boolean, bought_on date, used_at timestamptz,
    made_at timestamptz NOT NULL DEFAULT '2026-01-01T00:00:00Z', state text, note text,
    custom_attributes jsonb NOT NULL DEFAULT '{}')`)
  await house.owner.query(`SELECT close_to_other_tenants('tool')`)
  for (const tool of TOOLS) await add(tool)
})
afterAll(() => house.close())

const add = async (tool: Readonly<Record<string, unknown>>) => {
  const names = Object.keys(tool)
  await house.owner.query(
    `INSERT INTO tool (tenant_id, ${names.join(', ')})
     VALUES ($1, ${names.map((_name, index) => `$${index + 2}`).join(', ')})`,
    [house.tenantId, ...Object.values(tool)],
  )
}

/** The last one has nothing but its name, so that every condition meets an absent value. */
const TOOLS = [
  {
    name: 'Broad Axe',
    maker: 'Gearwright',
    uses: ['hewing', '50% of all work'],
    weight: 4,
    is_sharp: true,
    bought_on: '2026-03-01',
    used_at: '2026-03-01T00:00:00Z',
    state: 'new',
    note: 'oak handle',
    custom_attributes: {
      color: 'Dark Blue',
      size: 12,
      'is lent': true,
      "it's": 'quoted',
      tags: ['red', 'blue'],
      made: { of: 'blue' },
      nothing: null,
      story: `blue ${'x'.repeat(300)}`,
      '50%_\\': '100%_\\ pure',
    },
  },
  {
    name: 'Adze_1',
    maker: 'gear\\wright',
    uses: ['hewing'],
    weight: 2,
    is_sharp: false,
    bought_on: '2026-03-02',
    used_at: '2026-03-01T23:59:59.999Z',
    state: 'worn',
    custom_attributes: { color: 'blueish', size: 12.5, 'is lent': false },
  },
  {
    name: 'Adze 1',
    maker: '100% hand made',
    uses: [],
    weight: -3,
    is_sharp: true,
    bought_on: '2026-02-28',
    used_at: '2026-03-02T00:00:00Z',
    state: 'lost',
    custom_attributes: { color: 'red', size: '12' },
  },
  { name: 'Peg' },
]

const ask = (query: Readonly<Record<string, unknown>>) =>
  house.run('list-tools', query) as Promise<Page<Tool>>
const found = async (...where: string[]) =>
  (await ask({ where, shed: 'main' })).rows.map(({ name }) => name).toSorted()
const problems = async (query: Readonly<Record<string, unknown>>) => {
  const error = await ask(query).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(InvalidInput)
  return (error as InvalidInput).fields.map(({ path, code, message }) => `${path} ${code}: ${message}`)
}

describe('operators', () => {
  test.each([
    ['name.contains:AXE', ['Broad Axe']],
    ['name.equals:broad axe', ['Broad Axe']],
    ['name.equals:broad', []],
    ['name.starts:adze', ['Adze 1', 'Adze_1']],
    ['name.ends:1', ['Adze 1', 'Adze_1']],
    ['uses.contains:hew', ['Adze_1', 'Broad Axe']],
    ['uses.equals:HEWING', ['Adze_1', 'Broad Axe']],
    ['uses.starts:50', ['Broad Axe']],
    ['uses.ends:work', ['Broad Axe']],
    ['weight.equals:4', ['Broad Axe']],
    ['weight.atLeast:2', ['Adze_1', 'Broad Axe']],
    ['weight.atMost:-3', ['Adze 1']],
    ['isSharp.is:true', ['Adze 1', 'Broad Axe']],
    ['isSharp.is:false', ['Adze_1']],
    ['boughtOn.on:2026-03-01', ['Broad Axe']],
    ['boughtOn.before:2026-03-01', ['Adze 1']],
    ['boughtOn.after:2026-03-01', ['Adze_1']],
    ['usedAt.on:2026-03-01', ['Adze_1', 'Broad Axe']],
    ['usedAt.before:2026-03-02', ['Adze_1', 'Broad Axe']],
    ['usedAt.after:2026-03-01', ['Adze 1']],
    ['state.in:new', ['Broad Axe']],
    ['state.in:new,lost', ['Adze 1', 'Broad Axe']],
  ])('[NAV-02] %s finds what it says, and nothing without a value', async (condition, expected) => {
    expect(await found(condition)).toEqual(expected)
  })

  test('[NAV-02] all conditions must match, also several of one column', async () => {
    expect(await found('weight.atLeast:-5', 'weight.atMost:3', 'isSharp.is:true')).toEqual(['Adze 1'])
    expect(await found('name.contains:adze', 'name.contains:axe')).toEqual([])
  })

  test('[NAV-01] signs of the pattern language stand for themselves', async () => {
    expect(await found('name.contains:_')).toEqual(['Adze_1'])
    expect(await found('name.equals:Adze_1')).toEqual(['Adze_1'])
    expect(await found('maker.contains:%')).toEqual(['Adze 1'])
    expect(await found('maker.starts:100%')).toEqual(['Adze 1'])
    expect(await found('maker.contains:\\')).toEqual(['Adze_1'])
    expect(await found('uses.contains:50%')).toEqual(['Broad Axe'])
    expect(await found("name.equals:x' OR TRUE --")).toEqual([])
  })

  test('[NAV-01] values keep their colons, dots and spaces', async () => {
    await add({ name: 'a.b: c ', shed: 'signs' })

    expect((await ask({ where: 'name.equals:a.b: c ', shed: 'signs' })).rows).toHaveLength(1)
  })

  test('[NAV-03] chosen rows are asked for by their keys, one by one or with commas', async () => {
    const { rows } = await ask({ shed: 'main' })
    const [first, second, third] = rows.map(({ id }) => id) as [string, string, string]

    expect((await ask({ ids: first })).rows.map(({ id }) => id)).toEqual([first])
    expect((await ask({ ids: [`${first},${second}`, third, 'unknown'] })).rows).toHaveLength(3)
    expect((await ask({ ids: [first], where: 'name.equals:nothing' })).rows).toEqual([])
  })
})

describe('custom attributes', () => {
  test.each([
    ['attribute:color.contains:BLUE', ['Adze_1', 'Broad Axe']],
    ['attribute:color.equals:red', ['Adze 1']],
    ['attribute:color.starts:dark', ['Broad Axe']],
    ['attribute:color.ends:ish', ['Adze_1']],
    ['attribute:size.equals:12', ['Adze 1', 'Broad Axe']],
    ['attribute:size.contains:.5', ['Adze_1']],
    ['attribute:is lent.equals:true', ['Broad Axe']],
    ["attribute:it's.equals:quoted", ['Broad Axe']],
    ['attribute:50%_\\.starts:100%_\\', ['Broad Axe']],
    ['attribute:color.contains:%', []],
    ['attribute:absent.contains:a', []],
    ['attribute:Color.contains:blue', []],
    ['attribute:size.atLeast:12.5', ['Adze_1']],
    ['attribute:size.atMost:12.5', ['Adze_1', 'Broad Axe']],
    ['attribute:color.before:2026-01-01', []],
  ])('[NAV-02] %s compares the text of the value', async (condition, expected) => {
    expect(await found(condition)).toEqual(expected)
  })

  test('[NAV-02] lists, objects, long texts and nothing are not searched', async () => {
    for (const name of ['tags', 'made', 'story']) {
      expect(await found(`attribute:${name}.contains:blue`), name).toEqual([])
    }
    expect(await found('attribute:nothing.contains:null')).toEqual([])
  })

  test('[NAV-02] they are combined with columns and with each other', async () => {
    expect(
      await found('attribute:color.contains:blue', 'attribute:size.equals:12', 'isSharp.is:true'),
    ).toEqual(['Broad Axe'])
    expect(await found('attribute:color.contains:blue', 'state.in:lost')).toEqual([])
  })

  // Whatever a name holds, it is a value of the statement and never a part of it.
  test('[NAV-02] any short text names an attribute and finds what is stored under it', async () => {
    const name = fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' })
    const usable = name.filter((text) => /^[^.:\0]{1,100}$/u.test(text))
    await fc.assert(
      fc.asyncProperty(usable, async (text) => {
        await house.owner.query(`DELETE FROM tool WHERE shed = 'any'`)
        await add({ name: 'It', shed: 'any', custom_attributes: { [text]: 'here' } })
        const where = printCondition({ column: attributeColumn(text), operator: 'equals', value: 'here' })
        expect((await ask({ where, shed: 'any' })).rows).toHaveLength(1)
      }),
      { numRuns: 30 },
    )
  })

  test('[NAV-02] other operators, an empty value and names of other forms are told', async () => {
    expect(await problems({ where: 'attribute:color.in:blue' })).toEqual([
      'where bad-condition: The custom attribute "color" is compared with contains, equals, starts, ends, ' +
        'atLeast, atMost, on, before, after.',
    ])
    expect(await problems({ where: 'attribute:color.contains:' })).toEqual([
      'where bad-condition: A search value is missing.',
    ])
    for (const name of ['', 'a.b', 'a:b', 'a\0b', 'x'.repeat(101)]) {
      expect(await problems({ where: `attribute:${name}.contains:a` }), name).toHaveLength(1)
    }
  })

  test('[NAV-02] a list whose records have none says so', async () => {
    const { customAttributes: _none, ...plain } = listTools
    const list = bindList(plain as typeof listTools, bindings)
    const input = { where: ['attribute:color.contains:blue'], ids: [] } as never
    const context = { tenantId: house.tenantId } as never

    expect(() => list.all(context, input)).toThrow(InvalidInput)
    expect(() => bindList(listTools, bindings)).toThrow(InvariantError)
  })
})

describe('what is wrong with a question', () => {
  test('[NAV-02] is told by name, all of it at once', async () => {
    expect(
      await problems({
        where: [
          'nonsense',
          'colour.contains:a',
          'note.contains:a',
          'name.atLeast:1',
          'weight.equals:a',
          'isSharp.is:perhaps',
          'boughtOn.on:2026-02-30',
          'state.in:new,broken,gone',
          'maker.contains:',
        ],
      }),
    ).toEqual([
      'where bad-condition: A condition reads column.operator:value.',
      'where bad-condition: "colour" cannot be searched here.',
      'where bad-condition: "note" cannot be searched here.',
      'where bad-condition: "name" is compared with contains, equals, starts, ends.',
      'where bad-condition: "a" is not a whole number.',
      'where bad-condition: A yes-or-no column takes true or false.',
      'where bad-condition: "2026-02-30" is not a date like 2026-12-31.',
      'where bad-condition: "broken, gone" is none of the values of this column.',
      'where bad-condition: A search value is missing.',
    ])
  })

  test('[NAV-04] an unknown or unsortable column, and a mark of another list, are told', async () => {
    expect(await problems({ sort: 'colour' })).toEqual([
      'sort unknown-sort: The list cannot be sorted by "colour".',
    ])
    expect(await problems({ sort: '-weight' })).toEqual([
      'sort unknown-sort: The list cannot be sorted by "weight".',
    ])
    const mark = 'after bad-cursor: This page mark does not belong to this list and sort.'
    const { next } = await ask({ sort: 'name', limit: 1 })
    expect(await problems({ sort: '-name', after: next })).toEqual([mark])
    expect(await problems({ sort: 'rank', after: next })).toEqual([mark])
    expect(await problems({ after: 'abc' })).toEqual([mark])
    expect(await problems({ shelf: 'a' })).toEqual(['shelf unknown-field: There is no field of this name.'])
  })
})

describe('pages', () => {
  const COUNT = 57
  beforeAll(async () => {
    for (let index = 0; index < COUNT; index += 1) {
      await add({
        shed: 'big',
        name: `Tool ${String(index % 10)}`,
        rank: index % 4,
        made_at: `2026-01-0${1 + (index % 3)}T00:00:00.123456Z`,
      })
    }
  })

  const walk = async (sort: string, limit: number) => {
    const rows: Tool[] = []
    for (let after: string | undefined; ;) {
      const page = await ask({ shed: 'big', sort, limit, ...(after ? { after } : {}) })
      rows.push(...page.rows)
      expect(page.rows.length).toBeLessThanOrEqual(limit)
      if (page.next === null) return rows
      expect(page.rows).toHaveLength(limit)
      after = page.next
    }
  }

  test.each(['name', '-name', 'rank', '-rank', 'madeAt', '-madeAt'])(
    '[NAV-04] sorted by %s every row comes once and in order, though many have the same value',
    async (sort) => {
      const key = sort.replace('-', '')
      for (const limit of [1, 7, 19, 57, 500]) {
        const rows = await walk(sort, limit)
        expect(new Set(rows.map(({ id }) => id)).size).toBe(COUNT)
        const values = rows.map((row) => row[key] as string | number)
        const ordered = values.toSorted((a, b) => (a === b ? 0 : a < b ? -1 : 1))
        expect(values).toEqual(sort.startsWith('-') ? ordered.toReversed() : ordered)
      }
      const up = (await walk(key, 10)).map(({ id }) => id)
      expect((await walk(`-${key}`, 10)).map(({ id }) => id)).toEqual(up.toReversed())
    },
  )

  test('[NAV-04] a page stays where it was when rows before it go or come', async () => {
    const first = await ask({ shed: 'big', sort: 'rank', limit: 10 })
    const rest = await ask({ shed: 'big', sort: 'rank', limit: 500, after: first.next })
    await house.owner.query('DELETE FROM tool WHERE tool_id = $1', [first.rows[3]?.id])
    const again = await ask({ shed: 'big', sort: 'rank', limit: 500, after: first.next })

    expect(again.rows.map(({ id }) => id)).toEqual(rest.rows.map(({ id }) => id))
    await add({ shed: 'big', name: 'Tool 3', rank: 3 })
  })

  test('[NAV-04] twenty rows are shown unless asked otherwise, and the total when it is asked for', async () => {
    const page = await ask({ shed: 'big', total: 'true', where: 'name.contains:tool' })

    expect(page.rows).toHaveLength(20)
    expect(page.total).toEqual({ count: COUNT, isExact: true })
    expect(await ask({ shed: 'big' })).not.toHaveProperty('total')
    expect((await ask({ shed: 'big', total: 'true', where: 'name.equals:no' })).total).toEqual({
      count: 0,
      isExact: true,
    })
  })

  test('[NAV-04] beyond ten thousand rows the total says "more than"', async () => {
    const fill = (from: number, to: number) =>
      house.owner.query(
        `INSERT INTO tool (tenant_id, shed, name) SELECT $1, 'huge', 'Nail ' || n FROM generate_series($2::int, $3::int) n`,
        [house.tenantId, from, to],
      )
    await fill(1, 10_000)
    expect((await ask({ shed: 'huge', limit: 1, total: 'true' })).total).toEqual({
      count: 10_000,
      isExact: true,
    })

    await fill(10_001, 10_001)
    expect((await ask({ shed: 'huge', limit: 1, total: 'true' })).total).toEqual({
      count: 10_000,
      isExact: false,
    })
  })

  test('[NAV-01] values come as the contract says, absent ones as null, and the mark of sorting stays inside', async () => {
    const { rows } = await ask({ shed: 'main', where: 'name.starts:broad' })
    expect(rows).toEqual([
      {
        id: expect.any(String),
        name: 'Broad Axe',
        maker: 'Gearwright',
        uses: ['hewing', '50% of all work'],
        weight: 4,
        rank: 0,
        isSharp: true,
        boughtOn: '2026-03-01',
        usedAt: '2026-03-01T00:00:00Z',
        madeAt: '2026-01-01T00:00:00Z',
        state: 'new',
        note: 'oak handle',
        shed: 'main',
      },
    ])
    expect((await ask({ shed: 'main', where: 'name.equals:peg' })).rows[0]).toMatchObject({
      maker: null,
      uses: [],
      weight: null,
      isSharp: null,
      boughtOn: null,
      usedAt: null,
      state: null,
    })
  })
})

test('[NAV-02] the description of a list tells how custom attributes are asked for', () => {
  const described = z.toJSONSchema(listTools.input, { io: 'input', unrepresentable: 'any' })
  const { where } = described.properties as Record<string, { description?: string }>
  const operator: Operator = 'contains'

  expect(where?.description).toContain(`\`attribute:color.${operator}:blue\``)
})
