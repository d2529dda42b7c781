-- Fulfillments: licenses of the producer's own technologies, which wait on hold for their files.

ALTER TABLE fulfillment ADD COLUMN hold_note text NOT NULL DEFAULT '';
COMMENT ON COLUMN fulfillment.hold_note IS
  'Why a license still waits on hold, or why it was refused in the end; empty for all others.';

CREATE TABLE license_file (
  tenant_id uuid NOT NULL,
  fulfillment_id uuid NOT NULL,
  position integer NOT NULL,
  name text NOT NULL,
  content bytea NOT NULL CONSTRAINT license_file__size CHECK (length(content) <= 1048576),
  is_text boolean NOT NULL,
  PRIMARY KEY (tenant_id, fulfillment_id, position),
  CONSTRAINT license_file__fulfillment FOREIGN KEY (tenant_id, fulfillment_id) REFERENCES fulfillment ON DELETE CASCADE
);
COMMENT ON TABLE license_file IS
  'Files of a license of another technology. Certificates have none: their text is the file.';
SELECT close_to_other_tenants('license_file');

CREATE TABLE generator_secret (
  tenant_id uuid NOT NULL,
  license_technology_id uuid NOT NULL,
  secret_sealed bytea NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, license_technology_id),
  CONSTRAINT generator_secret__technology FOREIGN KEY (tenant_id, license_technology_id)
    REFERENCES license_technology ON DELETE CASCADE
);
COMMENT ON TABLE generator_secret IS
  'What requests to a license generator are signed with, sealed with the master key of the installation.';
SELECT close_to_other_tenants('generator_secret');
