-- Fulfillments: copies issued to hosts, with the licenses that say so.

CREATE TABLE fulfillment (
  tenant_id uuid NOT NULL,
  fulfillment_id uuid NOT NULL,
  fulfillment_code text NOT NULL,
  line_item_id uuid NOT NULL,
  activation_id text NOT NULL,
  entitlement_id uuid NOT NULL,
  entitlement_code text NOT NULL,
  account_id uuid,
  sold_to_label text NOT NULL DEFAULT '',
  products_label text NOT NULL,
  versions_label text NOT NULL DEFAULT '',
  product_line_id uuid,
  technology text NOT NULL DEFAULT 'certificate',
  license_kind text NOT NULL,
  support_action text NOT NULL DEFAULT 'master' CONSTRAINT fulfillment__support_action CHECK (support_action IN
    ('master', 'return', 'repair', 'rehost', 'upgrade', 'upsell', 'renew', 'transfer', 'stop-gap', 'emergency',
     'publisher-error', 'reinstall', 'regenerate')),
  state text NOT NULL DEFAULT 'active' CONSTRAINT fulfillment__state CHECK (state IN ('active', 'obsolete', 'on-hold')),
  copies integer NOT NULL CONSTRAINT fulfillment__copies CHECK (copies >= 0),
  overdraft integer NOT NULL DEFAULT 0 CONSTRAINT fulfillment__overdraft CHECK (overdraft >= 0),
  server_host_id uuid,
  server_texts text[] NOT NULL DEFAULT '{}',
  node_texts text[] NOT NULL DEFAULT '{}',
  server_label text NOT NULL DEFAULT '',
  node_label text NOT NULL DEFAULT '',
  starts_on date NOT NULL,
  expires_on date,
  version_date date,
  attributes jsonb NOT NULL DEFAULT '{}',
  ship_to_email text NOT NULL DEFAULT '',
  ship_to_address text NOT NULL DEFAULT '',
  license_text text,
  signing_key_id text,
  parent_fulfillment_id uuid,
  fulfilled_by text NOT NULL,
  fulfilled_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, fulfillment_id),
  CONSTRAINT fulfillment__line_item FOREIGN KEY (tenant_id, line_item_id) REFERENCES line_item ON DELETE CASCADE,
  CONSTRAINT fulfillment__server_host FOREIGN KEY (tenant_id, server_host_id) REFERENCES host (tenant_id, host_id),
  CONSTRAINT fulfillment__parent FOREIGN KEY (tenant_id, parent_fulfillment_id) REFERENCES fulfillment
);
COMMENT ON TABLE fulfillment IS
  'The record that copies were issued to hosts. expires_on is the last day; null is permanent. server_texts and '
  'node_texts are the host IDs exactly as the license has them; labels join them for lists.';
CREATE UNIQUE INDEX fulfillment__code ON fulfillment (tenant_id, fulfillment_code);
CREATE INDEX fulfillment__of_line_item ON fulfillment (tenant_id, line_item_id, fulfillment_id);
CREATE INDEX fulfillment__of_entitlement ON fulfillment (tenant_id, entitlement_id, fulfillment_id);
CREATE INDEX fulfillment__of_server ON fulfillment (tenant_id, server_host_id) WHERE server_host_id IS NOT NULL;
CREATE INDEX fulfillment__by_fulfilled ON fulfillment (tenant_id, fulfilled_at, fulfillment_id);
CREATE INDEX fulfillment__by_activation_id ON fulfillment (tenant_id, activation_id, fulfillment_id);
CREATE INDEX fulfillment__by_products ON fulfillment (tenant_id, products_label, fulfillment_id);
CREATE INDEX fulfillment__by_expiry
  ON fulfillment (tenant_id, (CASE WHEN expires_on IS NULL THEN 'infinity'::date ELSE expires_on END), fulfillment_id);
-- One index for all searched texts: it answers each of them like one of its own, and an insert writes it once.
CREATE INDEX fulfillment__search ON fulfillment USING gin (fulfillment_code gin_trgm_ops, activation_id gin_trgm_ops,
  products_label gin_trgm_ops, versions_label gin_trgm_ops, sold_to_label gin_trgm_ops, server_label gin_trgm_ops,
  node_label gin_trgm_ops, fulfilled_by gin_trgm_ops);
CREATE INDEX fulfillment__by_starts ON fulfillment (tenant_id, starts_on, fulfillment_id);
-- What is rare among the rows is found here, at no cost for the others; what is common is found soon in any order.
CREATE INDEX fulfillment__of_other_state ON fulfillment (tenant_id, state, fulfillment_id) WHERE state <> 'active';
CREATE INDEX fulfillment__of_other_action ON fulfillment (tenant_id, support_action, fulfillment_id)
  WHERE support_action <> 'master';
CREATE INDEX fulfillment__with_overdraft ON fulfillment (tenant_id, overdraft, fulfillment_id) WHERE overdraft > 0;
SELECT close_to_other_tenants('fulfillment');

CREATE TABLE fulfillment_node (
  tenant_id uuid NOT NULL,
  fulfillment_id uuid NOT NULL,
  host_id uuid NOT NULL,
  position integer NOT NULL,
  PRIMARY KEY (tenant_id, fulfillment_id, host_id),
  CONSTRAINT fulfillment_node__fulfillment FOREIGN KEY (tenant_id, fulfillment_id)
    REFERENCES fulfillment ON DELETE CASCADE,
  CONSTRAINT fulfillment_node__host FOREIGN KEY (tenant_id, host_id) REFERENCES host (tenant_id, host_id)
);
COMMENT ON TABLE fulfillment_node IS 'Node hosts of a fulfillment, in the order of the license.';
CREATE INDEX fulfillment_node__by_host ON fulfillment_node (tenant_id, host_id);
SELECT close_to_other_tenants('fulfillment_node');

CREATE TABLE signing_key (
  tenant_id uuid NOT NULL,
  kid text NOT NULL,
  purpose text NOT NULL CONSTRAINT signing_key__purpose CHECK (purpose IN ('root', 'line', 'file')),
  state text NOT NULL CONSTRAINT signing_key__state CHECK (state IN ('active', 'retired')),
  public_key text NOT NULL,
  private_key_sealed bytea NOT NULL,
  not_before timestamptz NOT NULL,
  not_after timestamptz,
  certificate text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, kid)
);
COMMENT ON TABLE signing_key IS
  'Ed25519 keys of the producer. private_key_sealed is encrypted with the master key, which is not in the database.';
CREATE UNIQUE INDEX signing_key__one_active ON signing_key (tenant_id, purpose) WHERE state = 'active';
SELECT close_to_other_tenants('signing_key');
