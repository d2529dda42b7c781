-- Settings: values that a producer changed from their defaults.

CREATE TABLE setting (
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  value jsonb NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by text NOT NULL,
  PRIMARY KEY (tenant_id, name)
);
COMMENT ON TABLE setting IS 'Only what differs from the default; types, defaults and readers are declared in code.';
SELECT close_to_other_tenants('setting');
