-- Catalog: license technologies of the producer, whose licenses are made by an own generator or by hand.

CREATE TABLE license_technology (
  tenant_id uuid NOT NULL,
  license_technology_id uuid NOT NULL,
  name text NOT NULL CONSTRAINT license_technology__name_free CHECK (lower(name) NOT IN ('certificate', 'trusted')),
  description text NOT NULL DEFAULT '',
  kind text NOT NULL CONSTRAINT license_technology__kind
    CHECK (kind IN ('nodelocked-counted', 'nodelocked-uncounted', 'floating-counted', 'floating-uncounted')),
  generation text NOT NULL CONSTRAINT license_technology__generation CHECK (generation IN ('manual', 'http')),
  address text NOT NULL DEFAULT '',
  host_attributes text[] NOT NULL DEFAULT '{}',
  consolidates boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, license_technology_id),
  CONSTRAINT license_technology__address_of_http CHECK ((generation = 'http') = (address <> ''))
);
COMMENT ON TABLE license_technology IS
  'How licenses of the producer''s own form come about. kind: which hosts are asked, and whether copies are counted; '
  'host_attributes: what is asked of a host besides its ID; address: of the generator that is called over HTTP.';
CREATE UNIQUE INDEX license_technology__name ON license_technology (tenant_id, lower(name));
SELECT close_to_other_tenants('license_technology');

-- The name of the technology; certificates need no record.
ALTER TABLE license_model DROP CONSTRAINT license_model__technology;
CREATE INDEX license_model__of_technology ON license_model (tenant_id, technology) WHERE technology <> 'certificate';
