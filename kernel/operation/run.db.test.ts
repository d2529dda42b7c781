import { randomUUID } from 'node:crypto'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import {
  Forbidden,
  InvalidInput,
  InvariantError,
  Refused,
  Unauthenticated,
  Unavailable,
} from '../errors/problems.ts'
import { refuse } from '../errors/refusal.ts'
import { newId } from '../ids-time/ids.ts'
import { person, testPipeline, type TestPipeline } from '../testing/pipeline.ts'
import { defineCommand, defineQuery } from './define.ts'
import { implement, implementQuery, type CommandContext, type Operation } from './implement.ts'
import type { Principal } from './principal.ts'
import { buildPipeline, type Pipeline } from './run.ts'

const Notes = z.object({
  name: z.string().min(1),
  kind: z.string().default('plain'),
  place: z.object({ shelf: z.string(), box: z.string().optional() }).optional(),
})

/** A toy over a table of the kernel: keeps a note as an upload of that name. */
const keepNote = defineCommand({
  name: 'keep-note',
  summary: 'Keep a note.',
  rows: ['BEY-02'],
  rest: { method: 'POST', path: '/v1/notes' },
  permission: 'notes.keep',
  input: Notes,
  output: z.object({ id: z.string(), words: z.string() }),
  refusals: ['shelf-full'],
  audit: { action: 'note.kept', subjects: ['note'] },
  emits: ['note.kept'],
})

const changeSecret = defineCommand({
  ...keepNote,
  name: 'change-own-secret',
  rest: { method: 'POST', path: '/v1/own-secret' },
  audit: { action: 'note.kept', subjects: ['note'] },
  beforePasswordChange: true,
})

const countNotes = defineQuery({
  name: 'count-notes',
  summary: 'How many notes there are.',
  rows: ['BEY-02'],
  rest: { method: 'GET', path: '/v1/notes' },
  permission: 'notes.keep',
  input: z.object({}),
  output: z.object({ count: z.int() }),
})

type Handler = (ctx: CommandContext, input: z.output<typeof Notes>) => Promise<{ id: string; words: string }>

/** What the command does; each test says it. */
let handle: Handler
let runs = 0

const operations: readonly Operation[] = [
  implement(keepNote, (ctx, input) => {
    runs += 1
    return handle(ctx, input)
  }),
  implement(changeSecret, (ctx, input) => handle(ctx, input)),
  implementQuery(countNotes, (ctx) =>
    ctx.tx.one(sql`SELECT count(*) AS count FROM upload
    WHERE tenant_id = ${ctx.tenantId}`),
  ),
]

let house: TestPipeline
let ada: Principal
const finished: { name: string; outcome: string; statements: number }[] = []
let counted: Pipeline

beforeAll(async () => {
  house = await testPipeline(operations)
  ada = person(house.tenantId, { permissions: ['notes.keep'] })
  counted = buildPipeline({
    ...house.pipeline.parts,
    finished: (name, outcome, statements) => finished.push({ name, outcome, statements }),
  })
})
afterAll(() => house.close())
beforeEach(async () => {
  await house.owner.query('TRUNCATE upload CASCADE; TRUNCATE audit_entry, audit_subject, outbox, idempotency')
  handle = keep
  runs = 0
  finished.length = 0
})

const write = async (ctx: CommandContext, name: string) => {
  const id = newId()
  await ctx.tx
    .run(sql`INSERT INTO upload (tenant_id, upload_id, file_name, media_type, size_bytes, created_at)
    VALUES (${ctx.tenantId}, ${id}, ${name}, 'text/plain', 0, ${ctx.now.toString()})`)
  return id
}

const keep: Handler = async (ctx, input) => {
  const id = await write(ctx, input.name)
  ctx.audit({ subjects: [{ kind: 'note', id }], after: { name: input.name } })
  ctx.emit('note.kept', { kind: 'note', id }, { name: input.name })
  return { id, words: input.name }
}

const keepNoteAs = (input: unknown, call: { key?: string; verify?: boolean } = {}, who = ada) =>
  house.as(who, 'keep-note', input, call) as Promise<{ id: string; words: string }>

const names = async () => {
  const { rows } = await house.owner.query<{ name: string }>(
    'SELECT file_name AS name FROM upload ORDER BY 1',
  )
  return rows.map((row) => row.name)
}

const count = async (table: string) => {
  const { rows } = await house.owner.query<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)
  return rows[0]?.count ?? 0
}

/** Everything that a command may leave behind. */
const leftBehind = async () => ({
  notes: await count('upload'),
  audit: await count('audit_entry'),
  subjects: await count('audit_subject'),
  events: await count('outbox'),
  keys: await count('idempotency'),
})
const NOTHING = { notes: 0, audit: 0, subjects: 0, events: 0, keys: 0 }

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('Nothing was thrown.'),
    (error: unknown) => error,
  )

/** Lets a number of callers go on only when all of them have come. */
function meeting(size: number) {
  let open: () => void = () => undefined
  const all = new Promise<void>((resolve) => (open = resolve))
  let came = 0
  return () => {
    came += 1
    if (came >= size) open()
    return all
  }
}

describe('commands that get in each other’s way', () => {
  test('[ACT-09] two commands that deadlock both succeed, because the one that was cut is run again', async () => {
    const red = (await keepNoteAs({ name: 'red' })).id
    const blue = (await keepNoteAs({ name: 'blue' })).id
    const lock = (ctx: CommandContext, id: string) =>
      ctx.tx.run(sql`UPDATE upload SET size_bytes = size_bytes + 1
      WHERE tenant_id = ${ctx.tenantId} AND upload_id = ${id}`)
    const met = meeting(2)
    runs = 0
    handle = async (ctx, input) => {
      const [first, second] = input.kind === 'up' ? [red, blue] : [blue, red]
      await lock(ctx, first)
      await met()
      await lock(ctx, second)
      return keep(ctx, input)
    }

    await Promise.all([keepNoteAs({ name: 'a', kind: 'up' }), keepNoteAs({ name: 'b', kind: 'down' })])

    expect(runs).toBeGreaterThanOrEqual(3)
    expect(await names()).toEqual(['a', 'b', 'blue', 'red'])
    const { rows } = await house.owner.query(
      `SELECT size_bytes FROM upload WHERE file_name IN ('red', 'blue')`,
    )
    expect(rows).toEqual([{ size_bytes: 2 }, { size_bytes: 2 }])
    // What the cut run had said and announced went with it.
    expect(await leftBehind()).toMatchObject({ audit: 4, events: 4 })
  })

  test.each(['40P01', '40001'])(
    '[BEY-01] after the fifth rerun because of %s the caller is asked to come back',
    async (state) => {
      handle = async (ctx, input) => {
        await keep(ctx, input)
        await ctx.tx
          .run(sql`DO 'BEGIN RAISE EXCEPTION ''contention'' USING ERRCODE = ''40P01''; END'`)
          .catch((error: Error) => {
            throw Object.assign(error, { code: state })
          })
        return { id: '', words: '' }
      }

      const error = await caught(keepNoteAs({ name: 'a' }, { key: 'k' }))

      expect(runs).toBe(6)
      expect(error).toBeInstanceOf(Unavailable)
      expect(error).toMatchObject({ status: 503, retryAfterSeconds: 2, cause: { code: state } })
      expect(await leftBehind()).toEqual(NOTHING)
    },
  )

  test('[BEY-01] five reruns may be needed and still succeed', async () => {
    handle = async (ctx, input) => {
      if (runs < 6)
        await ctx.tx.run(sql`DO 'BEGIN RAISE EXCEPTION ''contention'' USING ERRCODE = ''40001''; END'`)
      return keep(ctx, input)
    }

    await keepNoteAs({ name: 'a' })

    expect(runs).toBe(6)
    expect(await leftBehind()).toMatchObject({ notes: 1, audit: 1, events: 1 })
  })
})

describe('commands that forget something', () => {
  test('[BEY-06] a command that writes without an audit note is our bug, and nothing of it stays', async () => {
    handle = async (ctx, input) => ({ id: await write(ctx, input.name), words: '' })

    expect(await caught(keepNoteAs({ name: 'a' }))).toBeInstanceOf(InvariantError)
    expect(await leftBehind()).toEqual(NOTHING)
  })

  test('[BEY-06] a command that changes nothing needs no audit note', async () => {
    handle = (_ctx, input) => Promise.resolve({ id: '', words: input.name })

    expect(await keepNoteAs({ name: 'a' })).toEqual({ id: '', words: 'a' })
    expect(await leftBehind()).toEqual(NOTHING)
  })

  test('[BEY-06] two audit notes of one command are our bug', async () => {
    handle = async (ctx, input) => {
      await keep(ctx, input)
      return keep(ctx, input)
    }

    expect(await caught(keepNoteAs({ name: 'a' }))).toMatchObject({
      message: 'keep-note wrote two audit notes.',
    })
    expect(await leftBehind()).toEqual(NOTHING)
  })

  test('[BEY-07] an answer outside the contract is rolled back and never sent', async () => {
    handle = async (ctx, input) => ({ ...(await keep(ctx, input)), words: 7 as unknown as string })

    const error = await caught(keepNoteAs({ name: 'a' }, { key: 'k' }))

    expect(error).toBeInstanceOf(InvariantError)
    expect((error as Error).message).toContain('keep-note answered outside its contract: words')
    expect(await leftBehind()).toEqual(NOTHING)
  })

  test('[BEY-02] an event that the contract does not declare fails the command', async () => {
    handle = async (ctx, input) => {
      const kept = await keep(ctx, input)
      ctx.emit('note.burnt', { kind: 'note', id: kept.id }, {})
      return kept
    }

    const error = await caught(keepNoteAs({ name: 'a' }))

    expect(error).toBeInstanceOf(InvariantError)
    expect((error as Error).message).toContain('note.burnt')
    expect(await leftBehind()).toEqual(NOTHING)
  })
})

describe('what is asked', () => {
  test('[BEY-07] unknown fields are named with their place, and the handler is not reached', async () => {
    const error = await caught(keepNoteAs({ name: 'a', nmae: 'b', place: { shelf: '1', bxo: '2' } }))

    expect(error).toBeInstanceOf(InvalidInput)
    expect((error as InvalidInput).fields.map(({ path, code }) => [path, code])).toEqual([
      ['nmae', 'unknown-field'],
      ['place.bxo', 'unknown-field'],
    ])
    expect(runs).toBe(0)
    expect(await leftBehind()).toEqual(NOTHING)
  })

  test('[BEY-07] wrong fields are named with their place', async () => {
    const error = await caught(keepNoteAs({ name: '', place: { shelf: 4 } }))

    expect((error as InvalidInput).fields.map(({ path }) => path)).toEqual(['name', 'place.shelf'])
  })

  test.each(['a\0b', '\ud800', 'half \udc00 of two'])(
    '[BEY-07] text that the store cannot hold is named with its place: %j',
    async (text) => {
      const error = await caught(keepNoteAs({ name: 'a', place: { shelf: text } }))

      expect((error as InvalidInput).fields).toMatchObject([{ path: 'place.shelf', code: 'unstorable-text' }])
      expect(await leftBehind()).toEqual(NOTHING)
    },
  )

  test('[BEY-02] a verification runs everything and leaves nothing, not even its key', async () => {
    const answer = await keepNoteAs({ name: 'a' }, { verify: true, key: 'k' })

    expect(answer.words).toBe('a')
    expect(runs).toBe(1)
    expect(await leftBehind()).toEqual(NOTHING)

    // The key was not used up by it.
    await keepNoteAs({ name: 'another' }, { key: 'k' })
    expect(await names()).toEqual(['another'])
  })

  test('[BEY-02] a refused verification leaves nothing either', async () => {
    handle = async (ctx, input) => {
      await keep(ctx, input)
      return ctx.refuse(refuse('shelf-full', { shelf: 3 }))
    }

    expect(await caught(keepNoteAs({ name: 'a' }, { verify: true, key: 'k' }))).toBeInstanceOf(Refused)
    expect(await leftBehind()).toEqual(NOTHING)
  })
})

describe('repeats', () => {
  test('[BEY-02] a refusal is recorded with its key, and the repeat gets the same one without a second run', async () => {
    handle = async (ctx, input) => {
      await keep(ctx, input)
      return ctx.refuse(refuse('shelf-full', { shelf: 3, free: 0 }))
    }
    const first = await caught(keepNoteAs({ name: 'a' }, { key: 'k' }))
    handle = keep
    const second = await caught(keepNoteAs({ name: 'a' }, { key: 'k' }))

    expect(first).toBeInstanceOf(Refused)
    expect((second as Refused).refusal).toEqual((first as Refused).refusal)
    expect((second as Refused).refusal).toMatchObject({ code: 'shelf-full', data: { shelf: 3, free: 0 } })
    expect(runs).toBe(1)
    expect(await names()).toEqual([])
    const { rows } = await house.owner.query(
      'SELECT outcome, code, details, action, actor_id FROM audit_entry',
    )
    expect(rows[0]).toEqual({
      outcome: 'refused',
      code: 'shelf-full',
      details: { shelf: 3, free: 0 },
      action: 'note.kept',
      actor_id: ada.actorId,
    })
    expect(await leftBehind()).toMatchObject({ notes: 0, events: 0, keys: 1 })
  })

  test('[BEY-02] the same key with other content is told, and the first answer stays', async () => {
    const first = await keepNoteAs({ name: 'a', kind: 'x' }, { key: 'k' })

    const other = await caught(keepNoteAs({ name: 'b', kind: 'x' }, { key: 'k' }))
    const again = await keepNoteAs({ kind: 'x', name: 'a' }, { key: 'k' })

    expect((other as Refused).refusal).toMatchObject({ code: 'key-reused', data: { key: 'k' } })
    expect(again).toEqual(first)
    expect(await leftBehind()).toMatchObject({ notes: 1, audit: 1, keys: 1 })
  })

  test('[BEY-02] the same key of another caller is another key', async () => {
    const bo = person(house.tenantId, { permissions: ['notes.keep'] })

    await keepNoteAs({ name: 'a' }, { key: 'k' })
    await keepNoteAs({ name: 'b' }, { key: 'k' }, bo)

    expect(await names()).toEqual(['a', 'b'])
  })

  test('[BEY-02] a twin waits for the first and gets its answer byte for byte', async () => {
    let go: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (go = resolve))
    handle = async (ctx, input) => {
      const kept = await keep(ctx, input)
      await gate
      return { words: `„${input.name}“ \\ \n 1e3`, id: kept.id }
    }
    const twins = [keepNoteAs({ name: 'a' }, { key: 'k' }), keepNoteAs({ name: 'a' }, { key: 'k' })]
    await vi.waitUntil(
      async () => {
        const { rows } = await house.owner.query(`SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE 'INSERT INTO idempotency%'`)
        return rows.length === 1
      },
      { timeout: 10_000, interval: 10 },
    )
    go()

    const [first, second] = (await Promise.all(twins)).map((answer) => JSON.stringify(answer))

    expect(second).toBe(first)
    expect(JSON.stringify(await keepNoteAs({ name: 'a' }, { key: 'k' }))).toBe(first)
    expect(runs).toBe(1)
    expect(await leftBehind()).toEqual({ notes: 1, audit: 1, subjects: 1, events: 1, keys: 1 })
  })

  test('[BEY-02] a twin of a request that failed is the first one itself', async () => {
    handle = () => Promise.reject(new Error('Power cut.'))
    await caught(keepNoteAs({ name: 'a' }, { key: 'k' }))
    handle = keep

    expect((await keepNoteAs({ name: 'a' }, { key: 'k' })).words).toBe('a')
  })

  test.each(['', 'x'.repeat(256)])('[BEY-02] a key outside 1 to 255 characters is told', async (key) => {
    expect(await caught(keepNoteAs({ name: 'a' }, { key }))).toMatchObject({ fields: [{ code: 'bad-key' }] })
    expect(runs).toBe(0)
  })
})

describe('who may', () => {
  test('[USR-05] without the permission nothing runs, and the attempt is recorded', async () => {
    const stranger = person(house.tenantId, { permissions: ['notes.read'] })

    expect(await caught(keepNoteAs({ name: 'a' }, {}, stranger))).toBeInstanceOf(Forbidden)

    expect(runs).toBe(0)
    const { rows } = await house.owner.query('SELECT outcome, code, details FROM audit_entry')
    expect(rows).toEqual([{ outcome: 'denied', code: 'forbidden', details: { permission: 'notes.keep' } }])
  })

  test('[LOG-06] a temporary password opens nothing but the operations that replace it', async () => {
    const newcomer: Principal = { ...ada, mustChangePassword: true }

    for (const name of ['keep-note', 'count-notes']) {
      const error = await caught(house.as(newcomer, name, name === 'keep-note' ? { name: 'a' } : {}))
      expect(error).toBeInstanceOf(Unauthenticated)
      expect(error).toMatchObject({ code: 'password-change-required' })
    }
    expect(runs).toBe(0)
    expect(await leftBehind()).toEqual(NOTHING)

    await house.as(newcomer, 'change-own-secret', { name: 'new' })
    expect(await names()).toEqual(['new'])
  })

  test('[USR-05] an unknown credential is no caller at all', async () => {
    const call = { tenantId: house.tenantId, caller: { credential: randomUUID() } }
    expect(await caught(house.pipeline.run('keep-note', { name: 'a' }, call))).toBeInstanceOf(Unauthenticated)
    expect(await leftBehind()).toEqual(NOTHING)
  })
})

describe('figures of a run', () => {
  const run = (name: string, input: unknown, key?: string) =>
    counted.run(name, input, { tenantId: house.tenantId, caller: { principal: ada }, key })

  test('[BEY-18] statements are counted: those of the handler, the record, and the claim of a key', async () => {
    await run('count-notes', {})
    await run('keep-note', { name: 'a' })
    await run('keep-note', { name: 'b' }, 'k')
    await run('keep-note', { name: 'b' }, 'k')

    expect(finished).toEqual([
      { name: 'count-notes', outcome: 'done', statements: 1 },
      { name: 'keep-note', outcome: 'done', statements: 2 },
      { name: 'keep-note', outcome: 'done', statements: 3 },
      { name: 'keep-note', outcome: 'done', statements: 2 },
    ])
  })

  test('[BEY-18] a refused run counts what it sent and tells its code', async () => {
    handle = async (ctx, input) => {
      await write(ctx, input.name)
      return ctx.refuse(refuse('shelf-full'))
    }
    await caught(run('keep-note', { name: 'a' }))

    expect(finished).toEqual([{ name: 'keep-note', outcome: 'shelf-full', statements: 1 }])
  })
})
