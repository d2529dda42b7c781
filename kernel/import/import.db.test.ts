import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { NotFound } from '../errors/problems.ts'
import { refuse } from '../errors/refusal.ts'
import { newId } from '../ids-time/ids.ts'
import { jobOperations } from '../jobs/jobs.ts'
import { startWorker, type Worker } from '../jobs/worker.ts'
import { defineCommand } from '../operation/define.ts'
import { implement, type Operation, type QueryContext } from '../operation/implement.ts'
import { systemPrincipal } from '../operation/principal.ts'
import { person, testPipeline, type TestPipeline } from '../testing/pipeline.ts'
import { defineImport, type ImportRecord } from './define.ts'
import { importRefusals } from './refusals.ts'
import { importOperations } from './operations.ts'
import { importFileNow, queueFile, type FileImport } from './run-file.ts'

// A toy store of shelves over a table with a name and a description; a shelf may lean on another one.
const Shelf = z.object({
  name: z.string().max(40),
  text: z.string().max(60).default(''),
  leansOn: z.string().optional(),
})
const fields = { rows: ['PRD-06'], permission: 'shelves.manage', output: z.object({ id: z.string() }) }
const addShelf = defineCommand({
  ...fields,
  name: 'add-shelf',
  summary: 'Add a shelf.',
  rest: { method: 'POST', path: '/v1/shelves' },
  input: Shelf,
  refusals: ['shelf-too-wide'],
  audit: { action: 'shelf.added', subjects: ['shelf'] },
})
const labelShelf = defineCommand({
  ...fields,
  name: 'label-shelf',
  summary: 'Give a shelf another text.',
  rest: { method: 'PATCH', path: '/v1/shelves/{id}' },
  input: z.object({ id: z.string(), text: z.string().max(60) }),
  audit: { action: 'shelf.labelled', subjects: ['shelf'] },
})

/** Called before a shelf is added; tests make it fail or wait. */
let beforeAdd: (name: string) => Promise<void> = () => Promise.resolve()

const operations: readonly Operation[] = [
  ...jobOperations,
  implement(addShelf, async (ctx, input) => {
    await beforeAdd(input.name)
    if (input.text === 'wide') ctx.refuse(refuse('shelf-too-wide', { name: input.name, field: 'text' }))
    if (input.leansOn !== undefined && !(await shelfNamed(ctx, input.leansOn)))
      throw new NotFound('shelf', input.leansOn)
    const id = newId()
    await ctx.tx.run(sql`INSERT INTO product_line (tenant_id, product_line_id, name, description)
      VALUES (${ctx.tenantId}, ${id}, ${input.name}, ${input.text})`)
    ctx.audit({ subjects: [{ kind: 'shelf', id }] })
    return { id }
  }),
  implement(labelShelf, async (ctx, input) => {
    await ctx.tx.run(sql`UPDATE product_line SET description = ${input.text}
      WHERE tenant_id = ${ctx.tenantId} AND product_line_id = ${input.id}`)
    ctx.audit({ subjects: [{ kind: 'shelf', id: input.id }] })
    return { id: input.id }
  }),
  ...importOperations({ definitions: [definition()], texts: { ...importRefusals, ...shelfTexts() } }),
]

function shelfTexts() {
  return {
    'shelf-too-wide': {
      say: 'The shelf {name} is too wide.',
      cure: 'Choose a narrower one.',
      status: 422 as const,
    },
  }
}

function definition() {
  return defineImport({
    name: 'furniture',
    label: 'Furniture',
    help: 'Shelves.',
    recordKinds: [
      {
        kind: 'shelf',
        key: 'shelves',
        label: 'Shelves',
        help: 'One row per shelf.',
        columns: [
          { name: 'name', label: 'Name', required: true, help: 'Its name.', example: 'A-7' },
          { name: 'text', label: 'Text on it', help: 'What is written on it.', example: 'Drawings' },
          { name: 'leansOn', label: 'Leans on', help: 'Another shelf.', example: '' },
        ],
        nameOf: (record) => String(record['name'] ?? ''),
        names: (record) => (record['leansOn'] ? [{ kind: 'shelf', name: String(record['leansOn']) }] : []),
        plan,
      },
    ],
  })
}

async function plan(ctx: QueryContext, record: ImportRecord) {
  const present = await shelfNamed(ctx, String(record['name']))
  if (!present) return { isNew: true, steps: [{ operation: 'add-shelf', input: () => record }] }
  if (record['text'] === undefined || record['text'] === present.text) return { isNew: false, steps: [] }
  const input = () => ({ id: present.id, text: record['text'] })
  return { isNew: false, steps: [{ operation: 'label-shelf', input }] }
}

function shelfNamed(ctx: QueryContext, name: string) {
  return ctx.tx.maybe<{ id: string; text: string }>(sql`SELECT product_line_id AS id, description AS text
    FROM product_line WHERE tenant_id = ${ctx.tenantId} AND lower(name) = lower(${name})`)
}

let house: TestPipeline
let worker: Worker
const startOne = (pipeline = house.pipeline) =>
  startWorker({
    pipeline,
    tenants: () => Promise.resolve([house.tenantId]),
    failed: () => undefined,
    beatMs: 20,
  })

beforeAll(async () => {
  house = await testPipeline(operations)
  worker = startOne()
})
beforeEach(async () => {
  beforeAdd = () => Promise.resolve()
  await house.owner.query('DELETE FROM product_line; DELETE FROM import_row; DELETE FROM job')
})
afterAll(async () => {
  await worker.stop()
  await house.close()
})

describe('importing a file', () => {
  test('[PRD-06] adds, changes, leaves alone and refuses, each with its row of the report', async () => {
    await importCsv('name,text\nA,one\nB,two\n')

    const view = await importCsv('Name;Text on it\nA;one\nB;other\nC;wide\nD;=1+1\n\n;x\n')

    expect(view.figures).toEqual({ created: 1, changed: 1, unchanged: 1, refused: 2 })
    expect(await rowsOf(view.id)).toMatchObject([
      { number: 1, line: 2, reference: 'A', outcome: 'unchanged', reason: null },
      { number: 2, line: 3, reference: 'B', outcome: 'changed' },
      {
        number: 3,
        line: 4,
        outcome: 'refused',
        column: 'text',
        code: 'shelf-too-wide',
        reason: 'The shelf C is too wide. Choose a narrower one.',
      },
      { number: 4, line: 5, reference: 'D', outcome: 'created' },
      { number: 5, line: 7, outcome: 'refused', column: 'name', code: 'value-missing' },
    ])
    expect(await shelves()).toEqual({ A: 'one', B: 'other', D: '=1+1' })
  })

  test('[BEY-13] the same file again changes nothing and writes no history', async () => {
    const text = 'name,text\nA,one\nB,two\n'
    await importCsv(text)
    const before = await historyLength()

    const again = await importCsv(text)

    expect(again.figures).toEqual({ created: 0, changed: 0, unchanged: 2, refused: 0 })
    // The upload and the queued import are noted, the records are not.
    expect(await historyLength()).toBe(before + 2)
  })

  test('[BEY-13] a dry run says what would become of each record and writes nothing', async () => {
    await importCsv('name,text\nA,one\n')

    const view = await importCsv('name,text,leansOn\nA,two,\nB,x,A\nC,x,B\nD,wide,B\nE,x,nowhere\n', {
      dryRun: true,
    })

    expect(view.figures).toEqual({ created: 3, changed: 1, unchanged: 0, refused: 1 })
    const rows = await rowsOf(view.id)
    expect(rows.map((row) => row.code)).toEqual([
      null,
      null,
      'form-checked-only',
      'form-checked-only',
      'not-found',
    ])
    expect(rows[4]).toMatchObject({ column: 'leansOn', line: 6 })
    expect(await shelves()).toEqual({ A: 'one' })
  })

  test('[PRD-06] a name that stands twice in the file is refused the second time, with the first line', async () => {
    const view = await importCsv('name,text\nA,one\n"B\n",x\na,two\n')

    const rows = await rowsOf(view.id)
    expect(rows[2]).toMatchObject({ line: 5, code: 'duplicate-in-file', outcome: 'refused' })
    expect(rows[2]?.reason).toContain('line 2')
    expect(await shelves()).toEqual({ A: 'one', B: 'x' })
  })

  test.each([
    ['unknown, repeated and missing columns', 'text,colour,Text on it\nA,b,c\n', /"colour".*"text".*"name"/],
    ['a file that breaks in the middle', 'name\nA\n"B\n', /Line 3 cannot be read/],
    ['an empty file', '', /is empty/],
    ['a workbook', 'PK\u0003\u0004....', /workbook \(\.xlsx\)/],
  ])('[PRD-06] refuses %s before the first row', async (_name, text, problem) => {
    await expect(importCsv(text)).rejects.toThrow(problem)

    expect(await shelves()).toEqual({})
    const { rows } = await house.owner.query('SELECT 1 FROM import_row')
    expect(rows).toEqual([])
  })

  test('[PRD-06] reads UTF-8 with a mark, UTF-16, and Windows-1252 with a warning', async () => {
    const text = 'name,text\nÅ,Gerätehalle für "€"\n'.replace('"€"', '€')
    const files: [string, Uint8Array][] = [
      ['UTF-8 with a mark', Buffer.from(`\u{FEFF}${text}`)],
      ['UTF-16, little end first', Buffer.from(`\u{FEFF}${text}`, 'utf16le')],
      ['UTF-16, big end first', Buffer.from(`\u{FEFF}${text}`, 'utf16le').swap16()],
      ['Windows-1252', Buffer.from(text.replace('€', '\u0080'), 'latin1')],
    ]
    for (const [, bytes] of files) {
      await house.owner.query('DELETE FROM product_line')
      const view = await run({ bytes })
      expect(await shelves()).toEqual({ Å: 'Gerätehalle für €' })
      expect(view.warnings.length).toBe(bytes === files[3]?.[1] ? 1 : 0)
    }
  })

  test('[PRD-06] reads JSON, refuses unknown fields of a record by name, and broken JSON as a whole', async () => {
    const json = JSON.stringify({
      shelves: [
        { name: 'A', text: 'x' },
        { name: 'B', depth: 3 },
        { name: 'C', text: 7 },
      ],
    })

    const view = await run({ bytes: Buffer.from(json), format: 'json', recordKind: undefined })

    expect(view.figures).toEqual({ created: 2, changed: 0, unchanged: 0, refused: 1 })
    expect((await rowsOf(view.id))[1]).toMatchObject({ column: 'depth', code: 'unknown-field' })
    const broken = run({ bytes: Buffer.from('{"shelves":[{"name":"D"},{"name":}]}'), format: 'json' })
    await expect(broken).rejects.toThrow('cannot be read at line 1')
    const other = run({ bytes: Buffer.from('{"tables":[{"name":"D"}]}'), format: 'json' })
    await expect(other).rejects.toThrow('"tables" is none of the records')
    expect(await shelves()).toEqual({ A: 'x', C: '7' })
  })

  test('[PRD-06] text that the store cannot hold refuses its row, not the file', async () => {
    const json = JSON.stringify([{ name: 'A\0B' }, { name: 'C\uD800' }, { name: 'D' }])

    const view = await run({ bytes: Buffer.from(json), format: 'json' })

    expect(view.figures).toMatchObject({ created: 1, refused: 2 })
  })

  test('[PRD-06] an import is carried out with the rights of who asked for it', async () => {
    const clerk = person(house.tenantId, { permissions: ['imports.run'] })
    const stranger = person(house.tenantId, { permissions: ['imports.run', 'shelves.manage'] })

    const view = await run({ bytes: Buffer.from('name\nA\n') }, clerk)

    expect((await rowsOf(view.id))[0]).toMatchObject({ outcome: 'refused', code: 'forbidden' })
    expect(await shelves()).toEqual({})
    const { uploadId } = (await house.as(clerk, 'upload-file', { fileName: 'a.csv' })) as { uploadId: string }
    const input = { uploadId, importName: 'furniture', format: 'csv', recordKind: 'shelves' }
    await expect(house.as(stranger, 'run-import', input)).rejects.toThrow(NotFound)
  })

  test('[PRD-06] an import that does not exist is refused before it is queued', async () => {
    const bytes = Buffer.from('name\nA\n')
    const wrong = [{ importName: 'garden' }, { recordKind: 'trees' }, { recordKind: undefined }]
    const codes = await Promise.all(
      wrong.map((part) =>
        run({ bytes, ...part }).catch((error: { refusal: { code: string } }) => error.refusal.code),
      ),
    )
    expect(codes).toEqual(['import-unknown', 'record-kind-unknown', 'record-kind-missing'])
    expect((await house.owner.query('SELECT 1 FROM job')).rows).toEqual([])
  })

  test('[PRD-06] an import that is cancelled stops after the records in hand; they stay, and the figures say so', async () => {
    const rows = Array.from({ length: 160 }, (_, at) => `S-${String(at + 1).padStart(3, '0')},x`)
    let jobId = ''
    let isCancelled = false
    beforeAdd = async (name) => {
      if (name !== 'S-060' || isCancelled) return
      isCancelled = true
      await house.run('cancel-job', { job: jobId })
      // The worker has renewed its lease, and so has heard of it.
      const lease = async () =>
        (await house.owner.query(`SELECT leased_until::text FROM job WHERE job_id = $1`, [jobId])).rows[0]
          ?.leased_until as string
      const before = await lease()
      await vi.waitUntil(async () => (await lease()) !== before, { timeout: 8000, interval: 20 })
    }
    jobId = await queueFile(house.pipeline, call(), csvFile(`name,text\n${rows.join('\n')}\n`))
    worker.nudge()
    await vi.waitUntil(async () => (await viewOf(jobId)).state === 'cancelled', { timeout: 15_000 })

    const view = (await house.run('get-import', { import: jobId })) as { figures: object }
    const done = Object.keys(await shelves()).length
    expect(view.figures).toEqual({ created: done, changed: 0, unchanged: 0, refused: 0 })
    expect(done).toBe(100)
    expect(await rowsOf(jobId)).toHaveLength(done)
    expect(await house.run('get-job', { job: jobId })).toMatchObject({
      report: { rows: 160, figures: { created: done } },
    })
    const page = (await house.run('list-imports', { where: 'state.in:cancelled' })) as { rows: unknown[] }
    expect(page.rows).toMatchObject([{ fileName: 'shelves.csv', created: done }])
  })

  test('[BEY-13] a job that was killed goes on after its last record, and nothing is doubled', async () => {
    const rows = Array.from({ length: 130 }, (_, index) => `S${index},t`)
    const reached = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    beforeAdd = async (name) => {
      if (name !== 'S112') return
      reached.resolve()
      await released.promise
    }
    const jobId = await queueFile(house.pipeline, call(), csvFile(`name,text\n${rows.join('\n')}\n`))
    await reached.promise

    // The worker dies in its third transaction, another one takes the job; then the first one wakes up after all.
    beforeAdd = () => Promise.resolve()
    const { rows: before } = await house.owner.query('SELECT number FROM import_row ORDER BY number')
    expect(before).toHaveLength(100)
    await house.owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE state = 'idle in transaction' AND datname = current_database()`)
    await house.owner.query(`UPDATE job SET leased_until = now() - interval '1 second', progress_done = 100`)
    const shown: number[] = []
    const other = startOne()
    await expect
      .poll(
        async () => {
          const { state, rowsDone } = await viewOf(jobId)
          shown.push(rowsDone)
          return state
        },
        { timeout: 10_000, interval: 2 },
      )
      .toBe('done')
    released.resolve()
    await Promise.all([worker.stop(), other.stop()])

    const report = await rowsOf(jobId)
    expect(report.map((row) => row.number)).toEqual(rows.map((_, index) => index + 1))
    expect(report.every((row) => row.outcome === 'created')).toBe(true)
    expect(Object.keys(await shelves())).toHaveLength(130)
    expect(await viewOf(jobId)).toMatchObject({ state: 'done', rowsDone: 130, rowsTotal: 130 })
    expect(shown.every((done) => done >= 100)).toBe(true)
    worker = startOne()
  })

  test('[PRD-06] records that do not fit are refused alone, those around them come in, and all is noted once', async () => {
    const misfits = new Map([
      [1, 'S1,wide'],
      [70, 'S70,wide'],
      [71, 'S71,wide'],
      [90, 's3,again'],
      [120, 'S120,wide'],
    ])
    const rows = Array.from({ length: 120 }, (_, at) => misfits.get(at + 1) ?? `S${at + 1},t`)
    const clerk = person(house.tenantId, { permissions: ['imports.run', 'shelves.manage'] })

    const view = await run({ bytes: Buffer.from(`name,text\n${rows.join('\n')}\n`) }, clerk)

    expect(view.figures).toEqual({ created: 115, changed: 0, unchanged: 0, refused: 5 })
    expect(view).toMatchObject({ rowsDone: 120, rowsTotal: 120 })
    const report = await rowsOf(view.id)
    expect(report.map((row) => row.number)).toEqual(rows.map((_, at) => at + 1))
    expect(
      report.filter(({ outcome }) => outcome === 'refused').map(({ line, code }) => [line, code]),
    ).toEqual([
      [2, 'shelf-too-wide'],
      [71, 'shelf-too-wide'],
      [72, 'shelf-too-wide'],
      [91, 'duplicate-in-file'],
      [121, 'shelf-too-wide'],
    ])
    const { rows: history } = await house.owner.query(
      `SELECT outcome, count(*)::integer AS n FROM audit_entry WHERE operation = 'add-shelf' AND actor_id = $1
       GROUP BY outcome ORDER BY outcome`,
      [clerk.actorId],
    )
    expect(history).toEqual([
      { outcome: 'done', n: 115 },
      { outcome: 'refused', n: 4 },
    ])
  })

  test('[BEY-13] a commit whose answer was lost is neither doubled nor forgotten', async () => {
    const rows = Array.from({ length: 120 }, (_, at) => `S${at},t`)
    // The whole first chunk arrives, but its worker hears that the connection broke.
    let isFirst = true
    const lossy = { ...house.pipeline }
    lossy.runTogether = async (work, asCall, options) => {
      const answer = await house.pipeline.runTogether(work, asCall, options)
      if (!isFirst) return answer
      isFirst = false
      throw Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' })
    }
    await worker.stop()
    worker = startOne(lossy)

    const view = await importCsv(`name,text\n${rows.join('\n')}\n`)

    expect(isFirst).toBe(false)
    expect(view.figures).toEqual({ created: 120, changed: 0, unchanged: 0, refused: 0 })
    expect((await rowsOf(view.id)).map((row) => row.number)).toEqual(rows.map((_, at) => at + 1))
    expect(Object.keys(await shelves())).toHaveLength(120)
    await worker.stop()
    worker = startOne()
  })

  test('[PRD-06] the template holds the headings and a row that imports', async () => {
    const asked = { importName: 'furniture', recordKind: 'shelves' }
    const template = (await house.run('get-import-template', asked)) as { text: string; fileName: string }

    expect(template).toEqual({ fileName: 'shelves.csv', text: 'name,text,leansOn\r\nA-7,Drawings,\r\n' })
    expect((await importCsv(template.text)).figures.created).toBe(1)
    const page = (await house.run('list-imports', {})) as { rows: unknown[] }
    expect(page.rows).toMatchObject([{ fileName: 'shelves.csv', state: 'done', created: 1, isDryRun: false }])
  })
})

function call() {
  return { tenantId: house.tenantId, caller: { principal: systemPrincipal(house.tenantId) } }
}

function csvFile(text: string): FileImport {
  return {
    fileName: 'shelves.csv',
    bytes: Buffer.from(text),
    importName: 'furniture',
    format: 'csv',
    recordKind: 'shelves',
  }
}

function importCsv(text: string, more: Partial<FileImport> = {}) {
  return run({ bytes: Buffer.from(text, text.startsWith('PK') ? 'latin1' : 'utf8'), ...more })
}

function run(more: Partial<FileImport>, principal = call().caller.principal) {
  worker.nudge()
  const file = { ...csvFile(''), ...more }
  return importFileNow(house.pipeline, { ...call(), caller: { principal } }, file, { beatMs: 10 })
}

async function rowsOf(id: string) {
  const page = (await house.run('list-import-rows', { import: id, limit: 500 })) as {
    rows: { number: number; line: number; outcome: string; column: string; code: string; reason: string }[]
  }
  return page.rows
}

async function shelves(): Promise<Record<string, string>> {
  const { rows } = await house.owner.query<{ name: string; description: string }>(
    'SELECT name, description FROM product_line ORDER BY name',
  )
  return Object.fromEntries(rows.map((row) => [row.name, row.description]))
}

async function historyLength(): Promise<number> {
  const { rows } = await house.owner.query<{ n: number }>('SELECT count(*)::integer AS n FROM audit_entry')
  return rows[0]?.n ?? 0
}

async function viewOf(jobId: string) {
  return (await house.run('get-import', { import: jobId })) as {
    state: string
    rowsDone: number
    rowsTotal: number
  }
}
