import type pg from 'pg'

/** A line item as the next act is chosen from it. */
export interface StateItem {
  readonly id: string
  readonly activationId: string
  readonly state: string
  readonly total: number
  readonly taken: number
  readonly moved: number
  readonly parentId: string | null
  readonly entitlementId: string
  readonly accountId: string
  readonly model: string
  readonly products: string
  readonly overdraftMax: number
  readonly isPermanent: boolean
}

/** A license that is not obsolete. */
export interface StateLicense {
  readonly id: string
  readonly lineItemId: string
  readonly accountId: string
  readonly copies: number
  readonly serverHostId: string | null
  readonly servers: readonly string[]
  readonly nodes: readonly string[]
  readonly action: string
}

/** What there is, for choosing what happens next. */
export interface LifeState {
  readonly items: readonly StateItem[]
  readonly licenses: readonly StateLicense[]
  readonly hosts: readonly { readonly id: string; readonly accountId: string }[]
  /** Keys of transfers that wait for the producer. */
  readonly transfers: readonly string[]
  /** Keys of consolidated licenses that are good. */
  readonly consolidated: readonly string[]
  readonly accounts: readonly { readonly id: string; readonly kind: string }[]
}

/** Reads it for the given accounts with the owner's connection, in one statement. */
export async function readState(owner: pg.Pool, accountIds: readonly string[]): Promise<LifeState> {
  const { rows } = await owner.query<LifeState>(
    `SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', line_item_id, 'activationId', activation_id, 'state', state,
          'total', copies_total, 'taken', copies_taken, 'moved', copies_moved, 'parentId', parent_line_item_id,
          'entitlementId', entitlement_id, 'accountId', sold_to_account_id, 'model', license_model_label, 'products', products_label || '@' || versions_label,
          'overdraftMax', overdraft_max, 'isPermanent', term = 'permanent') ORDER BY line_item_id), '[]')
        FROM line_item WHERE sold_to_account_id = ANY($1)) AS items,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', fulfillment_id, 'lineItemId', line_item_id,
          'accountId', account_id, 'copies', copies, 'serverHostId', server_host_id, 'servers', server_texts,
          'nodes', node_texts, 'action', support_action) ORDER BY fulfillment_id), '[]')
        FROM fulfillment WHERE state <> 'obsolete' AND account_id = ANY($1)) AS licenses,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', host_id, 'accountId', account_id) ORDER BY host_id), '[]')
        FROM host WHERE account_id = ANY($1)) AS hosts,
      (SELECT coalesce(jsonb_agg(transfer_id ORDER BY transfer_id), '[]')
        FROM line_item_transfer WHERE state = 'waiting' AND to_account_id = ANY($1)) AS transfers,
      (SELECT coalesce(jsonb_agg(consolidated_license_id ORDER BY consolidated_license_id), '[]')
        FROM consolidated_license WHERE state = 'active' AND account_id = ANY($1)) AS consolidated,
      (SELECT jsonb_agg(jsonb_build_object('id', account_id, 'kind', kind) ORDER BY account_id)
        FROM account WHERE account_id = ANY($1)) AS accounts`,
    [accountIds],
  )
  const [state] = rows
  if (!state) throw new Error('The state of the stories cannot be read.')
  return state
}
