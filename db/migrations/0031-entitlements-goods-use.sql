-- Entitlements: the read view that tells the catalog which of its goods are sold. The catalog may not look
-- into line items, but must know whether something refers to a product before it becomes a draft again.

CREATE INDEX line_item__by_model ON line_item (tenant_id, license_model_id);
CREATE INDEX line_item__by_part_number ON line_item (tenant_id, part_number_id) WHERE part_number_id IS NOT NULL;
CREATE INDEX line_item__by_product_line ON line_item (tenant_id, product_line_id) WHERE product_line_id IS NOT NULL;

CREATE VIEW sold_goods WITH (security_invoker = true) AS
  SELECT lip.tenant_id, 'product' AS goods_kind, lip.product_id AS goods_id,
         li.line_item_id, li.activation_id, li.state
  FROM line_item_product lip
  JOIN line_item li ON li.tenant_id = lip.tenant_id AND li.line_item_id = lip.line_item_id
  UNION ALL
  SELECT tenant_id, 'license-model', license_model_id, line_item_id, activation_id, state
  FROM line_item WHERE license_model_id IS NOT NULL
  UNION ALL
  SELECT tenant_id, 'part-number', part_number_id, line_item_id, activation_id, state
  FROM line_item WHERE part_number_id IS NOT NULL
  UNION ALL
  SELECT tenant_id, 'product-line', product_line_id, line_item_id, activation_id, state
  FROM line_item WHERE product_line_id IS NOT NULL;
COMMENT ON VIEW sold_goods IS 'Which goods of the catalog each line item refers to. Read by the catalog only.';
GRANT SELECT ON sold_goods TO tallystick_app;
