-- Hosts: where licenses are bound.

CREATE TABLE host (
  tenant_id uuid NOT NULL,
  host_id uuid NOT NULL,
  account_id uuid NOT NULL,
  use text NOT NULL CONSTRAINT host__use CHECK (use IN ('server', 'node')),
  host_types text[] NOT NULL,
  host_texts text[] NOT NULL CONSTRAINT host__one_or_three CHECK (cardinality(host_texts) IN (1, 3)),
  host_key text NOT NULL,
  label text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, host_id),
  CONSTRAINT host__account FOREIGN KEY (tenant_id, account_id) REFERENCES account
);
COMMENT ON TABLE host IS 'A server or node host of an account; three texts are a redundant triad, in file order.';
CREATE UNIQUE INDEX host__once_per_account ON host (tenant_id, account_id, use, host_key);
CREATE INDEX host__by_label ON host (tenant_id, label, host_id);
CREATE INDEX host__search ON host USING gin (label gin_trgm_ops);
SELECT close_to_other_tenants('host');
