-- Fulfillments: several licenses in one file, and to whom license texts were mailed.

CREATE TABLE consolidated_license (
  tenant_id uuid NOT NULL,
  consolidated_license_id uuid NOT NULL,
  consolidated_code text NOT NULL,
  account_id uuid,
  sold_to_label text NOT NULL DEFAULT '',
  technology text NOT NULL,
  criteria text NOT NULL,
  state text NOT NULL DEFAULT 'active' CONSTRAINT consolidated_license__state CHECK (state IN ('active', 'inactive')),
  license_text text NOT NULL,
  signing_key_id text,
  consolidated_by text NOT NULL,
  consolidated_at timestamptz NOT NULL,
  closed_at timestamptz,
  closed_by text NOT NULL DEFAULT '',
  closed_because text NOT NULL DEFAULT ''
    CONSTRAINT consolidated_license__closed_because CHECK (closed_because IN ('', 'license-ended', 'replaced')),
  closed_code text NOT NULL DEFAULT '',
  closed_as text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, consolidated_license_id),
  CONSTRAINT consolidated_license__closed CHECK ((state = 'inactive') = (closed_at IS NOT NULL)),
  CONSTRAINT consolidated_license__account FOREIGN KEY (tenant_id, account_id) REFERENCES account
);
COMMENT ON TABLE consolidated_license IS
  'One license file made of several licenses of one account, technology and host. criteria: the host IDs. closed_*: when, '
  'by whom and why it stopped being good; closed_code is the license that ended (closed_as: what became of it) or the '
  'consolidated license that took its place.';
CREATE UNIQUE INDEX consolidated_license__code ON consolidated_license (tenant_id, consolidated_code);
CREATE INDEX consolidated_license__by_date
  ON consolidated_license (tenant_id, consolidated_at, consolidated_license_id);
CREATE INDEX consolidated_license__of_account ON consolidated_license (tenant_id, account_id);
CREATE INDEX consolidated_license__search ON consolidated_license
  USING gin (consolidated_code gin_trgm_ops, criteria gin_trgm_ops, sold_to_label gin_trgm_ops);
SELECT close_to_other_tenants('consolidated_license');

CREATE TABLE consolidated_member (
  tenant_id uuid NOT NULL,
  consolidated_license_id uuid NOT NULL,
  fulfillment_id uuid NOT NULL,
  position integer NOT NULL,
  PRIMARY KEY (tenant_id, consolidated_license_id, fulfillment_id),
  CONSTRAINT consolidated_member__license FOREIGN KEY (tenant_id, consolidated_license_id)
    REFERENCES consolidated_license ON DELETE CASCADE,
  CONSTRAINT consolidated_member__fulfillment FOREIGN KEY (tenant_id, fulfillment_id)
    REFERENCES fulfillment ON DELETE CASCADE
);
COMMENT ON TABLE consolidated_member IS 'The licenses that a consolidated one is made of, oldest first.';
CREATE INDEX consolidated_member__of_fulfillment ON consolidated_member (tenant_id, fulfillment_id);
SELECT close_to_other_tenants('consolidated_member');

CREATE TABLE shipment (
  tenant_id uuid NOT NULL,
  shipment_id uuid NOT NULL,
  event_id uuid NOT NULL,
  fulfillment_id uuid,
  consolidated_license_id uuid,
  shipped_to text[] NOT NULL,
  shipped_by text NOT NULL,
  shipped_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, shipment_id),
  CONSTRAINT shipment__of_one_license CHECK (num_nonnulls(fulfillment_id, consolidated_license_id) = 1),
  CONSTRAINT shipment__fulfillment FOREIGN KEY (tenant_id, fulfillment_id) REFERENCES fulfillment ON DELETE CASCADE,
  CONSTRAINT shipment__consolidated FOREIGN KEY (tenant_id, consolidated_license_id)
    REFERENCES consolidated_license ON DELETE CASCADE
);
COMMENT ON TABLE shipment IS 'A license text that was mailed: to whom, by whom, when. event_id: what caused it.';
CREATE UNIQUE INDEX shipment__once
  ON shipment (tenant_id, event_id, coalesce(fulfillment_id, consolidated_license_id));
CREATE INDEX shipment__of_fulfillment ON shipment (tenant_id, fulfillment_id) WHERE fulfillment_id IS NOT NULL;
CREATE INDEX shipment__of_consolidated ON shipment (tenant_id, consolidated_license_id)
  WHERE consolidated_license_id IS NOT NULL;
CREATE INDEX shipment__by_date ON shipment (tenant_id, shipped_at, shipment_id);
SELECT close_to_other_tenants('shipment');
