import { newId } from '../ids-time/ids.ts'
import { person, testPipeline, type TestPipeline } from '../testing/pipeline.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eventOperations } from './events.ts'

let house: TestPipeline
beforeAll(async () => {
  house = await testPipeline(eventOperations)
})
afterAll(() => house.close())
beforeEach(async () => {
  await house.owner.query('TRUNCATE outbox, audit_entry, audit_subject, idempotency')
})

/** An event of a bell, parked or waiting. Answers its key. */
async function event(bell: string, fields: { isParked?: boolean; tenantId?: string } = {}): Promise<string> {
  const { isParked = true, tenantId = house.tenantId } = fields
  const id = newId()
  const entry = newId()
  await house.owner.query(
    `INSERT INTO outbox (tenant_id, event_id, at, audit_entry_id, type, subject_kind, subject_id, payload, tries,
       problem, parked_at)
     VALUES ($1, $2, $3, $4, 'bell.rung', 'bell', $5, '{}', $6, $7, $8)`,
    [
      tenantId,
      id,
      house.now.toString(),
      entry,
      bell,
      isParked ? 10 : 0,
      isParked ? `No rope in ${bell}.` : null,
      isParked ? house.now.toString() : null,
    ],
  )
  await house.owner.query(
    `INSERT INTO audit_subject (tenant_id, kind, subject_id, audit_entry_id, label) VALUES ($1, 'bell', $2, $3, $4)`,
    [tenantId, bell, entry, `Bell of ${bell}`],
  )
  return id
}

const parked = async (input: object = {}) =>
  ((await house.run('list-parked-events', input)) as { rows: Record<string, unknown>[] }).rows

const open = async () =>
  (
    await house.owner.query<{ id: string; tries: number }>(
      'SELECT event_id AS id, tries FROM outbox WHERE parked_at IS NULL ORDER BY event_id',
    )
  ).rows

const released = async () =>
  (
    await house.owner.query<{ subjects: string[]; details: unknown }>(
      `SELECT details, ARRAY(SELECT s.subject_id FROM audit_subject s
         WHERE s.audit_entry_id = e.audit_entry_id ORDER BY 1) AS subjects
       FROM audit_entry e WHERE action = 'event.released' AND outcome = 'done'`,
    )
  ).rows

describe('parked events', () => {
  test('[BEY-04] say what they are about, what went wrong and how many wait behind them', async () => {
    const first = await event('Linz')
    await event('Linz', { isParked: false })
    await event('Linz', { isParked: false })
    await event('Graz', { isParked: false })

    expect(await parked()).toMatchObject([
      {
        id: first,
        type: 'bell.rung',
        subject: 'bell Bell of Linz',
        tries: 10,
        problem: 'No rope in Linz.',
        waitingBehind: 2,
        parkedAt: '2026-03-01T09:00:00Z',
      },
    ])
    expect(await parked({ where: 'subject.contains:of graz' })).toEqual([])
    expect(await parked({ where: 'problem.contains:ROPE' })).toHaveLength(1)
  })

  test('[BEY-04] one is released, keeps its tries and is told of in the audit log', async () => {
    const first = await event('Linz')
    const second = await event('Graz')

    await house.run('release-parked-event', { event: first })

    expect(await open()).toEqual([{ id: first, tries: 10 }])
    expect((await parked()).map(({ id }) => id)).toEqual([second])
    expect(await released()).toEqual([
      { subjects: [first], details: { released: 1, problems: ['No rope in Linz.'] } },
    ])
  })

  test('[BEY-04] one that is not parked, not there or of another tenant is not found', async () => {
    const waiting = await event('Linz', { isParked: false })
    const foreign = await event('Linz', { tenantId: newId() })

    for (const id of [waiting, foreign, newId()]) {
      await expect(house.run('release-parked-event', { event: id })).rejects.toMatchObject({
        kind: 'parked event',
      })
    }
    expect(await released()).toEqual([])
  })

  test('[BEY-04] a selection is released, and what is not parked any more is passed over', async () => {
    const [linz, graz, wels] = [await event('Linz'), await event('Graz'), await event('Wels')]
    await house.run('release-parked-event', { event: wels })

    const answer = await house.run('release-parked-events', { events: [linz, wels] })

    expect(answer).toEqual({ released: 1, isMoreLeft: false })
    expect((await parked()).map(({ id }) => id)).toEqual([graz])
    expect((await released()).map(({ subjects }) => subjects)).toEqual([[wels], [linz]])
  })

  test('[BEY-04] all that match the conditions are released, and nothing of another tenant', async () => {
    const [linz, wels] = [await event('Linz'), await event('Wels')]
    const foreign = await event('Linz', { tenantId: newId() })
    const where = ['problem.contains:linz']

    expect(await house.run('release-parked-events', { where })).toEqual({ released: 1, isMoreLeft: false })
    expect((await open()).map(({ id }) => id)).toEqual([linz])
    expect(await house.run('release-parked-events', {})).toEqual({ released: 1, isMoreLeft: false })
    expect((await open()).map(({ id }) => id)).toEqual([linz, wels])
    const { rows } = await house.owner.query(
      'SELECT 1 FROM outbox WHERE event_id = $1 AND parked_at IS NULL',
      [foreign],
    )
    expect(rows).toEqual([])
  })

  test('[BEY-04] an empty selection and one without a match release nothing and leave no entry', async () => {
    await event('Linz')

    expect(await house.run('release-parked-events', { events: [] })).toMatchObject({ released: 0 })
    expect(await house.run('release-parked-events', { events: [newId()] })).toMatchObject({ released: 0 })
    expect(await released()).toEqual([])
    expect(await parked()).toHaveLength(1)
  })

  test('[BEY-04] more than a thousand are released in several steps, and the answer says so', async () => {
    await house.owner.query(
      `INSERT INTO outbox (tenant_id, event_id, at, audit_entry_id, type, subject_kind, subject_id, payload, tries,
         parked_at)
       SELECT $1, gen_random_uuid(), now(), gen_random_uuid(), 'bell.rung', 'bell', n::text, '{}', 10, now()
       FROM generate_series(1, 1001) AS n`,
      [house.tenantId],
    )

    expect(await house.run('release-parked-events', {})).toEqual({ released: 1000, isMoreLeft: true })
    expect(await house.run('release-parked-events', {})).toEqual({ released: 1, isMoreLeft: false })
  })

  test('[USR-05] who may only see them cannot release them', async () => {
    const id = await event('Linz')
    const watcher = person(house.tenantId, { permissions: ['jobs.view'] })

    expect(await house.as(watcher, 'list-parked-events', {})).toMatchObject({ rows: [{ id }] })
    await expect(house.as(watcher, 'release-parked-events', {})).rejects.toMatchObject({
      permission: 'events.manage',
    })
    expect(await parked()).toHaveLength(1)
  })
})
