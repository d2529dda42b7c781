import { testDatabase } from '@tallystick/kernel/testing/database.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import pg from 'pg'
import { allContracts } from './contracts.ts'
import { runHouse, type RunningHouse } from './testing/running-house.ts'
import { activationOf, buildSmallWorld, hostOf, type SmallWorld } from './testing/small-world.ts'

// What arrives over the wire: cookies, foreign pages, wrong and hostile input, documents.

let database: Awaited<ReturnType<typeof testDatabase>>
let running: RunningHouse
let world: SmallWorld
let admin: string
beforeAll(async () => {
  database = await testDatabase()
  running = await runHouse(database.ownerUrl)
  world = await buildSmallWorld(running.house, running.tenantId)
  admin = ((await (await signIn({})).json()) as { token: string }).token
}, 60_000)
afterAll(async () => {
  await running.close()
  await database.drop()
})

interface Request {
  readonly method?: string
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

function send(path: string, { token, headers, ...rest }: Request = {}): Promise<Response> {
  const credential = token ? { authorization: `Bearer ${token}` } : {}
  return fetch(`${running.url}${path}`, { ...rest, headers: { ...credential, ...headers } })
}

function post(path: string, body: unknown, init: Request = {}): Promise<Response> {
  return send(path, {
    ...init,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...init.headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

function signIn(headers: Record<string, string>): Promise<Response> {
  return post('/v1/sessions', { userName: 'admin', password: running.adminPassword }, { headers })
}

describe('sessions of a portal', () => {
  test('[LOG-01] the token goes into a closed cookie and not into the page', async () => {
    const answer = await signIn({ 'tallystick-portal': 'producer' })

    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^__Host-tallystick-producer=tss_/)
    for (const word of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(word)
    expect(await answer.json()).not.toHaveProperty('token')
  })

  test('[LOG-01] a foreign page cannot act with the cookie of its visitor', async () => {
    const cookie =
      ((await signIn({ 'tallystick-portal': 'producer' })).headers.get('set-cookie') ?? '').split(';')[0] ??
      ''
    const line = { name: 'From elsewhere' }

    const plain = await post('/v1/product-lines?portal=producer', line, { headers: { cookie } })
    const foreign = await post('/v1/product-lines', line, {
      headers: { cookie, 'tallystick-portal': 'producer', origin: 'https://evil.example' },
    })
    const own = await post('/v1/product-lines', line, {
      headers: { cookie, 'tallystick-portal': 'producer', origin: running.url },
    })

    expect([plain.status, foreign.status, own.status]).toEqual([403, 403, 200])
  })

  test('[LOG-01] a signed-out session opens nothing any more', async () => {
    const { token } = (await (await signIn({})).json()) as { token: string }
    expect((await send('/v1/session', { token })).status).toBe(200)

    expect((await send('/v1/session', { token, method: 'DELETE' })).status).toBe(200)

    expect((await send('/v1/session', { token })).status).toBe(401)
  })

  test('[LOG-01] a made-up or cut token is no credential', async () => {
    for (const token of ['tss_abc', `${admin}x`, admin.slice(0, -1), `tss_${'A'.repeat(64)}`]) {
      expect((await send('/v1/session', { token })).status).toBe(401)
    }
  })
})

describe('wrong input', () => {
  test('[BEY-03] broken JSON, wrong media types and unknown addresses get a problem each', async () => {
    const broken = await post('/v1/product-lines', '{"name": ', { token: admin })
    const form = await send('/v1/product-lines', {
      token: admin,
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    })
    const nowhere = await send('/v1/nothing-here', { token: admin })

    expect([broken.status, form.status, nowhere.status]).toEqual([400, 415, 404])
    for (const answer of [broken, form, nowhere]) {
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(await answer.json()).toMatchObject({ title: expect.any(String), detail: expect.any(String) })
    }
  })

  test('[BEY-03] a body of 50 MB is refused with a word on what to do, and the server goes on', async () => {
    const big = JSON.stringify({ name: 'x'.repeat(50 * 1024 * 1024) })

    const answer = await post('/v1/product-lines', big, { token: admin }).catch(() => null)

    // The connection may be cut before all of it was sent; an answer that arrives is the right one.
    const problem = answer === null ? { status: 413, code: 'body-too-large' } : await answer.json()
    expect(problem).toMatchObject({ status: 413, code: 'body-too-large' })
    expect((await send('/v1/session', { token: admin })).status).toBe(200)
  })

  test('[BEY-03] each wrong field is named', async () => {
    const answer = await post('/v1/features', { name: 7, version: [] }, { token: admin })

    expect(answer.status).toBe(400)
    const { errors } = (await answer.json()) as { errors: { path: string }[] }
    expect(errors.map(({ path }) => path)).toEqual(expect.arrayContaining(['name', 'version']))
  })

  test('[NAV-02] unknown columns, operators, sorts and page marks of a list are named', async () => {
    const questions = [
      'where=nothing.contains:x',
      'where=name.before:x',
      'where=bad',
      'sort=description',
      'after=abc',
      'limit=0',
    ]
    for (const question of questions) {
      const answer = await send(`/v1/product-lines?${question}`, { token: admin })
      expect(answer.status, question).toBe(400)
    }
    expect((await send('/v1/product-lines.csv?columns=name,secrets', { token: admin })).status).toBe(400)
  })

  test('[BEY-03] signs of SQL, LIKE and null bytes are only text', async () => {
    await post('/v1/product-lines', { name: `100%_off'); DROP TABLE product; --` }, { token: admin })

    const found = await send(`/v1/product-lines?where=${encodeURIComponent('name.contains:0%_off')}`, {
      token: admin,
    })
    const none = await send(`/v1/product-lines?where=${encodeURIComponent('name.contains:0__off')}`, {
      token: admin,
    })
    const nothing = await post('/v1/product-lines', { name: 'a\0b' }, { token: admin })

    expect(((await found.json()) as { rows: unknown[] }).rows).toHaveLength(1)
    expect(((await none.json()) as { rows: unknown[] }).rows).toHaveLength(0)
    expect(nothing.status).toBe(400)
  })
})

describe('activation over the wire', () => {
  test('[ACT-09] counts that are zero, negative, broken or enormous are refused by their field', async () => {
    const [item = ''] = await world.sell([{ copies: 10 }])
    for (const copies of [0, -1, 1.5, 1e12, '3', null, Number.MAX_SAFE_INTEGER]) {
      const body = {
        items: [{ lineItem: item, hosts: [{ servers: [{ type: 'ethernet', value: hostOf(1) }], copies }] }],
      }
      const answer = await post('/v1/activations', body, { token: world.token })
      expect(answer.status, String(copies)).toBe(422)
      const { code } = (await answer.json()) as { code: string }
      expect(code).toMatch(/^count-/)
    }
  })

  test('[CERT-02] a wrong host ID is refused with its rule and its place', async () => {
    const [item = ''] = await world.sell([{ copies: 10 }])
    const body = {
      items: [
        { lineItem: item, hosts: [{ servers: [{ type: 'ethernet', value: '005056AB12CG' }], copies: 1 }] },
      ],
    }

    const answer = await post('/v1/activations', body, { token: world.token })

    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      code: 'host-id-not-hexadecimal',
      data: { field: 'hosts.0.servers.0', activationId: item },
      cure: expect.any(String),
    })
  })

  test('[BEY-03] what is not there is refused with the figures and the cure', async () => {
    const [item = ''] = await world.sell([{ copies: 2 }])

    const answer = await post('/v1/activations', activationOf(item, hostOf(2), { copies: 3 }), {
      token: world.token,
    })

    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({
      code: 'insufficient-copies',
      data: { total: 2, taken: 0, available: 2, requested: 3 },
    })
  })

  test('[ACT-01] a verification answers the license and writes nothing', async () => {
    const [item = ''] = await world.sell([{ copies: 2 }])
    const path = '/v1/activations?verify=true'

    const answer = await post(path, activationOf(item, hostOf(3), { copies: 2 }), { token: world.token })

    expect(answer.headers.get('tallystick-verified')).toBe('true')
    const { licenses } = (await answer.json()) as { licenses: { licenseText: string }[] }
    expect(licenses[0]?.licenseText).toContain('INCREMENT gear_turn')
    const list = await send(`/v1/fulfillments?where=activationId.equals:${item}`, { token: world.token })
    expect(((await list.json()) as { rows: unknown[] }).rows).toEqual([])
  })
})

describe('lists over the wire', () => {
  test('[NAV-03] an export defuses formulas, quotes what must be quoted, and has its heading', async () => {
    await post(
      '/v1/product-lines',
      { name: '=HYPERLINK("http://evil.example")', description: 'a, "b"\nc' },
      { token: admin },
    )

    const answer = await send('/v1/product-lines.csv?columns=name,description', { token: admin })

    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="ProductLines.csv"')
    const text = await answer.text()
    expect(text).toMatch(/^Name,Description\r\n/)
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")","a, ""b""\nc"`)
  })

  test('[ENT-10] entitlements and bulk entitlements are exported to those who see them, and to nobody else', async () => {
    await world.sell([{ copies: 3 }])
    const bulk = {
      entitlementId: 'BULK-EXPORT',
      kind: 'bulk',
      autoDeploy: true,
      lineItems: [{ products: [{ product: 'Gear Turn@5.2' }], licenseModel: 'Floating', copies: 40 }],
    }
    await world.run('create-entitlement', bulk)
    const exported = async (path: string, token: string) => {
      const answer = await send(path, { token })
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      const [heading = '', ...rows] = (await answer.text()).replace('\ufeff', '').trimEnd().split('\r\n')
      return { file: answer.headers.get('content-disposition'), heading, rows }
    }
    const listed = async (path: string, token: string) =>
      ((await (await send(path, { token })).json()) as { rows: { entitlementId: string }[] }).rows

    const own = await exported('/v1/entitlements.csv?columns=entitlementId,account', world.token)
    const bulks = await exported('/v1/bulk-entitlements.csv?columns=entitlementId,state', admin)
    const others = await exported('/v1/bulk-entitlements.csv?columns=entitlementId,state', world.token)

    expect(own).toMatchObject({
      file: 'attachment; filename="Entitlements.csv"',
      heading: 'Entitlement ID,Account',
    })
    const seen = await listed('/v1/entitlements?limit=100', world.token)
    expect(own.rows.map((row) => row.split(',')[0] ?? '').toSorted()).toEqual(
      seen.map(({ entitlementId }) => entitlementId).toSorted(),
    )
    expect(bulks.file).toBe('attachment; filename="BulkEntitlements.csv"')
    expect(bulks.rows).toEqual(['BULK-EXPORT,deployed'])
    expect(others.rows).toEqual([])
    expect((await send('/v1/entitlements.csv')).status).toBe(401)
  })

  test('[NAV-03] [BEY-02] an export without a session, or of what does not exist, is refused, and the program goes on', async () => {
    const lists = allContracts.filter(({ kind, rest }) => kind === 'list' && !rest.path.includes('{'))
    expect(lists.length).toBeGreaterThan(30)

    for (const { name, rest } of lists) {
      const stranger = await send(`${rest.path}.csv`)
      const wrong = await send(`${rest.path}.csv?where=nothing.equals:1`, { token: admin })
      expect([name, stranger.status, wrong.status]).toEqual([name, 401, 400])
    }
    expect((await send('/v1/product-lines', { token: admin })).status).toBe(200)
  })

  test('[NAV-03] [BEY-02] an export whose database goes away in the middle breaks off, and the program goes on', async () => {
    const { tenantId } = running
    const owner = new pg.Client({ connectionString: database.ownerUrl })
    await owner.connect()
    try {
      await owner.query(`SELECT set_config('tallystick.tenant_id', $1, false)`, [tenantId])
      await owner.query(
        `INSERT INTO product_line (tenant_id, product_line_id, name, description)
          SELECT $1, gen_random_uuid(), 'Long ' || n, repeat('x', 1000) FROM generate_series(1, 20000) n`,
        [tenantId],
      )
      const answer = await send('/v1/product-lines.csv?columns=name,description', { token: admin })
      await owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`)

      await expect(answer.text()).rejects.toThrow()
      await expect.poll(async () => (await send('/v1/product-lines', { token: admin })).status).toBe(200)
    } finally {
      await owner.query(`DELETE FROM product_line WHERE name LIKE 'Long %'`)
      await owner.end()
    }
  })

  test('[NAV-04] pages follow each other without a gap or a double, while rows are added', async () => {
    for (let i = 0; i < 25; i += 1)
      await post('/v1/product-lines', { name: `Line ${String(i).padStart(2, '0')}` }, { token: admin })
    const seen: string[] = []
    let after = ''
    for (let page = 0; page < 20; page += 1) {
      const address = `/v1/product-lines?where=name.starts:Line&sort=name&limit=4${after}`
      const { rows, next } = (await (await send(address, { token: admin })).json()) as {
        rows: { name: string }[]
        next: string | null
      }
      seen.push(...rows.map(({ name }) => name))
      await post('/v1/product-lines', { name: `Line 00 added ${page}` }, { token: admin })
      if (next === null) break
      after = `&after=${next}`
    }
    const first = seen.filter((name) => !name.includes('added'))
    expect(first).toEqual(Array.from({ length: 25 }, (_, i) => `Line ${String(i).padStart(2, '0')}`))
    expect(new Set(seen).size).toBe(seen.length)
  })
})

describe('documents', () => {
  test('[BEY-07] the OpenAPI document has every operation, with its permission and its refusals', async () => {
    const document = (await (await send('/openapi.json')).json()) as {
      openapi: string
      paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>
    }
    const ids = Object.values(document.paths).flatMap((place) =>
      Object.values(place).map(({ operationId }) => operationId),
    )

    expect(document.openapi).toBe('3.1.0')
    for (const { contract } of running.house.pipeline.parts.operations) expect(ids).toContain(contract.name)
    expect(document.paths['/v1/activations']?.['post']?.responses).toHaveProperty('409')
  })

  test('[TOK-03] the documentation can be browsed and allows no inline script', async () => {
    const page = await send('/docs/')
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(await page.text()).not.toMatch(/<script(?![^>]*src=)/)
    expect((await send('/docs/viewer/swagger-ui-bundle.js')).status).toBe(200)
    expect((await send('/docs/viewer/..%2f..%2fpackage.json')).status).toBe(404)
  })
})
