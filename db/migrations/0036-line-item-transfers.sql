-- Entitlements: copies that go to another account, by a split, a transfer or with a host.

-- What came out of a replacing line item has all its copies and draws on nothing: it keeps the kind of change, by
-- which similar line items are found, and has no parent, which stays with the account that it belongs to.
ALTER TABLE line_item
  DROP CONSTRAINT line_item__change_has_parent,
  DROP CONSTRAINT line_item__change_has_brought,
  ADD CONSTRAINT line_item__parent_has_change CHECK (parent_line_item_id IS NULL OR change_kind IS NOT NULL),
  ADD CONSTRAINT line_item__change_has_source
    CHECK (change_kind IS NULL OR parent_line_item_id IS NOT NULL OR origin_line_item_id IS NOT NULL),
  ADD CONSTRAINT line_item__parent_has_brought CHECK ((parent_line_item_id IS NULL) = (copies_brought IS NULL));

CREATE TABLE line_item_transfer (
  tenant_id uuid NOT NULL,
  transfer_id uuid NOT NULL,
  state text NOT NULL CONSTRAINT line_item_transfer__state CHECK (state IN ('waiting', 'approved', 'rejected', 'direct')),
  line_item_id uuid NOT NULL,
  activation_id text NOT NULL,
  origin_line_item_id uuid NOT NULL,
  origin_activation_id text NOT NULL,
  products_label text NOT NULL DEFAULT '',
  from_account_id uuid,
  from_label text NOT NULL DEFAULT '',
  to_account_id uuid NOT NULL,
  to_label text NOT NULL DEFAULT '',
  copies integer NOT NULL CONSTRAINT line_item_transfer__copies CHECK (copies >= 1),
  moves jsonb NOT NULL,
  note text NOT NULL DEFAULT '',
  reason text NOT NULL DEFAULT '',
  requested_by text NOT NULL,
  requested_by_user_id uuid,
  requested_at timestamptz NOT NULL,
  decided_by text NOT NULL DEFAULT '',
  decided_at timestamptz,
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, transfer_id),
  CONSTRAINT line_item_transfer__line_item FOREIGN KEY (tenant_id, line_item_id) REFERENCES line_item ON DELETE CASCADE,
  CONSTRAINT line_item_transfer__origin FOREIGN KEY (tenant_id, origin_line_item_id)
    REFERENCES line_item ON DELETE CASCADE,
  CONSTRAINT line_item_transfer__from FOREIGN KEY (tenant_id, from_account_id) REFERENCES account (tenant_id, account_id),
  CONSTRAINT line_item_transfer__to FOREIGN KEY (tenant_id, to_account_id) REFERENCES account (tenant_id, account_id),
  CONSTRAINT line_item_transfer__decided CHECK ((state = 'waiting') = (decided_at IS NULL))
);
COMMENT ON TABLE line_item_transfer IS
  'Copies of a line item that went, or are to go, to another account. While it waits, they are in line items on hold. '
  'moves: what went from which line item to which, maintenance included, and the state of each before, so that a '
  'rejection puts everything back; labels are those of the day.';
CREATE INDEX line_item_transfer__by_requested ON line_item_transfer (tenant_id, requested_at, transfer_id);
CREATE INDEX line_item_transfer__by_activation_id ON line_item_transfer (tenant_id, activation_id, transfer_id);
CREATE INDEX line_item_transfer__waiting ON line_item_transfer (tenant_id, requested_at, transfer_id) WHERE state = 'waiting';
CREATE INDEX line_item_transfer__of_line_item ON line_item_transfer (tenant_id, line_item_id);
CREATE INDEX line_item_transfer__of_origin ON line_item_transfer (tenant_id, origin_line_item_id);
-- One that waits for each line item on hold.
CREATE UNIQUE INDEX line_item_transfer__one_waiting ON line_item_transfer (tenant_id, line_item_id) WHERE state = 'waiting';
SELECT close_to_other_tenants('line_item_transfer');
