-- Entitlements: keys of bulk entitlements, each of which one customer turns into an entitlement of their own.

ALTER TABLE entitlement
  ADD COLUMN bulk_change_kind text,
  ADD CONSTRAINT entitlement__bulk_change_kind CHECK (bulk_change_kind IS NULL
    OR (kind = 'bulk' AND bulk_change_kind IN ('upgrade', 'upsell', 'renewal')));
COMMENT ON COLUMN entitlement.bulk_change_kind IS
  'Of a bulk entitlement whose keys give upgrades, upsells or renewals of what their customers have; null for all others.';
CREATE INDEX entitlement__bulk ON entitlement (tenant_id, created_at, entitlement_id) WHERE kind = 'bulk';

CREATE TABLE web_register_key (
  tenant_id uuid NOT NULL,
  web_register_key_id uuid NOT NULL,
  key_code text NOT NULL CONSTRAINT web_register_key__length CHECK (length(key_code) BETWEEN 1 AND 252),
  key_fold text NOT NULL GENERATED ALWAYS AS (lower(key_code)) STORED,
  entitlement_id uuid NOT NULL,
  line_item_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'available' CONSTRAINT web_register_key__state
    CHECK (state IN ('available', 'redeemed', 'retired')),
  account_id uuid,
  redeemed_entitlement_id uuid,
  redeemed_at timestamptz,
  redeemed_by text NOT NULL DEFAULT '',
  created_by text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, web_register_key_id),
  CONSTRAINT web_register_key__entitlement FOREIGN KEY (tenant_id, entitlement_id)
    REFERENCES entitlement ON DELETE CASCADE,
  CONSTRAINT web_register_key__line_item FOREIGN KEY (tenant_id, line_item_id) REFERENCES line_item ON DELETE CASCADE,
  CONSTRAINT web_register_key__account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, account_id),
  CONSTRAINT web_register_key__redeemed_entitlement FOREIGN KEY (tenant_id, redeemed_entitlement_id)
    REFERENCES entitlement,
  CONSTRAINT web_register_key__redeemed CHECK ((state = 'redeemed') = (redeemed_entitlement_id IS NOT NULL)
    AND (state = 'redeemed') = (redeemed_at IS NOT NULL) AND (state = 'redeemed') = (account_id IS NOT NULL))
);
COMMENT ON TABLE web_register_key IS
  'A key of a bulk line item. As many may exist as the line item has copies, retired ones not counted; redeeming one '
  'takes a copy of it. key_fold finds a key whatever its case. Whoever redeems locks the key first, then the line item; '
  'whoever moves keys to another line item does the same.';
CREATE UNIQUE INDEX web_register_key__code ON web_register_key (tenant_id, key_fold);
CREATE UNIQUE INDEX web_register_key__redeemed_once ON web_register_key (tenant_id, redeemed_entitlement_id)
  WHERE redeemed_entitlement_id IS NOT NULL;
CREATE INDEX web_register_key__by_code ON web_register_key (tenant_id, key_code, web_register_key_id);
CREATE INDEX web_register_key__by_created ON web_register_key (tenant_id, created_at, web_register_key_id);
CREATE INDEX web_register_key__of_entitlement ON web_register_key (tenant_id, entitlement_id, web_register_key_id);
CREATE INDEX web_register_key__of_line_item ON web_register_key (tenant_id, line_item_id, state);
CREATE INDEX web_register_key__of_account ON web_register_key (tenant_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX web_register_key__search ON web_register_key USING gin (key_code gin_trgm_ops);
SELECT close_to_other_tenants('web_register_key');
