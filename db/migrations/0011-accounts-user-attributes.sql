-- Accounts: users carry the fields that the producer added to them.

ALTER TABLE app_user ADD COLUMN custom_attributes jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN app_user.custom_attributes IS 'Values by the name of the custom attribute.';
