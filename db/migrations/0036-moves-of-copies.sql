-- Entitlements: splits stand beside transfers, so that both line items can tell where copies came from and went to.

ALTER TABLE line_item_transfer ADD COLUMN kind text NOT NULL DEFAULT 'transfer'
  CONSTRAINT line_item_transfer__kind CHECK (kind IN ('split', 'transfer'));
COMMENT ON TABLE line_item_transfer IS
  'Copies of a line item that went, or are to go, to another account, by a transfer or a split. While a transfer waits, '
  'they are in line items on hold. moves: what went from which line item to which, maintenance included, and the state '
  'of each before, so that a rejection puts everything back; labels are those of the day.';
DROP INDEX line_item_transfer__by_requested;
CREATE INDEX line_item_transfer__by_requested ON line_item_transfer (tenant_id, requested_at, transfer_id)
  WHERE kind = 'transfer';
