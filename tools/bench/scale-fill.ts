import pg from 'pg'

/** How large the filled world is. */
export interface Scale {
  readonly accounts: number
  readonly entitlements: number
  readonly lineItems: number
  readonly licenses: number
}

/** A million line items, as a producer with ten years of sales to 20,000 accounts has them. */
export const MILLION: Scale = {
  accounts: 20_000,
  entitlements: 350_000,
  lineItems: 1_000_000,
  licenses: 1_000_000,
}

/**
 * Fills a tenant with rows that look like sales: names, cities, order numbers, terms and states in believable
 * shares. Straight into the tables, because a million sales by operations take an hour; the indexes are made
 * afterwards, which costs a third of keeping them. Owner's connection; nothing else may run.
 *
 * Keys are numbers in the form of a UUID, so that later statements can name the row of a number.
 */
export async function fillTenant(url: string, tenantId: string, scale: Scale, say: (line: string) => void) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const run = async (title: string, text: string, values: unknown[] = []) => {
    const begin = performance.now()
    const { rowCount } = await client.query(text, values)
    const seconds = ((performance.now() - begin) / 1000).toFixed(1)
    say(`${title}: ${rowCount ? `${rowCount.toLocaleString('en')} rows, ` : ''}${seconds} s`)
  }
  try {
    await client.query(`SET session_replication_role = replica; SET maintenance_work_mem = '512MB';
      SET synchronous_commit = off; SET work_mem = '256MB'; SET max_parallel_maintenance_workers = 1`)
    await client.query(FUNCTIONS)
    const indexes = await dropIndexes(client)
    await run('accounts', ACCOUNTS, [tenantId, scale.accounts])
    await run('products', PRODUCTS, [tenantId])
    await run('entitlements', ENTITLEMENTS, [tenantId, scale.entitlements, scale.accounts])
    await run('parties', PARTIES, [tenantId])
    await run('line items', LINE_ITEMS, [tenantId, scale.lineItems, scale.entitlements])
    await run('products of line items', LINE_ITEM_PRODUCTS, [tenantId])
    await run('licenses', LICENSES, [tenantId, scale.licenses, scale.lineItems])
    await run('license servers', SERVERS, [tenantId])
    await run('locked machines', MACHINES, [tenantId])
    await run('machines of licenses', LICENSE_MACHINES, [tenantId])
    for (const { name, text } of indexes) await run(`index ${name}`, text)
    await run(
      'statistics',
      'VACUUM (ANALYZE) account, entitlement, entitlement_party, line_item, line_item_product, fulfillment, host, fulfillment_node',
    )
  } finally {
    await client.end()
  }
}

/** Takes away what only slows the filling; answers how to make it again. Primary keys stay. */
async function dropIndexes(client: pg.Client): Promise<{ name: string; text: string }[]> {
  const { rows } = await client.query<{ name: string; text: string }>(`
    SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS text
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE NOT i.indisprimary AND i.indrelid = ANY (ARRAY['entitlement', 'entitlement_party', 'line_item',
      'line_item_product', 'fulfillment', 'host', 'fulfillment_node']::regclass[])
    ORDER BY 1`)
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`)
  return rows
}

/** Chance that is the same in every run: a number of a row gives the same names each time. */
const FUNCTIONS = `
CREATE OR REPLACE FUNCTION pg_temp.chance(n bigint, salt int) RETURNS int LANGUAGE sql IMMUTABLE AS
  $$ SELECT abs(hashint8(n * 31 + salt))::int $$;
CREATE OR REPLACE FUNCTION pg_temp.key(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
  $$ SELECT ('0190' || lpad(to_hex(kind), 4, '0') || '00007000' || lpad(to_hex(n), 16, '8000000000000000'))::uuid $$;
CREATE OR REPLACE FUNCTION pg_temp.pick(words text[], n int) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT words[1 + n % cardinality(words)] $$;
CREATE OR REPLACE FUNCTION pg_temp.code(n bigint, salt int) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT upper(substr(h, 1, 4) || '-' || substr(h, 5, 4) || '-' || substr(h, 9, 4) || '-' || substr(h, 13, 4))
     FROM (SELECT translate(md5(n || ':' || salt), 'abcdef', 'kmqvxz') AS h) m $$`

const ACCOUNTS = `
INSERT INTO account (tenant_id, account_id, account_code, name, kind)
SELECT $1::uuid, pg_temp.key(1, n), 'C-' || lpad(n::text, 6, '0'),
  pg_temp.pick(ARRAY['Northwind','Harbor','Alder','Kestrel','Juniper','Copper','Meridian','Falcon','Granite','Willow',
    'Summit','Beacon','Cedar','Orchid','Pioneer','Quartz','Raven','Sable','Tundra','Umber'], pg_temp.chance(n, 1))
  || ' ' ||
  pg_temp.pick(ARRAY['Mill','Supply','Castings','Tooling','Dynamics','Foundry','Optics','Turbines','Precision','Motors',
    'Instruments','Fabrication','Aerospace','Hydraulics','Plastics','Shipyard'], pg_temp.chance(n, 2))
  || ' ' ||
  pg_temp.pick(ARRAY['Lyon','Aarhus','Graz','Turin','Leeds','Bergen','Ghent','Porto','Tampere','Brno','Vigo','Ulm',
    'Dayton','Akron','Osaka','Pune','Perth','Cork','Lublin','Malmö'], pg_temp.chance(n, 3)) || ' ' || n,
  'customer'
FROM generate_series(1, $2::int) n`

const PRODUCTS = `
INSERT INTO product (tenant_id, product_id, kind, name, version, state)
SELECT $1::uuid, pg_temp.key(2, n), 'product',
  pg_temp.pick(ARRAY['Gear Turn','Gear Mill','Gear Sketch','Gear Flow','Gear Stress','Gear Nest','Gear Post','Gear Sim'], n)
    || pg_temp.pick(ARRAY[' Basic',' Pro',' Expert',''], n / 8),
  (1 + n / 32) || '.' || n % 5, 'deployed'
FROM generate_series(0, 159) n`

const ENTITLEMENTS = `
INSERT INTO entitlement (tenant_id, entitlement_id, entitlement_code, state, sold_to_account_id, sold_to_label,
  line_item_count, created_at, updated_at)
SELECT $1::uuid, pg_temp.key(3, n), 'ENT-' || (2016 + n * 10 / $2::int) || '-' || lpad(n::text, 7, '0'),
  CASE WHEN n % 50 = 0 THEN 'draft' WHEN n % 61 = 0 THEN 'inactive' WHEN n % 97 = 0 THEN 'obsolete' ELSE 'deployed' END,
  a.account_id, a.account_code || ' (' || a.name || ')', 3, t, t
FROM generate_series(1, $2::int) n
CROSS JOIN LATERAL (SELECT timestamptz '2016-01-01' + n * (interval '10 years' / $2::int) AS t) at
JOIN account a ON a.tenant_id = $1::uuid
  AND a.account_id = pg_temp.key(1, 1 + (power(pg_temp.chance(n, 4) % 1000003 / 1000003.0, 3) * ($3::int - 1))::bigint)`

const PARTIES = `
INSERT INTO entitlement_party (tenant_id, entitlement_id, tier, account_id, is_owner)
SELECT tenant_id, entitlement_id, 'end-customer', sold_to_account_id, true FROM entitlement WHERE tenant_id = $1
UNION ALL
SELECT tenant_id, entitlement_id, 'distributor', pg_temp.key(1, 1 + abs(hashtext(entitlement_code)) % 20), false
FROM entitlement WHERE tenant_id = $1 AND abs(hashtext(entitlement_code)) % 4 = 0`

const LINE_ITEMS = `
INSERT INTO line_item (tenant_id, line_item_id, entitlement_id, entitlement_code, activation_id, state,
  license_model_id, order_id, order_line_number, copies_total, copies_taken, starts_on, term, expires_on,
  sold_to_account_id, sold_to_label, products_label, versions_label, part_number_label, license_model_label,
  created_by, created_at, updated_at)
SELECT e.tenant_id, pg_temp.key(4, n), e.entitlement_id, e.entitlement_code, pg_temp.code(n, 5), e.state,
  pg_temp.key(5, 1), 'SO-' || substr(e.entitlement_code, 5, 4) || '-' || lpad((n / 2)::text, 7, '0'), (1 + n % 9)::text,
  copies, CASE WHEN e.state = 'deployed' THEN pg_temp.chance(n, 6) % (copies + 1) ELSE 0 END,
  e.created_at::date, CASE WHEN n % 3 = 0 THEN 'permanent' ELSE 'date' END,
  CASE WHEN n % 3 <> 0 THEN e.created_at::date + 365 * (1 + pg_temp.chance(n, 7) % 5) END,
  e.sold_to_account_id, e.sold_to_label, p.name || ' ' || p.version, p.version,
  'PN-' || lpad((pg_temp.chance(n, 8) % 400)::text, 5, '0'),
  pg_temp.pick(ARRAY['Floating','Node-locked','Floating annual','Team','Campus'], pg_temp.chance(n, 9)),
  'Import', e.created_at, e.created_at
FROM generate_series(1, $2::int) n
CROSS JOIN LATERAL (SELECT (ARRAY[1,1,2,3,5,5,10,10,20,25,50,100,250])[1 + pg_temp.chance(n, 10) % 13] AS copies) c
JOIN entitlement e ON e.tenant_id = $1::uuid AND e.entitlement_id = pg_temp.key(3, 1 + (n * 7) % $3::int)
JOIN product p ON p.tenant_id = $1::uuid AND p.product_id = pg_temp.key(2, pg_temp.chance(n, 11) % 160)`

const LINE_ITEM_PRODUCTS = `
INSERT INTO line_item_product (tenant_id, line_item_id, product_id)
SELECT tenant_id, line_item_id, pg_temp.key(2, abs(hashtext(activation_id)) % 160) FROM line_item WHERE tenant_id = $1`

const LICENSES = `
INSERT INTO fulfillment (tenant_id, fulfillment_id, fulfillment_code, line_item_id, activation_id, entitlement_id,
  entitlement_code, account_id, sold_to_label, products_label, versions_label, license_kind, state, copies,
  server_host_id, server_texts, node_texts, server_label, node_label, starts_on, expires_on, license_text,
  fulfilled_by, fulfilled_at, updated_at, chain_id, copies_taken, overdraft_taken, closed_at)
SELECT li.tenant_id, pg_temp.key(6, n), 'FID-' || translate(pg_temp.code(n, 12), '-', ''), li.line_item_id,
  li.activation_id, li.entitlement_id, li.entitlement_code, li.sold_to_account_id, li.sold_to_label,
  li.products_label, li.versions_label, 'floating-counted', CASE WHEN n % 23 = 0 THEN 'obsolete' ELSE 'active' END,
  1 + n % 5, pg_temp.key(7, n), ARRAY[host], '{}', host, '', li.starts_on, li.expires_on, 'INCREMENT ' || li.products_label,
  pg_temp.pick(ARRAY['Ada Miller','Ben Osei','Chiara Conti','Dag Lund'], n::int), li.created_at + interval '3 days',
  li.created_at, pg_temp.key(6, n), CASE WHEN n % 23 = 0 THEN 0 ELSE 1 + n % 5 END, 0, CASE WHEN n % 23 = 0 THEN li.created_at + interval '9 days' END
FROM generate_series(1, $2::int) n
CROSS JOIN LATERAL (SELECT substr(md5(n || 'host'), 1, 12) AS host) h
JOIN line_item li ON li.tenant_id = $1::uuid AND li.line_item_id = pg_temp.key(4, 1 + (n * 13) % $3::int)`

const SERVERS = `
INSERT INTO host (tenant_id, host_id, account_id, use, host_types, host_texts, host_key, label, created_at)
SELECT tenant_id, server_host_id, account_id, 'server', ARRAY['ETHERNET'], server_texts, server_label, server_label,
  fulfilled_at
FROM fulfillment WHERE tenant_id = $1`

/** One license of four is for a machine besides. */
const MACHINES = `
INSERT INTO host (tenant_id, host_id, account_id, use, host_types, host_texts, host_key, label, created_at)
SELECT f.tenant_id, pg_temp.key(8, n), f.account_id, 'node', ARRAY['ETHERNET'], ARRAY[text], text, text, f.fulfilled_at
FROM (SELECT *, row_number() OVER (ORDER BY fulfillment_id) AS n FROM fulfillment WHERE tenant_id = $1) f
CROSS JOIN LATERAL (SELECT substr(md5(n || 'node'), 1, 12) AS text) t
WHERE n % 4 = 0`

const LICENSE_MACHINES = `
INSERT INTO fulfillment_node (tenant_id, fulfillment_id, host_id, position)
SELECT tenant_id, fulfillment_id, pg_temp.key(8, n), 0
FROM (SELECT *, row_number() OVER (ORDER BY fulfillment_id) AS n FROM fulfillment WHERE tenant_id = $1) f
WHERE n % 4 = 0`
