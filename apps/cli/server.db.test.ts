import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { cliServer, type CliServer } from './testing/cli-server.ts'
import { cliTerminal, type CliTerminal } from './testing/cli-terminal.ts'

let server: CliServer
let tally: CliTerminal
beforeAll(async () => {
  server = await cliServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  tally = cliTerminal()
  await tally.run(['sign-in', server.url, '--user', 'ada', '--password-stdin'], 'good\n')
  await server.owner.query('TRUNCATE shelf, setting, import_row, job')
  return () => tally.remove()
})

function file(name: string, content: string): string {
  const path = join(tally.folder, name)
  writeFileSync(path, content)
  return path
}

const shelves = async () =>
  (await server.owner.query<{ name: string }>('SELECT name FROM shelf ORDER BY name')).rows.map(
    (row) => row.name,
  )

describe('signing in', () => {
  test('[BEY-05] the token is kept for this user of the machine only, and forgotten at sign-out', async () => {
    const path = join(tally.folder, 'settings', 'sign-in.json')

    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      server: server.url,
      token: 'tss_ada',
      userName: 'ada',
    })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(tally.folder, 'settings')).mode & 0o777).toBe(0o700)
    await tally.run(['sign-out'])
    expect(existsSync(path)).toBe(false)
    expect((await tally.run(['list', 'settings-nobody-knows'])).code).toBe(1)
  })

  test('[BEY-03] a wrong password is told with its cure, and keeps nothing', async () => {
    const fresh = cliTerminal()
    const answer = await fresh.run(['sign-in', server.url, '--user', 'ada', '--password-stdin'], 'bad')

    expect(answer).toEqual({
      code: 1,
      out: '',
      err: 'tally: User name or password are wrong.\n  Check both.\n',
    })
    expect(existsSync(join(fresh.folder, 'settings'))).toBe(false)
    expect((await fresh.run(['sign-in', server.url, '--user', 'ada'])).err).toContain('--password-stdin')
    expect((await fresh.run(['get-setting', 'display.page-size'])).err).toContain('tally sign-in URL')
    fresh.remove()
  })

  test('[BEY-05] the token is sent to its own server only', async () => {
    const answer = await tally.run([
      'get-setting',
      'display.page-size',
      '--server',
      server.url.replace('127.0.0.1', 'localhost'),
    ])

    expect(answer.code).toBe(1)
    expect(answer.err).toContain('Sign in with: tally sign-in URL')
  })
})

describe('operations', () => {
  test('[TOK-03] every operation is a command with its fields as options', async () => {
    const set = await tally.run(['set-setting', 'display.page-size', '--value', '50'])
    expect(set).toMatchObject({ code: 0, err: '' })
    expect(set.out).toContain('value: 50')

    const got = await tally.run(['get-setting', 'display.page-size', '--json'])
    expect(JSON.parse(got.out)).toMatchObject({ name: 'display.page-size', value: 50 })
    const help = await tally.run(['set-setting', '--help'])
    expect(help).toMatchObject({ code: 0 })
    expect(help.out).toMatch(/--value <value>[^]*--verify[^]*--key <key>/)
  })

  test('[TOK-03] fields may come from a JSON file or the input, and options win over them', async () => {
    const input = file('input.json', JSON.stringify({ name: 'display.page-size', value: 30 }))

    await tally.run(['set-setting', '--input', input])
    expect((await tally.run(['get-setting', 'display.page-size'])).out).toContain('value: 30')
    await tally.run(
      ['set-setting', '--input', '-', '--value', '40'],
      '{"name":"display.page-size","value":30}',
    )
    expect((await tally.run(['get-setting', 'display.page-size'])).out).toContain('value: 40')
    expect((await tally.run(['set-setting', '--input', file('x.json', '[1]')])).err).toContain(
      'does not hold a JSON object',
    )
  })

  test('[TOK-03] a verification writes nothing', async () => {
    const answer = await tally.run(['set-setting', 'display.page-size', '--value', '50', '--verify'])

    expect(answer.err).toContain('nothing was written')
    expect((await tally.run(['get-setting', 'display.page-size'])).out).toContain('value: 20')
  })

  test('[BEY-03] a refusal is told with its sentence and cure, or as JSON with its code and figures', async () => {
    const words = ['set-setting', 'display.page-size', '--value', '1']

    const told = await tally.run(words)
    expect(told).toMatchObject({ code: 1, out: '' })
    expect(told.err).toMatch(
      /^tally: "Rows per page" cannot have this value: .*\n {2}Give a value of the kind/,
    )
    const json = await tally.run([...words, '--json'])
    expect(JSON.parse(json.out)).toMatchObject({
      error: { code: 'setting-value-unfit', status: 422, data: { label: 'Rows per page' } },
    })
  })

  test('[BEY-03] wrong input names its fields, and a missing permission its name', async () => {
    server.people.set('tss_bo', { ...person(server.tenantId, { permissions: [] }) })
    tally.env['TALLYSTICK_TOKEN'] = 'tss_bo'

    const denied = await tally.run(['get-setting', 'display.page-size'])
    expect(denied.err).toContain('"settings.view"')
    delete tally.env['TALLYSTICK_TOKEN']
    const wrong = await tally.run(['run-import', '--upload-id', 'x', '--format', 'xml'])
    expect(wrong.err).toMatch(/importName: .*\n[^]*format: /)
    expect((await tally.run(['get-setting'])).err).toContain('get-setting needs the name')
    const unknown = await tally.run(['set-settings', 'x'])
    expect(unknown.err).toMatch(/Perhaps .*set-setting/)
  })

  test('[TOK-03] a server that cannot be reached is told as that', async () => {
    const answer = await tally.run(['get-setting', 'display.page-size', '--server', 'http://127.0.0.1:1'])

    expect(answer).toMatchObject({ code: 1 })
    expect(answer.err).toContain('The server cannot be reached')
    expect((await tally.run(['get-setting', 'x', '--server', 'ftp://x'])).err).toContain(
      'is no address of a server',
    )
  })
})

describe('lists', () => {
  test('[NAV-03] a list is a table, JSON or CSV, searched and sorted like on its page', async () => {
    for (const name of ['B1', 'B2', 'C1'])
      await tally.run(['import', 'furniture', file(`${name}.csv`, `name\n${name}\n`), '--kind', 'shelf'])

    const table = await tally.run([
      'list',
      'imports',
      '--where',
      'fileName.contains:B',
      '--sort',
      'createdAt',
      '--columns',
      'fileName,created',
    ])
    expect(table).toEqual({
      code: 0,
      err: '',
      out: 'File    Created\n------  -------\nB1.csv        1\nB2.csv        1\n',
    })
    const json = await tally.run(['list', 'imports', '--limit', '2', '--json'])
    expect(JSON.parse(json.out)).toHaveLength(2)
    expect((await tally.run(['list', 'imports', '--limit', '2'])).err).toContain('There are more')
    const csv = await tally.run([
      'list',
      'imports',
      '--csv',
      '--sort',
      'createdAt',
      '--columns',
      'fileName,created',
    ])
    expect(csv.out.replace('\ufeff', '').split(/\r?\n/)).toEqual([
      'File,Created',
      'B1.csv,1',
      'B2.csv,1',
      'C1.csv,1',
      '',
    ])
  })

  test('[NAV-03] a question that the list does not understand is told with what it does', async () => {
    expect((await tally.run(['list', 'imports', '--columns', 'colour'])).err).toContain(
      'It has createdAt, fileName',
    )
    expect((await tally.run(['list', 'imports', '--where', 'colour.is:red'])).err).toContain(
      '"colour" cannot be searched here',
    )
    expect((await tally.run(['list', 'imports', '--limit', 'many'])).err).toContain('whole number')
    expect((await tally.run(['list', 'import'])).err).toMatch(/There are .*imports/)
  })
})

describe('imports', () => {
  test('[PRD-06] a dry run says what would become of each record, and writes nothing', async () => {
    const path = file('shelves.csv', 'name\nA1\nwide\nA2\n')

    const dry = await tally.run(['import', 'furniture', path, '--kind', 'shelf', '--dry-run'])
    expect(dry.code).toBe(1)
    expect(dry.out).toContain('2 created, 0 changed, 0 unchanged, 1 refused (dry run: nothing was written).')
    expect(dry.out).toMatch(/Line +Name +Column +Reason/)
    expect(dry.out).toMatch(/ 3 +wide +name +The shelf wide is too wide\./)
    expect(await shelves()).toEqual([])
  })

  test('[PRD-06] a file is imported, and the same file again changes nothing', async () => {
    const path = file('shelves.json', JSON.stringify([{ name: 'A1' }, { name: 'A2' }]))
    const words = ['import', 'furniture', path, '--kind', 'shelf']

    expect(await tally.run(words)).toEqual({
      code: 0,
      err: '',
      out: '2 created, 0 changed, 0 unchanged, 0 refused.\n',
    })
    expect((await tally.run(words)).out).toBe('0 created, 0 changed, 2 unchanged, 0 refused.\n')
    const json = await tally.run([...words, '--json'])
    expect(JSON.parse(json.out)).toMatchObject({ state: 'done', figures: { unchanged: 2 }, refused: [] })
    expect(await shelves()).toEqual(['A1', 'A2'])
  })

  test('[PRD-06] a file larger than one piece arrives whole', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => `S${index},${'x'.repeat(8000)}`)
    const path = file('big.csv', `name,comment\n${rows.join('\n')}\n`)

    const answer = await tally.run(['import', 'furniture', path, '--kind', 'shelf'])
    expect(answer.err + answer.out).toContain('comment')
    const good = file(
      'good.csv',
      `name\n${rows.map((row) => row.split(',')[0]).join('\n')}\n${' \n'.repeat(700_000)}`,
    )
    expect((await tally.run(['import', 'furniture', good, '--kind', 'shelf'])).out).toContain('300 created')
  })

  test('[PRD-06] a file that cannot be imported says why', async () => {
    const run = (...words: string[]) => tally.run(['import', ...words])

    expect((await run('furniture', file('a.txt', 'name\n'))).err).toContain('--format csv, json or ndjson')
    expect((await run('furniture', join(tally.folder, 'none.csv'))).err).toContain('there is no such file')
    expect((await run('garden', file('b.csv', 'name\nA\n'))).code).toBe(1)
    expect((await run('furniture', file('c.csv', 'colour\nred\n'), '--kind', 'shelf')).code).toBe(1)
  })

  test('[PRD-06] templates are shown and written', async () => {
    expect(
      (await tally.run(['templates', 'furniture', '--kind', 'shelf'])).out.replace('\ufeff', ''),
    ).toMatch(/^name\r?\nA-7/)
    expect((await tally.run(['templates', 'furniture'])).out).toContain('One row per shelf.')
    const folder = join(tally.folder, 'forms')
    expect((await tally.run(['templates', 'furniture', '--to', folder])).out).toBe(
      `${join(folder, 'shelves.csv')}\n`,
    )
    expect(readFileSync(join(folder, 'shelves.csv'), 'utf8')).toContain('A-7')
    expect((await tally.run(['templates', 'garden'])).err).toContain('Known are furniture')
  })
})
