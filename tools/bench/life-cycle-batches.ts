import { runHouse, type RunningHouse } from '../../apps/back-office/testing/running-house.ts'
import { hostOf } from '../../apps/back-office/testing/small-world.ts'
import { requestFor } from '../../apps/back-office/testing/storm.ts'
import { Wire } from '../../apps/back-office/testing/wire.ts'
import { captureStatements } from './capture.ts'
import { LINE_ITEMS, type LifeGoods } from './life-cycle-goods.ts'
import type { Figure } from './table.ts'

const SECONDS_MAX = 3
/** Line items and hosts of the batch rehost: each line item has a license on each of the first half of the hosts. */
const ROWS = 20
const HOSTS = 50

/** The large batches through HTTP: 200 line items activated, 1,000 licenses consolidated, 50 hosts redistributed. */
export async function batchFigures(
  databaseUrl: string,
  builder: RunningHouse,
  goods: LifeGoods,
): Promise<Figure[]> {
  const house = await runHouse(databaseUrl, { dataDir: builder.dataDir, connectionsMax: 2 })
  try {
    const ask = (operation: string, input: Readonly<Record<string, unknown>>) =>
      timed(house, goods, { operation, input })
    const licenses: string[] = []
    for (let at = 0; at < 4; at += 1) licenses.push(...(await activateAll(ask, false)).ids)
    const activated = await activateAll(ask, true)
    licenses.push(...activated.ids)
    const consolidated = await ask('consolidate-licenses', { fulfillments: licenses })
    return [
      ...figuresOf(`activation of ${LINE_ITEMS} line items, consolidated`, activated),
      ...figuresOf(`consolidation of ${licenses.length} licenses`, consolidated),
      ...figuresOf(`batch rehost of ${ROWS} line items over ${HOSTS} hosts`, await redistribute(ask, goods)),
    ]
  } finally {
    await house.close()
  }
}

interface Timed {
  readonly seconds: number
  readonly statements: number
  readonly body: string
}

type Ask = (operation: string, input: Readonly<Record<string, unknown>>) => Promise<Timed>

async function timed(
  house: RunningHouse,
  { token }: LifeGoods,
  wish: { readonly operation: string; readonly input: Readonly<Record<string, unknown>> },
): Promise<Timed> {
  const wire = await Wire.open(house.port)
  try {
    let body = ''
    let seconds = 0
    const { roundTrips } = await captureStatements(house.house.pool, async () => {
      const begin = performance.now()
      const answer = await wire.ask(
        requestFor({ ...wish, as: 'producer' }, { producer: token, customer: token }),
      )
      seconds = (performance.now() - begin) / 1000
      if (answer.status !== 200) throw new Error(`${wish.operation}: ${answer.body}`)
      body = answer.body
    })
    return { seconds, statements: roundTrips.flat().length, body }
  } finally {
    wire.close()
  }
}

async function activateAll(
  ask: Ask,
  consolidate: boolean,
): Promise<Timed & { readonly ids: readonly string[] }> {
  const hosts = [{ servers: [{ type: 'ethernet', value: hostOf(900_000_000) }], copies: 1 }]
  const items = Array.from({ length: LINE_ITEMS }, (_, at) => ({
    lineItem: `BENCH-${String(at + 1).padStart(6, '0')}`,
    hosts,
    startDate: '2026-01-01',
  }))
  const done = await ask('activate-line-items', { items, consolidate })
  const { licenses } = JSON.parse(done.body) as { licenses: { id: string }[] }
  return { ...done, ids: licenses.map(({ id }) => id) }
}

/** Every license on one of 25 hosts gives half of its copies to one of 25 other hosts. */
async function redistribute(ask: Ask, { account, run }: LifeGoods): Promise<Timed> {
  const half = HOSTS / 2
  const ethernet = (number: number) => ({
    servers: [{ type: 'ethernet', value: hostOf(910_000_000 + number) }],
  })
  const sale = await run<{ lineItems: { activationId: string }[] }>('create-entitlement', {
    soldTo: account,
    autoDeploy: true,
    lineItems: Array.from({ length: ROWS }, () => ({
      products: [{ product: 'Gear@1' }],
      licenseModel: 'Life plain',
      copies: HOSTS * 10,
      term: { kind: 'permanent' },
      startOption: 'specify-at-each-activation',
    })),
  })
  const hosts = Array.from({ length: half }, (_, at) => ({ ...ethernet(at), copies: 10 }))
  const items = sale.lineItems.map(({ activationId }) => ({
    lineItem: activationId,
    hosts,
    startDate: '2026-01-01',
  }))
  await ask('activate-line-items', { items, consolidate: false })
  return ask('redistribute-licenses', {
    account,
    hosts: Array.from({ length: HOSTS }, (_, at) => ethernet(at)),
    rows: sale.lineItems.map(({ activationId }) => ({
      lineItem: activationId,
      counts: Array.from({ length: HOSTS }, () => 5),
    })),
  })
}

function figuresOf(name: string, { seconds, statements }: Timed): Figure[] {
  return [
    { name, ours: seconds, limit: null, target: { max: SECONDS_MAX }, unit: 's' },
    { name: '  statements', ours: statements, limit: null, target: null, unit: '' },
  ]
}
