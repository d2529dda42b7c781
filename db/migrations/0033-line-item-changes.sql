-- Entitlements: line items that replace others, and line items that came out of others.

ALTER TABLE line_item
  ADD COLUMN copies_moved integer NOT NULL DEFAULT 0,
  ADD COLUMN copies_brought integer
    CONSTRAINT line_item__brought_within_total CHECK (copies_brought BETWEEN 0 AND copies_total),
  ADD COLUMN origin_kind text
    CONSTRAINT line_item__origin_kind CHECK (origin_kind IN ('split', 'transfer', 'host-transfer', 'key')),
  ADD COLUMN origin_line_item_id uuid,
  ADD COLUMN has_successor boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT line_item__origin FOREIGN KEY (tenant_id, origin_line_item_id) REFERENCES line_item,
  ADD CONSTRAINT line_item__change_has_parent CHECK ((change_kind IS NULL) = (parent_line_item_id IS NULL)),
  ADD CONSTRAINT line_item__change_has_brought CHECK ((change_kind IS NULL) = (copies_brought IS NULL)),
  DROP CONSTRAINT line_item__copies_total,
  ADD CONSTRAINT line_item__copies_total
    CHECK (copies_total >= 1 OR (copies_total = 0 AND state = 'obsolete')),
  DROP CONSTRAINT line_item__copies_within_limit,
  ADD CONSTRAINT line_item__copies_within_limit CHECK (copies_taken >= 0 AND copies_moved >= 0
    AND copies_taken::bigint + copies_moved <= copies_total::bigint + extra_activations_max),
  ADD CONSTRAINT line_item__copies_within_brought CHECK (copies_brought IS NULL
    OR copies_taken::bigint + copies_moved <= copies_brought::bigint + extra_activations_max);
COMMENT ON TABLE line_item IS
  'The activatable right. copies_* and overdraft_taken change only in entitlements/services.ts. copies_taken: in '
  'active fulfillments; copies_moved: gone for good into line items that replaced this one (upgrade, upsell, renewal); '
  'copies_brought: of a replacing line item, what has come into it so far, null for all others; '
  'has_successor: a deployed line item replaces this one; origin_*: the line item that this one was split, '
  'transferred or redeemed from. '
  'expires_on is the last day of use; ends_on also says it for durations whose start is settled, null is open or never; '
  'labels repeat names for lists and are refreshed by reactions; updated_at tells the last edit or change of state: '
  'taking copies leaves it alone, as it must leave every indexed column, so that an activation touches no index; '
  'is_inactive_by_entitlement: comes back when the entitlement is reactivated.';
CREATE INDEX line_item__of_origin ON line_item (tenant_id, origin_line_item_id) WHERE origin_line_item_id IS NOT NULL;

-- Copies that moved on are used up too.
DROP INDEX line_item__used_up;
ALTER TABLE line_item DROP COLUMN is_used_up;
ALTER TABLE line_item ADD COLUMN is_used_up boolean NOT NULL
  GENERATED ALWAYS AS (copies_taken::bigint + copies_moved >= copies_total) STORED;
COMMENT ON COLUMN line_item.is_used_up IS 'No copies are left to activate, extra activations aside.';
CREATE INDEX line_item__used_up ON line_item (tenant_id, ends_on)
  WHERE is_used_up AND state = 'deployed' AND kind = 'licensed';

-- The list's form of rules/figures.ts "copiesAvailable"; a test holds the two together.
CREATE FUNCTION line_item_copies_available(of_tenant uuid, of_line_item uuid) RETURNS integer
LANGUAGE plpgsql STABLE AS $$
DECLARE
  available integer := 0;
  one record;
BEGIN
  FOR one IN
    WITH RECURSIVE chain AS (
      SELECT li.parent_line_item_id, li.copies_total, li.copies_taken, li.copies_moved, li.copies_brought, 1 AS depth
      FROM line_item li WHERE li.tenant_id = of_tenant AND li.line_item_id = of_line_item
      UNION ALL
      SELECT p.parent_line_item_id, p.copies_total, p.copies_taken, p.copies_moved, p.copies_brought, c.depth + 1
      FROM chain c JOIN line_item p ON p.tenant_id = of_tenant AND p.line_item_id = c.parent_line_item_id)
    SELECT * FROM chain ORDER BY depth DESC
  LOOP
    available := greatest(0, least(one.copies_total,
      CASE WHEN one.copies_brought IS NULL THEN one.copies_total ELSE one.copies_brought + available END)
      - one.copies_taken - one.copies_moved);
  END LOOP;
  RETURN available;
END $$;
COMMENT ON FUNCTION line_item_copies_available IS
  'Copies that can be activated as new, extra activations aside; of a replacing line item also what its parents can still give.';
