/** One question to a list. */
export interface ListQuery {
  readonly list: 'line items' | 'licenses' | 'entitlements by order' | 'hosts'
  /** What kind of question it is; the table shows the worst of each kind. */
  readonly kind: 'first page, sorted' | 'second page' | 'page 500' | 'search' | 'filter' | 'number counted'
  /** Path with query, ready for more parameters. */
  readonly path: string
  readonly text: string
  readonly page: number
}

interface Questions {
  readonly list: ListQuery['list']
  readonly path: string
  readonly sorts: readonly string[]
  /** Frequent words and rare ones, of every column that can be searched. */
  readonly searches: readonly string[]
  readonly filters: readonly string[]
}

const LINE_ITEMS: Questions = {
  list: 'line items',
  path: '/v1/line-items',
  sorts: [
    'activationId',
    'entitlementId',
    'soldTo',
    'product',
    'total',
    'expiration',
    'orderId',
    'createdAt',
  ],
  searches: [
    ...['activationId.contains:7', 'activationId.contains:K9X3', 'activationId.equals:K9X3-0000-0000-0000'],
    ...['entitlementId.contains:2024', 'entitlementId.contains:0031415', 'soldTo.contains:mill'],
    ...['soldTo.contains:Quartz Optics Vigo', 'soldTo.contains:nobody here', 'product.contains:gear'],
    ...[
      'product.contains:Flow Expert 4.2',
      'product.contains:nothing',
      'version.contains:5',
      'version.contains:77.7',
    ],
    ...[
      'orderId.contains:2019',
      'orderId.contains:0314159',
      'orderLineNumber.contains:3',
      'partNumber.contains:PN',
    ],
    ...['partNumber.contains:00399', 'partNumber.contains:XX9', 'licenseModel.contains:float'],
    ...['licenseModel.contains:perpetual', 'description.contains:pilot', 'maintenance.contains:gear'],
    ...[
      'parentBulk.contains:ENT',
      'orderLineNumber.contains:99',
      'activationId.contains:#',
      'version.contains:9.9',
    ],
    // Words of which every match is years old: whoever walks from the newest meets most of the million first.
    ...['orderId.contains:SO-2016', 'entitlementId.contains:ENT-2016', 'orderId.contains:SO-201'],
  ],
  filters: [
    ...['state.in:deployed', 'state.in:draft', 'state.in:on-hold', 'state.in:inactive,obsolete'],
    ...['type.in:certificate', 'type.in:trusted', 'validity.in:expired', 'validity.in:unexpired'],
    ...[
      'fulfilled.is:true',
      'fulfilled.is:false',
      'available.equals:0',
      'available.atLeast:249',
      'available.atLeast:260',
    ],
    ...['total.equals:250', 'total.atLeast:251', 'fulfilledAmount.equals:0', 'fulfilledAmount.atLeast:251'],
    ...['expiresOn.on:2027-01-01', 'expiresOn.before:2016-06-01', 'expiresOn.after:2035-01-01'],
    ...[
      'startsOn.on:2020-05-05',
      'startsOn.before:2015-01-01',
      'createdAt.on:2020-05-05',
      'createdAt.before:2015-01-01',
    ],
    ...['updatedAt.on:2020-05-05', 'updatedAt.before:2015-01-01', 'startsOn.before:2020-01-01'],
  ],
}

const LICENSES: Questions = {
  list: 'licenses',
  path: '/v1/fulfillments',
  sorts: ['activationId', 'products', 'fulfilledAt', 'expiresOn'],
  searches: [
    ...['fulfillmentCode.contains:7', 'fulfillmentCode.contains:K9X3', 'activationId.contains:K9X3'],
    ...[
      'products.contains:gear',
      'products.contains:Flow Expert 4.2',
      'version.contains:5',
      'version.contains:77.7',
    ],
    ...[
      'soldTo.contains:mill',
      'soldTo.contains:Quartz Optics Vigo',
      'server.contains:a',
      'server.contains:31415',
    ],
    ...['node.contains:3a1', 'fulfilledBy.contains:Ada', 'fulfilledBy.contains:nobody', 'server.contains:#'],
  ],
  filters: [
    ...[
      'state.in:active',
      'state.in:obsolete',
      'state.in:on-hold',
      'supportAction.in:master',
      'supportAction.in:rehost',
    ],
    ...[
      'copies.equals:3',
      'copies.equals:99',
      'overdraft.equals:0',
      'overdraft.atLeast:1',
      'fulfilledAt.on:2020-05-05',
    ],
    ...[
      'startsOn.on:2020-05-05',
      'startsOn.before:2015-01-01',
      'expiresOn.on:2027-01-01',
      'expiresOn.before:2016-06-01',
    ],
  ],
}

const ENTITLEMENTS: Questions = {
  list: 'entitlements by order',
  path: '/v1/entitlements',
  sorts: ['entitlementId', 'account', 'createdAt'],
  searches: [
    ...['entitlementId.contains:2024', 'entitlementId.contains:2016', 'account.contains:mill'],
    ...['account.contains:Quartz Optics Vigo', 'activationIds.contains:K9X3', 'products.contains:gear'],
    ...['products.contains:Flow Expert 4.2', 'orderIds.contains:0314159', 'orderIds.contains:SO-2016'],
    ...['description.contains:pilot', 'createdBy.contains:nobody'],
  ],
  filters: [
    'state.in:draft',
    'state.in:on-hold',
    'isBulk.is:true',
    'lineItems.atLeast:1000',
    'createdAt.on:2020-05-05',
  ],
}

const HOSTS: Questions = {
  list: 'hosts',
  path: '/v1/hosts',
  sorts: ['label'],
  searches: [
    ...['label.contains:a', 'label.contains:31415', 'label.equals:31415'],
    ...['account.contains:mill', 'account.contains:Quartz Optics Vigo', 'account.contains:nobody'],
  ],
  filters: [
    ...['use.in:server', 'use.in:node', 'state.in:active', 'state.in:inactive'],
    ...['createdAt.on:2020-05-05', 'createdAt.before:2015-01-01'],
  ],
}

/** Every question to every list. */
export function listQueries(): ListQuery[] {
  return [LINE_ITEMS, LICENSES, ENTITLEMENTS, HOSTS].flatMap((questions) => {
    const { list, path } = questions
    const sorts = questions.sorts.flatMap((sort) => [sort, `-${sort}`])
    const query = (kind: ListQuery['kind'], words: string, page = 1): ListQuery => ({
      list,
      kind,
      path: `${path}?${words}`,
      text: decodeURIComponent(words),
      page,
    })
    return [
      ...sorts.map((sort) => query('first page, sorted', `sort=${sort}`)),
      ...sorts.map((sort) => query('second page', `sort=${sort}`, 2)),
      ...[sorts[0] ?? '', sorts.at(-1) ?? ''].map((sort) => query('page 500', `sort=${sort}`, 500)),
      ...questions.searches.map((where) => query('search', `where=${encodeURIComponent(where)}`)),
      ...questions.filters.map((where) => query('filter', `where=${encodeURIComponent(where)}`)),
      query('number counted', 'total=true'),
      query('number counted', `total=true&where=${encodeURIComponent(questions.searches[0] ?? '')}`),
    ]
  })
}
