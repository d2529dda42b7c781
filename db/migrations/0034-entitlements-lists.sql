-- Entitlements: lists that find what is rare among a million line items.

-- Few different values among many rows: a search goes through the values, and finds the rows by equality. Both are
-- written once with the line item and left alone by activations.
CREATE INDEX line_item__by_versions ON line_item (tenant_id, versions_label);
CREATE INDEX line_item__by_order_line ON line_item (tenant_id, order_line_number);

-- Public IDs are looked up whatever their case. Below row level security an index on lower() serves only where a
-- superuser has vouched for lower(); a stored column with a plain index serves everywhere.
ALTER TABLE entitlement ADD COLUMN entitlement_code_lower text NOT NULL
  GENERATED ALWAYS AS (lower(entitlement_code)) STORED;
COMMENT ON COLUMN entitlement.entitlement_code_lower IS 'The entitlement ID as it is looked up.';
DROP INDEX entitlement__code;
CREATE UNIQUE INDEX entitlement__code ON entitlement (tenant_id, entitlement_code_lower);

ALTER TABLE line_item ADD COLUMN activation_id_lower text NOT NULL GENERATED ALWAYS AS (lower(activation_id)) STORED;
COMMENT ON COLUMN line_item.activation_id_lower IS 'The activation ID as it is looked up.';
DROP INDEX line_item__activation_id;
CREATE UNIQUE INDEX line_item__activation_id ON line_item (tenant_id, activation_id_lower);
