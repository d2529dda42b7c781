-- Fulfillments: the licenses that gave their copies to another one.

CREATE TABLE fulfillment_source (
  tenant_id uuid NOT NULL,
  fulfillment_id uuid NOT NULL,
  source_fulfillment_id uuid NOT NULL,
  copies integer NOT NULL,
  PRIMARY KEY (tenant_id, fulfillment_id, source_fulfillment_id),
  CONSTRAINT fulfillment_source__fulfillment FOREIGN KEY (tenant_id, fulfillment_id)
    REFERENCES fulfillment (tenant_id, fulfillment_id) ON DELETE CASCADE,
  CONSTRAINT fulfillment_source__source FOREIGN KEY (tenant_id, source_fulfillment_id)
    REFERENCES fulfillment (tenant_id, fulfillment_id) ON DELETE CASCADE,
  CONSTRAINT fulfillment_source__copies CHECK (copies > 0),
  CONSTRAINT fulfillment_source__other CHECK (fulfillment_id <> source_fulfillment_id)
);
COMMENT ON TABLE fulfillment_source IS
  'How many copies of a license that was replaced went into which license of a replacing line item. One license may '
  'take from several, and several may take from one; parent_fulfillment_id of the new one names only the first. What '
  'stays of a divided license, and all other support acts, are told by that column alone.';
CREATE INDEX fulfillment_source__of_source ON fulfillment_source (tenant_id, source_fulfillment_id);
SELECT close_to_other_tenants('fulfillment_source');
