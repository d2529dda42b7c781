-- Entitlements: maintenance that ends, which is rare among a million line items.

-- CASE and not coalesce(): below row level security the planner takes coalesce() for a function that may leak.
CREATE INDEX line_item__maintenance_ending ON line_item
  (tenant_id, (CASE WHEN ends_on IS NULL THEN 'infinity'::date ELSE ends_on END), line_item_id)
  WHERE kind = 'maintenance' AND state = 'deployed';
