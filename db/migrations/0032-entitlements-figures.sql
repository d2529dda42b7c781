-- Entitlements: what the dashboard counts, answered out of indexes alone at a million line items.

-- Changes its value only with the last copy, so that taking copies stays an update without any index.
ALTER TABLE line_item ADD COLUMN is_used_up boolean NOT NULL
  GENERATED ALWAYS AS (copies_taken >= copies_total) STORED;
COMMENT ON COLUMN line_item.is_used_up IS 'No copies are left to activate, extra activations aside.';
CREATE INDEX line_item__used_up ON line_item (tenant_id, ends_on)
  WHERE is_used_up AND state = 'deployed' AND kind = 'licensed';
CREATE INDEX line_item__ending ON line_item (tenant_id, ends_on) INCLUDE (copies_total)
  WHERE state = 'deployed' AND kind = 'licensed' AND ends_on IS NOT NULL;
CREATE INDEX entitlement__by_state ON entitlement (tenant_id, state);
