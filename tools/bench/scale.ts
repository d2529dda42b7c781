import { readFileSync } from 'node:fs'
import pg from 'pg'
import { runHouse, spawnHouse, type SpawnedHouse } from '../../apps/back-office/testing/running-house.ts'
import { Wire } from '../../apps/back-office/testing/wire.ts'
import { fillTenant, MILLION, type Scale } from './scale-fill.ts'
import { listQueries, type ListQuery } from './scale-queries.ts'
import { percentile, type Figure } from './table.ts'

/** Runs of each query. */
const RUNS = 30
/** What a page may take, 95 of 100 times, in milliseconds. */
const PAGE_MAX_MS = 150
/** What an export of everything may add to the server's memory, in MB. */
const EXPORT_MAX_MB = 100

/** Lists and exports over a million line items. Fills the database first, unless an earlier run has. */
export async function scaleFigures(
  databaseUrl: string,
  dataDir: string,
  scale: Scale = MILLION,
): Promise<Figure[]> {
  const builder = await runHouse(databaseUrl, { dataDir })
  const owner = new pg.Client({ connectionString: databaseUrl })
  await owner.connect()
  try {
    const { rows } = await owner.query<{ count: number }>('SELECT count(*)::int AS count FROM line_item')
    if ((rows[0]?.count ?? 0) < scale.lineItems) {
      await fillTenant(databaseUrl, builder.tenantId, scale, (line) => console.log(`  ${line}`))
    }
    const tokens = await tokensOf(builder.house.pipeline, builder.tenantId, builder.adminPassword, owner)
    const server = await spawnHouse(databaseUrl, { dataDir })
    try {
      return [...(await pages(server, tokens)), await exported(server, tokens.producer)]
    } finally {
      await server.stop()
    }
  } finally {
    await owner.end()
    await builder.close()
  }
}

interface Tokens {
  readonly producer: string
  /** Of a customer with some ten entitlements. */
  readonly customer: string
}

async function tokensOf(
  pipeline: { run(name: string, input: unknown, call: object): Promise<unknown> },
  tenantId: string,
  password: string | null,
  owner: pg.Client,
): Promise<Tokens> {
  const signIn = async (userName: string) => {
    const input = { userName, password, portal: 'api' }
    const { token } = (await pipeline.run('sign-in', input, { tenantId, caller: { credential: null } })) as {
      token: string
    }
    return token
  }
  const { rows } = await owner.query<{ code: string }>(
    `SELECT a.account_code AS code FROM account a JOIN entitlement_party p USING (tenant_id, account_id)
     GROUP BY a.account_code HAVING count(*) BETWEEN 8 AND 12 ORDER BY 1 LIMIT 1`,
  )
  await customerUser(owner, rows[0]?.code ?? '')
  return { producer: await signIn('admin'), customer: await signIn('bench-customer') }
}

/** A user of the customer with the administrator's password, written directly: the mailed link is no part of this. */
async function customerUser(owner: pg.Client, accountCode: string): Promise<void> {
  const user = `'0190be7d-0000-7000-8000-000000000001'::uuid`
  await owner.query(`
    INSERT INTO app_user (tenant_id, user_id, user_name, kind, first_name, last_name, display_name, email)
      SELECT tenant_id, ${user}, 'bench-customer', 'customer', 'Bench', 'Customer', 'Bench Customer', 'bench@example.org'
      FROM tenant ON CONFLICT DO NOTHING;
    INSERT INTO membership (tenant_id, user_id, account_id)
      SELECT tenant_id, ${user}, account_id FROM account WHERE account_code = ${pg.escapeLiteral(accountCode)}
      ON CONFLICT DO NOTHING;
    INSERT INTO membership_role (tenant_id, user_id, account_id, role_id)
      SELECT m.tenant_id, m.user_id, m.account_id, r.role_id FROM membership m
      JOIN role r ON r.tenant_id = m.tenant_id AND r.name = 'Portal User' WHERE m.user_id = ${user}
      ON CONFLICT DO NOTHING;
    INSERT INTO password (tenant_id, user_id, hash, changed_at)
      SELECT p.tenant_id, ${user}, p.hash, p.changed_at FROM password p
      JOIN app_user u ON u.tenant_id = p.tenant_id AND u.user_id = p.user_id AND u.user_name = 'admin'
      ON CONFLICT DO NOTHING`)
}

/** All queries of all lists, the slowest of each kind as a figure, and every one that is too slow. */
async function pages(server: SpawnedHouse, tokens: Tokens): Promise<Figure[]> {
  const worst = new Map<string, { query: ListQuery; p95: number }>()
  const slow: Figure[] = []
  for (const who of ['producer', 'customer'] as const) {
    const wire = await Wire.open(server.port)
    for (const query of listQueries()) {
      const p95 = await timed(wire, tokens[who], query)
      const kind = `${query.list} as ${who}: ${query.kind}`
      if (p95 > (worst.get(kind)?.p95 ?? -1)) worst.set(kind, { query, p95 })
      if (p95 > PAGE_MAX_MS) slow.push(figure(`  too slow: ${query.list} as ${who}, ${query.text}`, p95))
    }
    wire.close()
  }
  return [
    ...[...worst].map(([kind, { query, p95 }]) => figure(`${kind} (worst: ${query.text})`, p95)),
    ...slow,
  ]
}

function figure(name: string, p95: number): Figure {
  return { name, ours: p95, limit: null, target: { max: PAGE_MAX_MS }, unit: 'ms' }
}

/** Milliseconds that 95 of 100 runs stay within. A query of page `n` walks there by cursors first, untimed. */
async function timed(wire: Wire, token: string, query: ListQuery): Promise<number> {
  const ask = async (after: string | null) => {
    const path = after === null ? query.path : `${query.path}&after=${encodeURIComponent(after)}`
    const answer = await wire.ask({ method: 'GET', path, headers: { authorization: `Bearer ${token}` } })
    if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}: ${answer.body}`)
    return (JSON.parse(answer.body) as { next: string | null }).next
  }
  let after: string | null = null
  for (let page = 1; page < query.page; page += 1) {
    after = await ask(after)
    if (after === null) break
  }
  const times: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const begin = performance.now()
    await ask(after)
    times.push(performance.now() - begin)
  }
  return percentile(times, 0.95)
}

/** Streams every line item as CSV and watches the server's memory meanwhile. */
async function exported(server: SpawnedHouse, token: string): Promise<Figure> {
  const before = residentMb(server.child.pid ?? 0)
  let most = before
  const watch = setInterval(() => (most = Math.max(most, residentMb(server.child.pid ?? 0))), 200)
  const begin = performance.now()
  const response = await fetch(`http://127.0.0.1:${server.port}/v1/line-items.csv`, {
    headers: { authorization: `Bearer ${token}` },
  })
  let bytes = 0
  for await (const piece of response.body ?? []) bytes += (piece as Uint8Array).length
  clearInterval(watch)
  const seconds = ((performance.now() - begin) / 1000).toFixed(0)
  const name = `memory added by the CSV of all line items (${(bytes / 1e6).toFixed(0)} MB in ${seconds} s)`
  return { name, ours: most - before, limit: null, target: { max: EXPORT_MAX_MB }, unit: 'MB' }
}

function residentMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}
