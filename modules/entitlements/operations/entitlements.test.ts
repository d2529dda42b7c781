import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, portalUser, type Cast, type Listed, type Sold, type SoldItem } from '../testing/cast.ts'

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
})
afterAll(() => cast.house.close())

const run = <T = Sold>(name: string, input: unknown): Promise<T> => cast.house.run(name, input) as Promise<T>
const code = (refused: string) => ({ refusal: { code: refused } })
const cad = (more: object = {}) => ({
  products: [{ product: 'CAD@1' }],
  licenseModel: 'Floating',
  term: { kind: 'permanent' },
  ...more,
})
const create = (more: object = {}) =>
  run('create-entitlement', { soldTo: 'NORTHWIND', lineItems: [cad({ copies: 10 })], ...more })
const count = async (table: string) =>
  Number((await cast.house.owner.query(`SELECT count(*) AS n FROM ${table}`)).rows[0].n)

describe('creating', () => {
  test('[PRD-02] maintenance of the same request is linked by its place before it has an ID', async () => {
    const care = {
      kind: 'maintenance',
      products: [{ product: 'Care@1' }],
      term: { kind: 'permanent' },
    }
    const made = await run('create-entitlement', { lineItems: [cad({ maintenance: ['#2'] }), care] })
    expect(made.lineItems[0]).toMatchObject({ maintenance: ['Care 1'] })
    const unknown = run('create-entitlement', { lineItems: [cad({ maintenance: ['#3'] }), care] })
    await expect(unknown).rejects.toThrow('maintenance-unknown')
  })

  test('[PRD-02] one command makes an entitlement with several line items, maintenance and links', async () => {
    const made = await run('create-entitlement', {
      entitlementId: 'ORDER-1',
      parties: [
        { tier: 'end-customer', account: 'northwind', contact: 'grace' },
        { tier: 'reseller', account: cast.accounts.harbor },
      ],
      shipToEmail: 'grace@northwind.example',
      customAttributes: { region: 'north' },
      lineItems: [
        cad({
          activationId: 'ACT-1',
          copies: 5,
          orderId: 'PO-7',
          orderLineNumber: '10',
          maintenance: ['care-1'],
        }),
        {
          activationId: 'CARE-1',
          kind: 'maintenance',
          products: [{ product: 'Care@1' }],
          term: { kind: 'duration', amount: 12, unit: 'months' },
        },
        { partNumber: 'pn-cad', term: { kind: 'date', expiresOn: '2027-12-31' } },
        { products: [{ product: 'CAD@1', quantity: 2 }, { product: 'Mesh@2' }], term: { kind: 'permanent' } },
      ],
    })

    expect(made).toMatchObject({
      entitlementId: 'ORDER-1',
      state: 'draft',
      soldTo: 'NORTHWIND (Northwind Mill)',
      lineItemCount: 4,
      figures: { copiesTotal: 7, copiesTaken: 0, copiesAvailable: 7 },
      commands: { 'deploy-entitlement': { allowed: true }, 'reactivate-entitlement': { allowed: false } },
    })
    expect(made.parties).toEqual([
      expect.objectContaining({
        tier: 'end-customer',
        isOwner: true,
        contact: expect.objectContaining({ name: 'Grace Hill' }),
      }),
      expect.objectContaining({ tier: 'reseller', isOwner: false, contact: null }),
    ])
    expect(made.lineItems[0]).toMatchObject({
      activationId: 'ACT-1',
      products: 'CAD 1',
      maintenance: ['Care 1'],
    })
    expect(made.lineItems[1]).toMatchObject({ kind: 'maintenance', expiration: '2027-03-01' })
    expect(made.lineItems[2]).toMatchObject({
      partNumber: 'PN-CAD',
      licenseModel: 'Floating',
      expiresOn: '2027-12-31',
    })
    expect(made.lineItems[3]).toMatchObject({ products: 'CAD 1, Mesh 2', licenseModel: 'Floating' })
    expect(made.lineItems[2].activationId).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){4}$/)
  })

  test('[PRD-02] an entitlement can be deployed at once, and tells so', async () => {
    const made = await create({ autoDeploy: true })

    expect(made.state).toBe('deployed')
    expect(made.lineItems[0].state).toBe('deployed')
    const { rows } = await cast.house.owner.query(
      'SELECT type FROM outbox WHERE subject_id = $1 ORDER BY type',
      [made.id],
    )
    expect(rows.map(({ type }) => type)).toEqual(['entitlement.created', 'entitlement.deployed'])
  })

  test('[PRD-02] a test may use drafts, a draft may not', async () => {
    const lathe = { ...cad(), products: [{ product: 'Lathe@3' }] }

    const tried = await create({ isTest: true, lineItems: [lathe] })
    await expect(create({ lineItems: [lathe] })).rejects.toMatchObject(code('product-state'))

    expect(tried).toMatchObject({ state: 'test', lineItems: [{ state: 'test' }] })
  })

  test.each([
    ['entitlement-id-characters', { entitlementId: 'A,B' }],
    ['entitlement-test', { isTest: true, autoDeploy: true }],
    ['sold-to-given-twice', { parties: [{ tier: 'end-customer', account: 'NORTHWIND' }] }],
    ['account-inactive', { soldTo: 'ASLEEP' }],
    ['activation-id-characters', { lineItems: [cad({ activationId: 'a@b' })] }],
    ['activation-id-taken', { lineItems: [cad({ activationId: 'Twin' }), cad({ activationId: 'tWIN' })] }],
    ['part-number-unassigned', { lineItems: [{ partNumber: 'PN-LOOSE', term: { kind: 'permanent' } }] }],
    [
      'part-number-disagrees',
      { lineItems: [cad({ partNumber: 'PN-CAD', products: [{ product: 'Mesh@2' }] })] },
    ],
    ['reference-unknown', { lineItems: [cad({ products: [{ product: 'Nothing@1' }] })] }],
    ['reference-unknown', { lineItems: [cad({ licenseModel: 'Nothing' })] }],
    ['product-missing', { lineItems: [{ term: { kind: 'permanent' } }] }],
    ['product-given-twice', { lineItems: [cad({ products: [{ product: 'CAD@1' }, { product: 'cad@1' }] })] }],
    ['product-not-for-kind', { lineItems: [cad({ products: [{ product: 'Care@1' }] })] }],
    ['product-state', { lineItems: [cad({ products: [{ product: 'Punch@0' }] })] }],
    ['license-model-missing', { lineItems: [cad({ licenseModel: null })] }],
    [
      'license-model-not-linked',
      { lineItems: [cad({ products: [{ product: 'Mesh@2' }], licenseModel: 'Open' })] },
    ],
    ['license-model-state', { lineItems: [cad({ licenseModel: 'Sketch' })] }],
    [
      'license-model-not-asked',
      { lineItems: [{ ...cad(), kind: 'maintenance', products: [{ product: 'Care@1' }] }] },
    ],
    ['term-missing', { lineItems: [cad({ term: null })] }],
    [
      'term-set-by-license-model',
      { lineItems: [cad({ licenseModel: 'Node-locked', term: { kind: 'date', expiresOn: '2030-01-01' } })] },
    ],
    [
      'start-date-not-asked',
      { lineItems: [cad({ startOption: 'first-activation-date', startsOn: '2026-01-01' })] },
    ],
    [
      'start-after-expiration',
      { lineItems: [cad({ startsOn: '2026-02-01', term: { kind: 'date', expiresOn: '2026-01-31' } })] },
    ],
    ['version-date-missing', { lineItems: [cad({ versionDateOption: 'specify-now' })] }],
    ['time-zone-unknown', { lineItems: [cad({ timeZone: 'Mars/Base' })] }],
    ['attribute-not-asked', { lineItems: [cad({ attributes: { borrowing: 4 } })] }],
    [
      'attribute-borrow-hours',
      { lineItems: [cad({ licenseModel: 'Open', attributes: { borrowing: 101 } })] },
    ],
    ['policy-not-asked', { lineItems: [cad({ policies: { returns: { count: 1, period: null } } })] }],
    ['policy-value', { lineItems: [cad({ licenseModel: 'Open', policies: { returns: { count: -1 } } })] }],
    ['extra-activations-not-asked', { lineItems: [cad({ extraActivations: 9 })] }],
    ['maintenance-unknown', { lineItems: [cad({ maintenance: ['NOWHERE'] })] }],
    ['entitlement-without-line-item', { autoDeploy: true, lineItems: [] }],
    [
      'entitlement-only-maintenance',
      {
        autoDeploy: true,
        lineItems: [{ kind: 'maintenance', products: [{ product: 'Care@1' }], term: { kind: 'permanent' } }],
      },
    ],
  ])('[PRD-02] refuses with %s, and nothing is written', async (refused, input) => {
    const before = [await count('entitlement'), await count('line_item'), await count('outbox')]

    await expect(create(input)).rejects.toMatchObject(code(refused))

    expect([await count('entitlement'), await count('line_item'), await count('outbox')]).toEqual(before)
  })

  test('[PRD-02] a model may leave extra activations, overdraft and policies to the line item', async () => {
    const made = await create({
      lineItems: [
        cad({
          licenseModel: 'Open',
          copies: 20,
          extraActivations: 3,
          attributes: { overdraft: { percent: 25 }, borrowing: 48 },
          policies: { returns: { count: 2, period: { amount: 1, unit: 'years' } } },
        }),
      ],
    })

    const item = await run<SoldItem>('get-line-item', { id: made.lineItems[0].id })
    const figure = (key: string) => item.figures.find((one) => one.key === key)
    expect(figure('extraActivations')).toMatchObject({ value: 3 })
    expect(figure('overdraft')).toMatchObject({ value: 5 })
    expect(figure('remaining')).toMatchObject({
      value: 23,
      why: '20 available + 3 extra activations left = 23.',
    })
    expect(item.products[0]?.features).toEqual([{ name: 'draw', version: '1.0', count: 2 }])
  })

  test('[PRD-02] two at once cannot take the same ID: one gets the refusal, not an error', async () => {
    const twins = Array.from({ length: 4 }, () => create({ entitlementId: 'RACE' }))

    const outcomes = await Promise.allSettled(twins)

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const reasons = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(reasons).toMatchObject(Array.from({ length: 3 }, () => code('entitlement-id-taken')))
  })
})

describe('the audit entry of a new entitlement', () => {
  test('[BEY-06] names its accounts as people know them', async () => {
    const made = await create()

    const { rows } = await cast.house.owner.query(
      `SELECT s.kind, s.label FROM audit_subject s JOIN audit_subject own USING (tenant_id, audit_entry_id)
       WHERE own.subject_id = $1 AND s.kind = 'account'`,
      [made.id],
    )
    expect(rows).toEqual([{ kind: 'account', label: 'NORTHWIND (Northwind Mill)' }])
  })
})

describe('states', () => {
  test('[PRD-02] an inactive entitlement puts its line items to sleep and wakes up only those', async () => {
    const made = await create({ lineItems: [cad(), cad()], autoDeploy: true })
    const [first, second] = made.lineItems
    await run('inactivate-line-item', { id: first.id })

    const asleep = await run('inactivate-entitlement', { id: made.id })
    expect(asleep.lineItems.map(({ state }) => state)).toEqual(['inactive', 'inactive'])
    await expect(run('reactivate-line-item', { id: second.id })).rejects.toMatchObject(
      code('entitlement-inactive'),
    )
    const awake = await run('reactivate-entitlement', { id: made.id })

    expect(awake.state).toBe('deployed')
    expect(awake.lineItems.map(({ state }) => state)).toEqual(['inactive', 'deployed'])
    const { rows } = await cast.house.owner.query(
      `SELECT a.action, a.before, a.after FROM audit_entry a JOIN audit_subject s USING (tenant_id, audit_entry_id)
       WHERE s.subject_id = $1 ORDER BY a.audit_entry_id`,
      [second.id],
    )
    expect(rows.slice(1)).toEqual([
      { action: 'entitlement.inactivated', before: { state: 'deployed' }, after: { state: 'inactive' } },
      { action: 'entitlement.reactivated', before: { state: 'inactive' }, after: { state: 'deployed' } },
    ])
  })

  test('[PRD-02] obsolete is for good, for the entitlement and its line items', async () => {
    const made = await create({ autoDeploy: true })
    const gone = await run('obsolete-entitlement', { id: made.id })

    expect(gone).toMatchObject({ state: 'obsolete', lineItems: [{ state: 'obsolete' }] })
    for (const command of ['deploy', 'inactivate', 'reactivate', 'obsolete']) {
      await expect(run(`${command}-entitlement`, { id: made.id })).rejects.toMatchObject(
        code('entitlement-obsolete'),
      )
      await expect(run(`${command}-line-item`, { id: made.lineItems[0].id })).rejects.toMatchObject(
        code('line-item-obsolete'),
      )
    }
    await expect(run('add-line-item', { entitlement: made.id, ...cad() })).rejects.toMatchObject(
      code('entitlement-obsolete'),
    )
  })

  test('[PRD-02] a test entitlement never changes its state, and can be deleted', async () => {
    const made = await create({ isTest: true })
    for (const command of ['deploy', 'inactivate', 'reactivate', 'obsolete']) {
      await expect(run(`${command}-entitlement`, { id: made.id })).rejects.toMatchObject(
        code('entitlement-test'),
      )
    }

    await run('delete-entitlement', { id: made.id })

    await expect(run('get-entitlement', { id: made.id })).rejects.toThrow('There is no entitlement')
  })

  test('[PRD-02] what is deployed cannot be deleted', async () => {
    const made = await create({ autoDeploy: true })

    await expect(run('delete-entitlement', { id: made.id })).rejects.toMatchObject(
      code('entitlement-deployed'),
    )
    await expect(run('remove-line-item', { id: made.lineItems[0].id })).rejects.toMatchObject(
      code('line-item-deployed'),
    )
  })

  test('[PRD-02] deploying needs a line item that can be activated, and goods that are still there', async () => {
    const empty = await create({ lineItems: [] })
    await expect(run('deploy-entitlement', { id: empty.id })).rejects.toMatchObject(
      code('entitlement-without-line-item'),
    )
    const made = await create({ lineItems: [cad({ products: [{ product: 'Mesh@2' }] })] })
    const turn = (state: string) =>
      cast.house.owner.query('UPDATE product SET state = $1 WHERE product_id = $2', [
        state,
        cast.products.mesh,
      ])

    await turn('obsolete')
    await expect(run('deploy-entitlement', { id: made.id })).rejects.toMatchObject(code('goods-not-deployed'))
    await turn('inactive')
    const deployed = await run('deploy-entitlement', { id: made.id })
    await turn('deployed')

    expect(deployed.state).toBe('deployed')
  })

  test('[PRD-02] with the setting off nothing becomes obsolete', async () => {
    const made = await create({ autoDeploy: true })
    await cast.house.owner.query(
      `INSERT INTO setting (tenant_id, name, value, updated_at, updated_by)
       VALUES ($1, 'licenses.allows-obsolete', 'false', now(), 'test')`,
      [cast.house.tenantId],
    )

    const tried = run('obsolete-entitlement', { id: made.id })
    await expect(tried).rejects.toMatchObject(code('obsolete-switched-off'))
    const shown = await run('get-entitlement', { id: made.id })
    await cast.house.owner.query('DELETE FROM setting')

    expect(shown.commands['obsolete-entitlement']).toMatchObject({
      allowed: false,
      code: 'obsolete-switched-off',
    })
  })

  test('[PRD-02] a line item added to a deployed entitlement is a draft until it is deployed', async () => {
    const made = await create({ autoDeploy: true })
    const added = await run<SoldItem>('add-line-item', { entitlement: made.id, ...cad() })
    expect(added.state).toBe('draft')

    const deployed = await run<SoldItem>('deploy-line-item', { id: added.activationId })
    expect(deployed.state).toBe('deployed')
    const shown = await run('get-entitlement', { id: made.entitlementId })
    expect(shown.lineItemCount).toBe(2)
  })

  test('[PRD-02] a line item cannot be ahead of its entitlement', async () => {
    const made = await create()

    const ahead = run('deploy-line-item', { id: made.lineItems[0].id })

    await expect(ahead).rejects.toMatchObject(code('entitlement-draft'))
  })
})

describe('editing', () => {
  test('[PRD-02] a draft line item can be changed in all fields, and history keeps only what changed', async () => {
    const made = await create({ lineItems: [cad({ copies: 3 })] })
    const item = made.lineItems[0]

    const after = await run('update-line-item', {
      id: item.id,
      rowVersion: 1,
      copies: 8,
      products: [{ product: 'Mesh@2' }],
    })

    expect(after).toMatchObject({
      copiesTotal: 8,
      licenseModel: 'Floating',
      products: [{ name: 'Mesh' }],
      rowVersion: 2,
    })
    const { rows } = await cast.house.owner.query(
      `SELECT before, after FROM audit_entry WHERE action = 'line-item.changed' ORDER BY audit_entry_id DESC LIMIT 1`,
    )
    expect(rows[0].before).toEqual({ copies: 3, products: [{ product: cast.products.cad, quantity: 1 }] })
    expect(rows[0].after).toEqual({ copies: 8, products: [{ product: cast.products.mesh, quantity: 1 }] })
  })

  test('[PRD-02] after deployment only what describes it can be changed', async () => {
    const made = await create({ autoDeploy: true, description: 'old' })
    const item = made.lineItems[0]

    const lineItem = run('update-line-item', { id: item.id, copies: 11, orderId: 'PO-1' })
    await expect(lineItem).rejects.toMatchObject({ refusal: { data: { fields: ['copies'] } } })
    const account = run('update-entitlement', { id: made.id, soldTo: 'SAWMILL' })
    await expect(account).rejects.toMatchObject(code('field-fixed-after-deployment'))
    await run<SoldItem>('update-line-item', {
      id: item.id,
      orderId: 'PO-2',
      products: [{ product: 'CAD@1' }],
    })
    const after = await run('update-entitlement', {
      id: made.id,
      description: 'new',
      shipToEmail: 'a@b.example',
    })

    expect(after).toMatchObject({ description: 'new', soldTo: 'NORTHWIND (Northwind Mill)' })
    expect(await run<SoldItem>('get-line-item', { id: item.id })).toMatchObject({
      orderId: 'PO-2',
      copiesTotal: 10,
    })
  })

  test('[PRD-02] two editors cannot overwrite each other, and an edit without a change writes nothing', async () => {
    const made = await create()
    await run('update-entitlement', { id: made.id, rowVersion: made.rowVersion, description: 'first' })

    const second = run('update-entitlement', {
      id: made.id,
      rowVersion: made.rowVersion,
      description: 'second',
    })
    await expect(second).rejects.toMatchObject(code('changed-meanwhile'))
    const entries = await count('audit_entry')
    await run('update-entitlement', { id: made.id, description: 'first' })

    expect(await count('audit_entry')).toBe(entries)
  })

  test('[PRD-02] a draft may get another account and another ID; its line items follow', async () => {
    const made = await create()

    const after = await run('update-entitlement', {
      id: made.id,
      entitlementId: 'RENAMED',
      soldTo: 'SAWMILL',
    })

    expect(after).toMatchObject({ entitlementId: 'RENAMED', soldTo: 'SAWMILL (Sawmill)' })
    const page = await run<Listed>('list-line-items', { where: 'entitlementId.equals:RENAMED' })
    expect(page.rows).toMatchObject([{ soldTo: 'SAWMILL (Sawmill)' }])
  })

  test('[PRD-02] a contact must belong to the account', async () => {
    const made = await create()
    const parties = [{ tier: 'end-customer', account: 'SAWMILL', contact: 'grace' }]

    await expect(run('update-entitlement', { id: made.id, parties })).rejects.toMatchObject(
      code('contact-not-of-account'),
    )
  })

  test('[PRD-02] a draft line item can be removed, and the count follows', async () => {
    const made = await create({ lineItems: [cad(), cad()] })

    await run('remove-line-item', { id: made.lineItems[0].id })

    const page = await run<Listed>('list-entitlements', {
      where: `entitlementId.equals:${made.entitlementId}`,
    })
    expect(page.rows).toMatchObject([{ lineItems: 1 }])
  })

  test('[PRD-02] commands are absent without the permission', async () => {
    const made = await create({ autoDeploy: true })

    const shown: Sold = await cast.house.as(portalUser(cast, [cast.accounts.northwind]), 'get-entitlement', {
      id: made.id,
    })

    expect(shown.commands).toEqual({})
  })
})
