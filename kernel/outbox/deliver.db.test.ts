import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../operation/define.ts'
import { implement } from '../operation/implement.ts'
import { refuse } from '../errors/refusal.ts'
import { newId } from '../ids-time/ids.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Tx } from '../db/pool.ts'
import { testPipeline, type TestPipeline } from '../testing/pipeline.ts'
import { startDelivery, type DeliveredEvent, type Reaction } from './deliver.ts'
import { eventOperations } from './events.ts'
import { holdTurn, isElsewhere, takeTurn } from './lease.ts'

let house: TestPipeline

const contract = defineCommand({
  name: 'ring-bell',
  summary: 'Ring a bell, so that others hear it.',
  rows: ['BEY-02'],
  rest: { method: 'POST', path: '/v1/bells' },
  permission: null,
  signedIn: true,
  input: z.object({ words: z.array(z.string()), isRefused: z.boolean().default(false) }),
  output: z.object({}),
  refusals: ['bell-cracked'],
  audit: { action: 'bell.rung', subjects: ['bell'] },
  emits: ['bell.rung'],
})

const ringBell = implement(contract, (ctx, input) => {
  ctx.audit({ subjects: [{ kind: 'bell', id: '1' }] })
  for (const word of input.words) {
    // `tower/word` rings the bell of that tower.
    const id = word.split('/')[0] as string
    ctx.emit('bell.rung', { kind: 'bell', id }, { word })
  }
  if (input.isRefused) ctx.refuse(refuse('bell-cracked'))
  return Promise.resolve({})
})

beforeAll(async () => {
  house = await testPipeline([ringBell, ...eventOperations])
  await house.owner.query('CREATE TABLE heard (tenant_id uuid, position serial, event_id uuid, word text)')
  await house.owner.query(`SELECT close_to_other_tenants('heard')`)
  await house.owner.query('GRANT USAGE ON SEQUENCE heard_position_seq TO tallystick_app')
})
afterAll(() => house.close())
beforeEach(async () => {
  await house.owner.query('TRUNCATE heard, outbox, audit_entry, audit_subject, idempotency')
})

/** Writes down what it hears: rows without a constraint, so that a double would be seen. */
function listener(before: (event: DeliveredEvent) => Promise<void> = () => Promise.resolve()): Reaction {
  return {
    to: ['bell.rung'],
    react: async (ctx, event) => {
      await ctx.tx.run(sql`INSERT INTO heard (tenant_id, event_id, word)
        VALUES (${ctx.tenantId}, ${event.eventId}, ${String(event.payload['word'])})`)
      await before(event)
    },
  }
}

function deliver(
  reactions: readonly Reaction[],
  failed: (event: DeliveredEvent | null, error: unknown) => void = () => undefined,
) {
  const tenants = () => Promise.resolve([house.tenantId])
  return startDelivery({ pipeline: house.pipeline, reactions, tenants, failed, beatMs: 5 })
}

const ring = (...words: string[]) => house.run('ring-bell', { words })

const heard = async () => {
  const { rows } = await house.owner.query<{ word: string }>('SELECT word FROM heard ORDER BY position')
  return rows.map((row) => row.word)
}

const open = async () => {
  const { rows } = await house.owner.query('SELECT 1 FROM outbox WHERE delivered_at IS NULL')
  return rows.length
}

/** What is not delivered yet, in order. */
const waiting = async () => {
  const { rows } = await house.owner.query<{
    word: string
    tries: number
    problem: string
    parked_at: string | null
  }>(
    `SELECT payload->>'word' AS word, tries, problem, parked_at FROM outbox WHERE delivered_at IS NULL ORDER BY event_id`,
  )
  return rows
}

const pass = (seconds: number) => {
  house.now = house.now.add({ seconds })
}

const WAIT = { timeout: 10_000, interval: 10 }

const untilDelivered = () => vi.waitUntil(async () => (await open()) === 0, { timeout: 10_000, interval: 10 })

describe('delivery of events', () => {
  test('[BEY-02] events reach those who listen, in order, each once, whoever else is deaf to them', async () => {
    await ring('one', 'two')
    await ring('three')
    const deaf: Reaction = { to: ['other.past'], react: () => Promise.reject(new Error('Not for me.')) }

    const worker = deliver([deaf, listener()])
    await untilDelivered()
    await ring('four')
    worker.nudge()
    await untilDelivered()
    await worker.stop()

    expect(await heard()).toEqual(['one', 'two', 'three', 'four'])
  })

  test('[BEY-02] what was refused or only verified is never announced', async () => {
    await expect(house.run('ring-bell', { words: ['no'], isRefused: true })).rejects.toMatchObject({
      refusal: { code: 'bell-cracked' },
    })
    await house.run('ring-bell', { words: ['no'] }, { verify: true })

    expect((await house.owner.query('SELECT 1 FROM outbox')).rows).toEqual([])
  })

  test('[BEY-02] a repeat with the same key announces nothing more', async () => {
    await Promise.all(
      Array.from({ length: 5 }, () => house.run('ring-bell', { words: ['once'] }, { key: 'bell-1' })),
    )

    const worker = deliver([listener()])
    await untilDelivered()
    await worker.stop()
    expect(await heard()).toEqual(['once'])
  })

  test('[BEY-02] a reaction that fails undoes its own event, is told, and is tried again', async () => {
    await ring('good', 'bad', 'later')
    let isBroken = true
    const told: (DeliveredEvent | null)[] = []
    const reaction = listener((event) => {
      return isBroken && event.payload['word'] === 'bad'
        ? Promise.reject(new Error('Broken.'))
        : Promise.resolve()
    })

    const worker = deliver([reaction], (event) => told.push(event))
    await vi.waitUntil(async () => (await heard()).includes('later'), WAIT)

    expect(await heard()).toEqual(['good', 'later'])
    expect(told.map((event) => event?.payload)).toEqual([{ word: 'bad' }])
    expect(await waiting()).toMatchObject([{ word: 'bad', tries: 1, problem: 'Broken.', parked_at: null }])

    isBroken = false
    pass(5)
    await untilDelivered()
    await worker.stop()
    expect(await heard()).toEqual(['good', 'later', 'bad'])
  })

  test('[BEY-02] a statement that the database refuses costs nothing but its own event', async () => {
    await ring('good', 'bad')
    const told: (DeliveredEvent | null)[] = []
    const reaction: Reaction = {
      to: ['bell.rung'],
      react: async (ctx, event) => {
        if (event.payload['word'] === 'bad') await ctx.tx.run(sql`SELECT 1 / 0`)
        else await listener().react(ctx, event)
      },
    }

    const worker = deliver([reaction], (event) => told.push(event))
    await vi.waitUntil(() => told.length > 0, { timeout: 5000 })
    await worker.stop()

    expect(await heard()).toEqual(['good'])
    expect(await open()).toBe(1)
  })

  // More than one batch, so that deliverers really meet.
  test('[BEY-02] several deliverers at once never deliver an event twice, and leave none behind', async () => {
    const words = Array.from({ length: 450 }, (_, index) => String(index))
    for (let from = 0; from < words.length; from += 50) await ring(...words.slice(from, from + 50))

    const workers = [1, 2, 3, 4].map(() => deliver([listener()]))
    await untilDelivered()
    await Promise.all(workers.map((worker) => worker.stop()))

    const all = await heard()
    expect(all).toHaveLength(450)
    expect(new Set(all).size).toBe(450)
  })

  test('[BEY-02] a deliverer that loses its connection midway has delivered nothing, and the next one does', async () => {
    await ring('one', 'two', 'three')
    let cuts = 0
    const reaction: Reaction = {
      to: ['bell.rung'],
      react: async (ctx, event) => {
        await listener().react(ctx, event)
        if (event.payload['word'] !== 'two' || cuts > 0) return
        cuts += 1
        const { pid } = await ctx.tx.one<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`)
        await house.owner.query('SELECT pg_terminate_backend($1, 5000)', [pid])
      },
    }

    const worker = deliver([reaction])
    await untilDelivered()
    await worker.stop()

    expect(cuts).toBe(1)
    expect(await heard()).toEqual(['one', 'two', 'three'])
  })
})

describe('events whose reaction fails again and again', () => {
  const breaks = (...words: string[]) =>
    listener((event) =>
      words.includes(String(event.payload['word']))
        ? Promise.reject(new Error('Cracked.'))
        : Promise.resolve(),
    )

  test('[BEY-02] hold up what comes later of their own subject, and nothing else', async () => {
    await ring('a/1', 'b/1')
    await ring('a/2', 'b/2', 'a/3')
    const told: unknown[] = []

    const worker = deliver([breaks('a/1')], (event) => told.push(event))
    await vi.waitUntil(async () => (await heard()).includes('b/2'), WAIT)
    await ring('a/4', 'c/1')
    worker.nudge()
    await vi.waitUntil(async () => (await heard()).includes('c/1'), WAIT)
    await worker.stop()

    expect(await heard()).toEqual(['b/1', 'b/2', 'c/1'])
    expect((await waiting()).map(({ word, tries }) => [word, tries])).toEqual([
      ['a/1', 1],
      ['a/2', 0],
      ['a/3', 0],
      ['a/4', 0],
    ])
    expect(told).toHaveLength(1)

    const mended = deliver([listener()])
    pass(5)
    await untilDelivered()
    await mended.stop()
    expect((await heard()).filter((word) => word.startsWith('a'))).toEqual(['a/1', 'a/2', 'a/3', 'a/4'])
  })

  test('[BEY-02] are tried after growing waits and parked after ten tries, where it can be seen why', async () => {
    await ring('a/1', 'a/2', 'b/1')
    const told: Error[] = []
    const worker = deliver([breaks('a/1')], (_event, error) => told.push(error as Error))
    const untilTold = (count: number) => vi.waitUntil(() => told.length >= count, WAIT)
    await untilTold(1)

    for (const [index, seconds] of [5, 10, 20, 40, 80, 160, 320, 640, 1280].entries()) {
      pass(seconds - 1)
      // The next look that delivers something proves that the failing event was passed over.
      await ring(`look-${index}/1`)
      worker.nudge()
      await vi.waitUntil(async () => (await heard()).includes(`look-${index}/1`), WAIT)
      expect(told).toHaveLength(index + 1)
      pass(1)
      await untilTold(index + 2)
    }
    pass(1_000_000)
    await ring('last/1')
    worker.nudge()
    await vi.waitUntil(async () => (await heard()).includes('last/1'), WAIT)
    await worker.stop()

    expect(told).toHaveLength(10)
    expect(told[9]).toMatchObject({ message: 'Parked after 10 failures.', cause: { message: 'Cracked.' } })
    expect(await waiting()).toEqual([
      { word: 'a/1', tries: 10, problem: 'Cracked.', parked_at: expect.anything() },
      { word: 'a/2', tries: 0, problem: null, parked_at: null },
    ])

    // Released although nothing is mended: one more failure, and it is parked again.
    await house.run('release-parked-events', {})
    const broken = deliver([breaks('a/1')], (_event, error) => told.push(error as Error))
    await untilTold(11)
    await broken.stop()
    expect(told[10]).toMatchObject({ message: 'Parked after 11 failures.' })
    expect((await waiting()).map(({ word, tries }) => [word, tries])).toEqual([
      ['a/1', 11],
      ['a/2', 0],
    ])

    await house.run('release-parked-events', {})
    const mended = deliver([listener()])
    await untilDelivered()
    await mended.stop()
    expect((await heard()).slice(-2)).toEqual(['a/1', 'a/2'])
    expect((await house.owner.query('SELECT 1 FROM outbox WHERE problem IS NOT NULL')).rows).toEqual([])
  })

  test('[BEY-04] events of one subject stay in order with several deliverers and many batches', async () => {
    const numbers = Array.from({ length: 500 }, (_, index) => String(index + 1))
    for (let from = 0; from < numbers.length; from += 100) {
      await ring(...numbers.slice(from, from + 100).map((number) => `${Number(number) % 3}/${number}`))
    }

    const workers = [1, 2, 3, 4].map(() => deliver([listener()]))
    await untilDelivered()
    await Promise.all(workers.map((worker) => worker.stop()))

    const all = await heard()
    expect(all).toHaveLength(500)
    for (const subject of ['0', '1', '2']) {
      const own = all
        .filter((word) => word.startsWith(`${subject}/`))
        .map((word) => Number(word.split('/')[1]))
      expect(own).toEqual(own.toSorted((a, b) => a - b))
    }
  })
})

describe('the turn to deliver', () => {
  const [ours, theirs] = [newId(), newId()]
  const within = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(house.pool, house.tenantId, work)
  const take = (who: string) => within((tx) => takeTurn(tx, house.tenantId, who))
  const seesOther = (who: string) => within((tx) => isElsewhere(tx, house.tenantId, who))
  const endLease = () =>
    house.owner.query(`UPDATE outbox_lease SET leased_until = clock_timestamp() - interval '1 second'`)
  beforeEach(() => house.owner.query('TRUNCATE outbox_lease'))

  test('[BEY-02] belongs to one process, until its lease is over', async () => {
    expect([await take(ours), await take(theirs), await take(ours)]).toEqual([true, false, true])
    expect([await seesOther(ours), await seesOther(theirs)]).toEqual([false, true])

    await endLease()
    expect(await seesOther(theirs)).toBe(false)
    expect([await take(theirs), await take(ours)]).toEqual([true, false])
    expect(await within((tx) => holdTurn(tx, house.tenantId, ours))).toBe(false)
  })

  test('[BEY-02] cannot be taken over while it is held, even past its lease', async () => {
    await take(ours)
    await endLease()
    const order: string[] = []
    let taking: Promise<boolean> = Promise.resolve(false)

    await within(async (tx) => {
      expect(await holdTurn(tx, house.tenantId, ours)).toBe(true)
      taking = take(theirs).then((taken) => (order.push('taken'), taken))
      await vi.waitUntil(async () => {
        const { rows } = await house.owner.query(
          `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%outbox_lease%'`,
        )
        return rows.length > 0
      }, WAIT)
      order.push('delivered')
    })

    expect(await taking).toBe(true)
    expect(order).toEqual(['delivered', 'taken'])
  })

  test('[BEY-02] of several who ask for the very first time one gets it', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => take(newId())))
    expect(answers.filter(Boolean)).toHaveLength(1)
  })

  test('[BEY-02] is not even asked for while there is nothing to deliver', async () => {
    let looks = 0
    const worker = startDelivery({
      pipeline: house.pipeline,
      reactions: [listener()],
      tenants: () => Promise.resolve(((looks += 1), [house.tenantId])),
      failed: () => undefined,
      beatMs: 5,
    })
    await vi.waitUntil(() => looks >= 3, WAIT)
    expect((await house.owner.query('SELECT 1 FROM outbox_lease')).rows).toEqual([])

    await ring('one')
    worker.nudge()
    await untilDelivered()
    await worker.stop()
    const { rows } = await house.owner.query(
      'SELECT leased_until <= clock_timestamp() AS "isFree" FROM outbox_lease',
    )
    expect(rows).toEqual([{ isFree: true }])
  })
})
