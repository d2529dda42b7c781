-- Entitlements: what was sold to whom, and the copies that are left of it.

CREATE TABLE entitlement (
  tenant_id uuid NOT NULL,
  entitlement_id uuid NOT NULL,
  entitlement_code text NOT NULL CONSTRAINT entitlement__code_length CHECK (length(entitlement_code) BETWEEN 1 AND 255),
  kind text NOT NULL DEFAULT 'regular' CONSTRAINT entitlement__kind CHECK (kind IN ('regular', 'bulk')),
  state text NOT NULL DEFAULT 'draft' CONSTRAINT entitlement__state
    CHECK (state IN ('draft', 'deployed', 'inactive', 'test', 'obsolete', 'on-hold')),
  description text NOT NULL DEFAULT '',
  ship_to_email text NOT NULL DEFAULT '',
  ship_to_address text NOT NULL DEFAULT '',
  allows_portal_sign_in boolean NOT NULL DEFAULT true,
  custom_attributes jsonb NOT NULL DEFAULT '{}',
  sold_to_account_id uuid,
  sold_to_label text NOT NULL DEFAULT '',
  line_item_count integer NOT NULL DEFAULT 0,
  parent_bulk_entitlement_id uuid,
  created_by text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, entitlement_id),
  CONSTRAINT entitlement__sold_to FOREIGN KEY (tenant_id, sold_to_account_id) REFERENCES account (tenant_id, account_id),
  CONSTRAINT entitlement__parent_bulk FOREIGN KEY (tenant_id, parent_bulk_entitlement_id) REFERENCES entitlement
);
COMMENT ON TABLE entitlement IS
  'What was sold. sold_to_* repeat the party nearest to the user for lists: "ID (name)"; '
  'parent_bulk_*: the bulk entitlement whose web register key was redeemed into this one.';
CREATE UNIQUE INDEX entitlement__code ON entitlement (tenant_id, lower(entitlement_code));
CREATE INDEX entitlement__by_code ON entitlement (tenant_id, entitlement_code, entitlement_id);
CREATE INDEX entitlement__by_created ON entitlement (tenant_id, created_at, entitlement_id);
CREATE INDEX entitlement__by_sold_to ON entitlement (tenant_id, sold_to_label, entitlement_id);
CREATE INDEX entitlement__of_bulk ON entitlement (tenant_id, parent_bulk_entitlement_id, entitlement_id)
  WHERE parent_bulk_entitlement_id IS NOT NULL;
CREATE INDEX entitlement__of_account ON entitlement (tenant_id, sold_to_account_id);
CREATE INDEX entitlement__search_code ON entitlement USING gin (entitlement_code gin_trgm_ops);
CREATE INDEX entitlement__search_sold_to ON entitlement USING gin (sold_to_label gin_trgm_ops);
SELECT close_to_other_tenants('entitlement');

CREATE TABLE entitlement_party (
  tenant_id uuid NOT NULL,
  entitlement_id uuid NOT NULL,
  tier text NOT NULL CONSTRAINT entitlement_party__tier CHECK (tier IN ('distributor', 'reseller', 'end-customer')),
  account_id uuid NOT NULL,
  contact_user_id uuid,
  is_owner boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, entitlement_id, tier),
  CONSTRAINT entitlement_party__entitlement FOREIGN KEY (tenant_id, entitlement_id)
    REFERENCES entitlement ON DELETE CASCADE,
  CONSTRAINT entitlement_party__account FOREIGN KEY (tenant_id, account_id) REFERENCES account,
  CONSTRAINT entitlement_party__contact FOREIGN KEY (tenant_id, contact_user_id) REFERENCES app_user (tenant_id, user_id)
);
COMMENT ON TABLE entitlement_party IS 'The accounts of an entitlement by tier. Whoever is here sees it: the one table of visibility.';
CREATE INDEX entitlement_party__by_account ON entitlement_party (tenant_id, account_id, entitlement_id);
SELECT close_to_other_tenants('entitlement_party');

CREATE TABLE line_item (
  tenant_id uuid NOT NULL,
  line_item_id uuid NOT NULL,
  entitlement_id uuid NOT NULL,
  entitlement_code text NOT NULL,
  activation_id text NOT NULL CONSTRAINT line_item__activation_id_length CHECK (length(activation_id) BETWEEN 1 AND 255),
  kind text NOT NULL DEFAULT 'licensed' CONSTRAINT line_item__kind CHECK (kind IN ('licensed', 'maintenance')),
  state text NOT NULL DEFAULT 'draft' CONSTRAINT line_item__state
    CHECK (state IN ('draft', 'deployed', 'inactive', 'test', 'obsolete', 'on-hold')),
  license_model_id uuid,
  part_number_id uuid,
  product_line_id uuid,
  description text NOT NULL DEFAULT '',
  order_id text NOT NULL DEFAULT '',
  order_line_number text NOT NULL DEFAULT '',
  copies_total integer NOT NULL CONSTRAINT line_item__copies_total CHECK (copies_total >= 1),
  copies_taken integer NOT NULL DEFAULT 0,
  extra_activations_max integer NOT NULL DEFAULT 0 CONSTRAINT line_item__extra CHECK (extra_activations_max >= 0),
  overdraft_max integer NOT NULL DEFAULT 0 CONSTRAINT line_item__overdraft CHECK (overdraft_max >= 0),
  overdraft_taken integer NOT NULL DEFAULT 0,
  start_option text NOT NULL DEFAULT 'specify-now' CONSTRAINT line_item__start_option CHECK (start_option IN
    ('specify-now', 'specify-at-first-activation', 'specify-at-each-activation', 'first-activation-date',
     'each-activation-date')),
  starts_on date,
  term text NOT NULL CONSTRAINT line_item__term CHECK (term IN ('permanent', 'date', 'duration')),
  expires_on date,
  duration_amount integer,
  duration_unit text CONSTRAINT line_item__duration_unit CHECK (duration_unit IN ('days', 'weeks', 'months', 'years')),
  version_date_option text CONSTRAINT line_item__version_date_option CHECK (version_date_option IN
    ('specify-now', 'use-start-date', 'use-activation-date', 'specify-version-start-date-later',
     'specify-version-date-later')),
  version_date date,
  version_duration_amount integer,
  version_duration_unit text CONSTRAINT line_item__version_duration_unit
    CHECK (version_duration_unit IN ('days', 'weeks', 'months', 'years')),
  time_zone text,
  attributes jsonb NOT NULL DEFAULT '{}',
  policies jsonb NOT NULL DEFAULT '{}',
  change_kind text CONSTRAINT line_item__change_kind CHECK (change_kind IN ('upgrade', 'upsell', 'renewal')),
  parent_line_item_id uuid,
  custom_attributes jsonb NOT NULL DEFAULT '{}',
  sold_to_account_id uuid,
  sold_to_label text NOT NULL DEFAULT '',
  products_label text NOT NULL DEFAULT '',
  versions_label text NOT NULL DEFAULT '',
  part_number_label text NOT NULL DEFAULT '',
  license_model_label text NOT NULL DEFAULT '',
  technology text NOT NULL DEFAULT 'certificate',
  is_inactive_by_entitlement boolean NOT NULL DEFAULT false,
  ends_on date GENERATED ALWAYS AS (
    CASE term WHEN 'date' THEN expires_on WHEN 'duration' THEN (starts_on + CASE duration_unit
      WHEN 'days' THEN make_interval(days => duration_amount)
      WHEN 'weeks' THEN make_interval(weeks => duration_amount)
      WHEN 'months' THEN make_interval(months => duration_amount)
      ELSE make_interval(years => duration_amount) END)::date END) STORED,
  created_by text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, line_item_id),
  CONSTRAINT line_item__entitlement FOREIGN KEY (tenant_id, entitlement_id) REFERENCES entitlement ON DELETE CASCADE,
  CONSTRAINT line_item__model FOREIGN KEY (tenant_id, license_model_id) REFERENCES license_model,
  CONSTRAINT line_item__part_number FOREIGN KEY (tenant_id, part_number_id) REFERENCES part_number,
  CONSTRAINT line_item__parent FOREIGN KEY (tenant_id, parent_line_item_id) REFERENCES line_item,
  CONSTRAINT line_item__product_line FOREIGN KEY (tenant_id, product_line_id) REFERENCES product_line,
  CONSTRAINT line_item__licensed_has_model CHECK ((kind = 'maintenance') = (license_model_id IS NULL)),
  CONSTRAINT line_item__copies_within_limit
    CHECK (copies_taken >= 0 AND copies_taken::bigint <= copies_total::bigint + extra_activations_max),
  CONSTRAINT line_item__overdraft_within_limit CHECK (overdraft_taken BETWEEN 0 AND overdraft_max),
  CONSTRAINT line_item__inactive_by_entitlement CHECK (NOT is_inactive_by_entitlement OR state = 'inactive'),
  CONSTRAINT line_item__term_fits CHECK (
    (term = 'permanent' AND expires_on IS NULL AND duration_amount IS NULL)
    OR (term = 'date' AND expires_on IS NOT NULL AND duration_amount IS NULL)
    OR (term = 'duration' AND expires_on IS NULL AND duration_amount >= 1 AND duration_unit IS NOT NULL))
) WITH (fillfactor = 85);
COMMENT ON TABLE line_item IS
  'The activatable right. copies_taken and overdraft_taken change only in entitlements/services.ts; '
  'expires_on is the last day of use; ends_on also says it for durations whose start is settled, null is open or never; '
  'labels repeat names for lists and are refreshed by reactions; updated_at tells the last edit or change of state: '
  'taking copies leaves it alone, as it must leave every indexed column, so that an activation touches no index; '
  'is_inactive_by_entitlement: comes back when the entitlement is reactivated.';
CREATE UNIQUE INDEX line_item__activation_id ON line_item (tenant_id, lower(activation_id));
CREATE INDEX line_item__of_entitlement ON line_item (tenant_id, entitlement_id, line_item_id);
CREATE INDEX line_item__by_activation_id ON line_item (tenant_id, activation_id, line_item_id);
CREATE INDEX line_item__by_entitlement ON line_item (tenant_id, entitlement_code, line_item_id);
CREATE INDEX line_item__by_sold_to ON line_item (tenant_id, sold_to_label, line_item_id);
CREATE INDEX line_item__by_products ON line_item (tenant_id, products_label, line_item_id);
CREATE INDEX line_item__by_copies_total ON line_item (tenant_id, copies_total, line_item_id);
-- CASE and not coalesce(): below row level security the planner takes coalesce() for a function that may leak.
CREATE INDEX line_item__by_expiry
  ON line_item (tenant_id, (CASE WHEN ends_on IS NULL THEN 'infinity'::date ELSE ends_on END), line_item_id);
CREATE INDEX line_item__by_order ON line_item (tenant_id, order_id, line_item_id);
CREATE INDEX line_item__by_created ON line_item (tenant_id, created_at, line_item_id);
CREATE INDEX line_item__of_account ON line_item (tenant_id, sold_to_account_id, line_item_id);
CREATE INDEX line_item__by_parent ON line_item (tenant_id, parent_line_item_id) WHERE parent_line_item_id IS NOT NULL;
-- One index for all searched texts: it answers each of them like one of its own, and an insert writes it once.
CREATE INDEX line_item__search ON line_item USING gin (activation_id gin_trgm_ops, entitlement_code gin_trgm_ops,
  sold_to_label gin_trgm_ops, products_label gin_trgm_ops, order_id gin_trgm_ops, versions_label gin_trgm_ops,
  part_number_label gin_trgm_ops, license_model_label gin_trgm_ops, description gin_trgm_ops,
  order_line_number gin_trgm_ops);
CREATE INDEX line_item__by_starts ON line_item (tenant_id, starts_on, line_item_id);
CREATE INDEX line_item__by_updated ON line_item (tenant_id, updated_at, line_item_id);
-- What is rare among the rows is found here; what is common is found soon in any order.
CREATE INDEX line_item__of_other_state ON line_item (tenant_id, state, line_item_id) WHERE state <> 'deployed';
CREATE INDEX line_item__of_other_technology ON line_item (tenant_id, technology, line_item_id)
  WHERE technology <> 'certificate';
CREATE INDEX line_item__with_extra ON line_item (tenant_id, extra_activations_max, line_item_id)
  WHERE extra_activations_max > 0;
SELECT close_to_other_tenants('line_item');

CREATE TABLE line_item_product (
  tenant_id uuid NOT NULL,
  line_item_id uuid NOT NULL,
  product_id uuid NOT NULL,
  quantity integer NOT NULL DEFAULT 1 CONSTRAINT line_item_product__quantity CHECK (quantity >= 1),
  PRIMARY KEY (tenant_id, line_item_id, product_id),
  CONSTRAINT line_item_product__line_item FOREIGN KEY (tenant_id, line_item_id) REFERENCES line_item ON DELETE CASCADE,
  CONSTRAINT line_item_product__product FOREIGN KEY (tenant_id, product_id) REFERENCES product
);
COMMENT ON TABLE line_item_product IS 'Products of a line item; quantity multiplies the counts of one copy.';
CREATE INDEX line_item_product__by_product ON line_item_product (tenant_id, product_id, line_item_id);
SELECT close_to_other_tenants('line_item_product');

CREATE TABLE line_item_maintenance (
  tenant_id uuid NOT NULL,
  line_item_id uuid NOT NULL,
  maintenance_line_item_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, line_item_id, maintenance_line_item_id),
  CONSTRAINT line_item_maintenance__line_item FOREIGN KEY (tenant_id, line_item_id)
    REFERENCES line_item ON DELETE CASCADE,
  CONSTRAINT line_item_maintenance__maintenance FOREIGN KEY (tenant_id, maintenance_line_item_id)
    REFERENCES line_item ON DELETE CASCADE
);
COMMENT ON TABLE line_item_maintenance IS 'Maintenance line items that belong to a licensed line item.';
CREATE INDEX line_item_maintenance__by_maintenance ON line_item_maintenance (tenant_id, maintenance_line_item_id);
SELECT close_to_other_tenants('line_item_maintenance');
