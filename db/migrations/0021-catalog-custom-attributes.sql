-- Catalog: features and part numbers carry the fields that the producer added to them, as products do.

ALTER TABLE feature ADD COLUMN custom_attributes jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN feature.custom_attributes IS 'Values by the name of the custom attribute.';
ALTER TABLE part_number ADD COLUMN custom_attributes jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN part_number.custom_attributes IS 'Values by the name of the custom attribute.';
