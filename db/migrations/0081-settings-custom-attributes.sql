-- Settings: fields that a producer adds to records.

CREATE TABLE custom_attribute (
  tenant_id uuid NOT NULL,
  custom_attribute_id uuid NOT NULL,
  record_kind text NOT NULL CONSTRAINT custom_attribute__record_kind CHECK (record_kind IN
    ('account', 'user', 'product', 'feature', 'part-number', 'entitlement', 'line-item', 'maintenance-line-item')),
  name text NOT NULL CONSTRAINT custom_attribute__name_form CHECK (name ~ '^[^.:|[:cntrl:]]{1,60}$'),
  label text NOT NULL,
  help text NOT NULL DEFAULT '',
  value_type text NOT NULL CONSTRAINT custom_attribute__value_type
    CHECK (value_type IN ('text', 'long-text', 'number', 'date', 'yes-no', 'choice', 'choices')),
  choices text[] NOT NULL DEFAULT '{}',
  is_required boolean NOT NULL DEFAULT false,
  default_value jsonb,
  is_visible_in_portal boolean NOT NULL DEFAULT false,
  is_editable_in_portal boolean NOT NULL DEFAULT false,
  position integer NOT NULL DEFAULT 100,
  state text NOT NULL DEFAULT 'active' CONSTRAINT custom_attribute__state CHECK (state IN ('active', 'obsolete')),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, custom_attribute_id),
  CONSTRAINT custom_attribute__editable_is_visible CHECK (is_visible_in_portal OR NOT is_editable_in_portal)
);
COMMENT ON TABLE custom_attribute IS
  'A field that the producer adds to a kind of record. name is the key of its values in custom_attributes.';
CREATE UNIQUE INDEX custom_attribute__name ON custom_attribute (tenant_id, record_kind, lower(name));
SELECT close_to_other_tenants('custom_attribute');
