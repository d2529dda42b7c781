-- Entitlements: the dashboard leaves out line items that others replace, still out of indexes alone.

DROP INDEX line_item__used_up;
CREATE INDEX line_item__used_up ON line_item (tenant_id, ends_on) INCLUDE (has_successor)
  WHERE is_used_up AND state = 'deployed' AND kind = 'licensed';
DROP INDEX line_item__ending;
CREATE INDEX line_item__ending ON line_item (tenant_id, ends_on) INCLUDE (copies_total, has_successor)
  WHERE state = 'deployed' AND kind = 'licensed' AND ends_on IS NOT NULL;
