import { accountsRefusals } from '@tallystick/accounts/contracts.ts'
import { accountsOperations } from '@tallystick/accounts/operations.ts'
import { accountsImport } from '@tallystick/accounts/imports/accounts-import.ts'
import { prepareGearwright } from '@tallystick/accounts/testing/gearwright.ts'
import { catalogRefusals } from '@tallystick/catalog/contracts.ts'
import { catalogImport } from '@tallystick/catalog/imports/catalog-import.ts'
import { catalogOperations } from '@tallystick/catalog/operations.ts'
import { entitlementsRefusals } from '@tallystick/entitlements/contracts.ts'
import { entitlementsImport } from '@tallystick/entitlements/imports/entitlements-import.ts'
import { webRegisterKeysImport } from '@tallystick/entitlements/imports/web-register-keys-import.ts'
import { entitlementsOperations } from '@tallystick/entitlements/operations.ts'
import { importOperations } from '@tallystick/kernel/import/operations.ts'
import { importRefusals } from '@tallystick/kernel/import/refusals.ts'
import { importFileNow, type FileImport } from '@tallystick/kernel/import/run-file.ts'
import { startWorker, type Worker } from '@tallystick/kernel/jobs/worker.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSample, sampleImports, type SampleImport } from './load.ts'
import { sampleFiles } from './make.ts'

let house: TestPipeline
let worker: Worker

beforeAll(async () => {
  const definitions = [catalogImport, accountsImport, entitlementsImport, webRegisterKeysImport]
  const texts = { ...importRefusals, ...accountsRefusals, ...catalogRefusals, ...entitlementsRefusals }
  house = await testPipeline([
    ...accountsOperations,
    ...catalogOperations,
    ...entitlementsOperations,
    ...importOperations({ definitions, texts }),
  ])
  await prepareGearwright(house)
  worker = startWorker({
    pipeline: house.pipeline,
    tenants: () => Promise.resolve([house.tenantId]),
    failed: () => undefined,
    beatMs: 20,
  })
})
afterAll(async () => {
  await worker.stop()
  await house.close()
})

describe('the sample producer', () => {
  test('[BEY-14] is committed as its generator makes it', () => {
    for (const [name, text] of sampleFiles()) {
      expect(readFileSync(join(import.meta.dirname, name), 'utf8') === text, `${name} is up to date`).toBe(
        true,
      )
    }
  })

  // The figures that are promised for it, and that a dashboard shows something of everything.
  test('[PRD-06] is imported whole, and stands as promised', async () => {
    await load((figures, file) => {
      expect.soft(figures.refused, file).toBe(0)
      expect.soft(figures.created, file).toBeGreaterThan(0)
    })

    expect(await counts()).toMatchObject({
      accounts: 81,
      users: 121,
      entitlements: 400,
      lineItems: 1200,
      suites: 2,
      productLines: 4,
      licenseModels: 8,
    })
    const { features, products, partNumbers } = await counts()
    expect(features).toBeGreaterThanOrEqual(60)
    expect(products).toBeGreaterThanOrEqual(25)
    expect(partNumbers).toBeGreaterThanOrEqual(40)
  }, 120_000)

  test('[BEY-13] the same files again change nothing and write no history', async () => {
    const history = await historyLength()
    await load((figures, file) => {
      expect.soft(figures, file).toMatchObject({ created: 0, changed: 0, refused: 0 })
    })
    // Each file is handed in and queued; both are noted.
    expect(await historyLength()).toBe(history + 2 * sampleImports.length)
  }, 120_000)

  test('[PRD-06] a nested order file says the same as the flat one', async () => {
    const view = await run({ file: 'orders.json', importName: 'entitlements', format: 'json' })

    expect(view.figures).toEqual({ created: 0, changed: 0, unchanged: 3, refused: 0 })
  })
})

describe('orders', () => {
  const heading =
    'entitlementId,state,soldTo,activationId,products,licenseModel,copies,startsOn,permanent,expiresOn\n'

  test('[PRD-06] a wrong line item is refused with its line and column, and nothing of its entitlement is written', async () => {
    const view = await order(
      `${heading}O-1,deployed,NORTHWIND,O-1-A,Gearwright Mill@2026,Floating,5,2026-01-01,yes,\n` +
        'O-1,,,O-1-B,Gearwright Mill@2026,Site,5,2026-01-01,yes,\n' +
        'O-2,,NOBODY,O-2-A,Gearwright Mill@2026,Floating,5,2026-01-01,yes,\n' +
        'O-3,,NORTHWIND,O-3-A,Gearwright Mill@1999,Floating,0,2026-01-01,yes,\n' +
        'O-4,,NORTHWIND,O-4-A,Gearwright Mill@1999,Floating,1,2026-01-01,yes,\n' +
        'O#5,,NORTHWIND,O-5-A,Gearwright Mill@2026,Floating,1,2026-01-01,yes,\n' +
        'O-6,,NORTHWIND,,Gearwright Mill@2026,Floating,1,2026-01-01,yes,\n' +
        'O-7,,NORTHWIND,O-7-A,Gearwright Mill@2026,Floating,1,2026-01-01,yes,2027-01-01\n',
    )

    const rows = await rowsOf(view.id)
    expect(rows.map(({ outcome, line, column, code }) => [outcome, line, column, code])).toEqual([
      ['refused', 3, 'licenseModel', 'license-model-not-linked'],
      ['refused', 4, 'soldTo', 'not-found'],
      ['refused', 5, 'copies', expect.any(String)],
      ['refused', 6, 'products', 'reference-unknown'],
      ['refused', 7, 'entitlementId', 'entitlement-id-characters'],
      ['refused', 8, 'activationId', 'import-value'],
      ['refused', 9, 'expiresOn', 'import-value'],
    ])
    const { rows: written } = await house.owner.query(
      `SELECT 1 FROM entitlement WHERE entitlement_code LIKE 'O%'`,
    )
    expect(written).toEqual([])
  })

  test('[BEY-13] a changed order changes what may change, and says so', async () => {
    const first = `${heading}C-1,deployed,NORTHWIND,C-1-A,Gearwright Mill@2026,Floating,5,2026-01-01,yes,\n`
    expect((await order(first)).figures.created).toBe(1)

    const more = await order(`${first}C-1,,,C-1-B,gearwright turn@2026,floating,2,2026-01-01,,2027-06-30\n`)
    expect(more.figures.changed).toBe(1)
    const again = await order(`${first}C-1,,,C-1-B,gearwright turn@2026,floating,2,2026-01-01,,2027-06-30\n`)
    expect(again.figures).toEqual({ created: 0, changed: 0, unchanged: 1, refused: 0 })
    const asleep = await order(first.replace('deployed', 'inactive'))
    expect(asleep.figures.changed).toBe(1)
    const wrong = await order(first.replace(',5,', ',6,'))
    expect((await rowsOf(wrong.id))[0]).toMatchObject({
      code: 'field-fixed-after-deployment',
      outcome: 'refused',
    })
  })
})

describe('orders that change earlier ones', () => {
  const heading =
    'entitlementId,state,soldTo,activationId,products,licenseModel,copies,startsOn,permanent,changes,changeKind\n'
  const first = 'U-1,deployed,NORTHWIND,U-1-A,Gearwright Mill@2025,Floating,5,2026-01-01,yes,,\n'
  const upgrade =
    'U-2,deployed,NORTHWIND,U-2-A,Gearwright Mill@2026,Floating,5,2026-06-01,yes,u-1-a,upgrade\n'

  test('[PRD-04] a dry run follows a change to an earlier order of the same file', async () => {
    const file = {
      file: 'u.csv',
      importName: 'entitlements',
      format: 'csv',
      recordKind: 'entitlements',
    } as const
    const view = await run(file, Buffer.from(heading + first + upgrade), true)
    expect(view.figures).toEqual({ created: 2, changed: 0, unchanged: 0, refused: 0 })
    const alone = await run(file, Buffer.from(heading + upgrade), true)
    expect((await rowsOf(alone.id))[0]).toMatchObject({
      outcome: 'refused',
      code: 'not-found',
      column: 'changes',
    })
  })

  test('[PRD-04] an upgrade is imported with its parent, once, and cannot become another change', async () => {
    expect((await order(heading + first + upgrade)).figures.created).toBe(2)
    const { rows } = await house.owner
      .query(`SELECT c.change_kind, p.activation_id, p.has_successor FROM line_item c
      JOIN line_item p ON p.line_item_id = c.parent_line_item_id WHERE c.activation_id = 'U-2-A'`)
    expect(rows).toEqual([{ change_kind: 'upgrade', activation_id: 'U-1-A', has_successor: true }])

    const again = await order(heading + first + upgrade)
    expect(again.figures).toEqual({ created: 0, changed: 0, unchanged: 2, refused: 0 })
    const other = await order(heading + upgrade.replace('upgrade', 'renewal'))
    expect((await rowsOf(other.id))[0]).toMatchObject({ outcome: 'refused', code: 'import-field-fixed' })
    const stray = upgrade.replaceAll('U-2', 'U-3').replace('Mill@2026', 'Turn@2026')
    const refused = await order(heading + stray)
    expect((await rowsOf(refused.id))[0]).toMatchObject({
      code: 'change-relation-missing',
      column: 'products',
    })
  })
})

describe('bulk entitlements and their keys', () => {
  test('[PRD-06] [ENT-07] are imported, keys from a file of their own, and stay what they are', async () => {
    const heading =
      'entitlementId,entitlementKind,keysGive,state,distributor,activationId,products,licenseModel,copies,permanent\n'
    const row = 'B-1,bulk,,deployed,HARBOR,B-1-A,Gearwright Mill@2026,Floating,2,yes\n'
    expect((await order(heading + row)).figures.created).toBe(1)
    expect((await order(heading + row)).figures.unchanged).toBe(1)
    const regular = await order(heading + row.replace('bulk', 'regular'))
    expect((await rowsOf(regular.id))[0]).toMatchObject({ code: 'import-field-fixed' })

    const file = {
      file: 'k.csv',
      importName: 'web-register-keys',
      format: 'csv',
      recordKind: 'webRegisterKeys',
    }
    const keys = 'key,lineItem\nCARD-1,B-1-A\ncard-2,B-1-A\nCARD-3,B-1-A\nCARD-4,U-1-A\n'
    const view = await run(file as SampleImport, Buffer.from(keys))
    expect(view.figures).toEqual({ created: 2, changed: 0, unchanged: 0, refused: 2 })
    expect((await rowsOf(view.id)).slice(2)).toMatchObject([
      { column: 'lineItem', code: 'web-register-keys-exceed-copies' },
      { column: 'lineItem', code: 'entitlement-not-bulk' },
    ])
    const again = await run(file as SampleImport, Buffer.from(keys))
    expect(again.figures).toMatchObject({ created: 0, unchanged: 2, refused: 2 })
  })
})

describe('catalog and accounts', () => {
  test('[PRD-06] a dry run follows names through the file and writes nothing', async () => {
    const before = await counts()
    const text = JSON.stringify({
      productLines: [{ name: 'New Line' }],
      features: [{ name: 'NEW_ONE', version: '1.0', state: 'deployed' }],
      products: [
        {
          name: 'New Product',
          version: '1',
          productLine: 'New Line',
          features: ['NEW_ONE@1.0'],
          state: 'deployed',
        },
        { name: 'New Product', version: '2', features: ['NOT_THERE@1.0'] },
      ],
    })

    const view = await run(
      { file: 'new.json', importName: 'catalog', format: 'json' },
      Buffer.from(text),
      true,
    )

    expect(view.figures).toEqual({ created: 3, changed: 0, unchanged: 0, refused: 1 })
    expect((await rowsOf(view.id))[3]).toMatchObject({ column: 'features', code: 'reference-unknown' })
    expect(await counts()).toEqual(before)
  })

  test('[PRD-06] a link that would make a circle is refused with the way of the circle', async () => {
    const text = 'parent,child\nNORTHWIND-GRAIN-NORTH,NORTHWIND\n'
    const file = {
      file: 'links.csv',
      importName: 'accounts',
      format: 'csv',
      recordKind: 'accountLinks',
    } as const

    const view = await run(file, Buffer.from(text))

    const [row] = await rowsOf(view.id)
    expect(row).toMatchObject({ outcome: 'refused', code: 'account-hierarchy-cycle' })
    expect(row?.reason).toContain('NORTHWIND-GRAIN')
  })

  test('[PRD-06] every template imports as it is', async () => {
    for (const definition of [catalogImport, accountsImport, entitlementsImport]) {
      for (const { kind } of definition.recordKinds) {
        const asked = { importName: definition.name, recordKind: kind }
        const { text } = (await house.run('get-import-template', asked)) as { text: string }
        const file = {
          file: `${kind}.csv`,
          importName: definition.name,
          format: 'csv',
          recordKind: kind,
        } as SampleImport
        const view = await run(file, Buffer.from(text), true)
        const [row] = await rowsOf(view.id)
        expect(row?.outcome, `${kind}: ${row?.reason}`).not.toBe('refused')
      }
    }
  })
})

async function load(look: (figures: Awaited<ReturnType<typeof run>>['figures'], file: string) => void) {
  await loadSample(
    async (file, bytes) => {
      const { id, figures } = await run(file, bytes)
      const refused = figures.refused > 0 ? (await rowsOf(id)).filter((row) => row.outcome === 'refused') : []
      expect.soft(refused.slice(0, 5), file.file).toEqual([])
      look(figures, file.file)
      return figures
    },
    () => undefined,
  )
}

function run(
  file: SampleImport,
  bytes: Uint8Array = readFileSync(join(import.meta.dirname, file.file)),
  dryRun = false,
) {
  const { file: fileName, ...rest } = file
  const asked: FileImport = { fileName, bytes, ...rest, dryRun }
  const call = { tenantId: house.tenantId, caller: { principal: systemPrincipal(house.tenantId) } }
  const done = importFileNow(house.pipeline, call, asked, { beatMs: 100 })
  worker.nudge()
  return done
}

function order(text: string) {
  const file = {
    file: 'o.csv',
    importName: 'entitlements',
    format: 'csv',
    recordKind: 'entitlements',
  } as const
  return run(file, Buffer.from(text))
}

interface ReportRow {
  readonly line: number
  readonly outcome: string
  readonly column: string | null
  readonly code: string | null
  readonly reason: string | null
}

async function rowsOf(id: string) {
  const input = { import: id, limit: 500 }
  return ((await house.run('list-import-rows', input)) as { rows: readonly ReportRow[] }).rows
}

async function counts() {
  const { rows } = await house.owner.query(`SELECT
    (SELECT count(*)::integer FROM account) AS accounts, (SELECT count(*)::integer FROM app_user) AS users,
    (SELECT count(*)::integer FROM entitlement WHERE entitlement_code LIKE 'GW-%') AS entitlements,
    (SELECT count(*)::integer FROM line_item WHERE entitlement_code LIKE 'GW-%') AS "lineItems",
    (SELECT count(*)::integer FROM feature) AS features,
    (SELECT count(*)::integer FROM product WHERE kind = 'product') AS products,
    (SELECT count(*)::integer FROM product WHERE kind = 'suite') AS suites,
    (SELECT count(*)::integer FROM product_line) AS "productLines",
    (SELECT count(*)::integer FROM part_number) AS "partNumbers",
    (SELECT count(*)::integer FROM license_model) AS "licenseModels"`)
  return rows[0] as Record<string, number>
}

async function historyLength(): Promise<number> {
  const { rows } = await house.owner.query<{ n: number }>('SELECT count(*)::integer AS n FROM audit_entry')
  return rows[0]?.n ?? 0
}
