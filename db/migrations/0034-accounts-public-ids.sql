-- Accounts: account IDs and user names are looked up whatever their case, by an index below row level security also
-- where nobody could vouch for lower(): as stored columns.

ALTER TABLE account ADD COLUMN account_code_lower text NOT NULL GENERATED ALWAYS AS (lower(account_code)) STORED;
COMMENT ON COLUMN account.account_code_lower IS 'The account ID as it is looked up.';
DROP INDEX account__code;
CREATE UNIQUE INDEX account__code ON account (tenant_id, account_code_lower);

ALTER TABLE app_user ADD COLUMN user_name_lower text NOT NULL GENERATED ALWAYS AS (lower(user_name)) STORED;
COMMENT ON COLUMN app_user.user_name_lower IS 'The user name as it is looked up.';
DROP INDEX app_user__name;
CREATE UNIQUE INDEX app_user__name ON app_user (tenant_id, user_name_lower);
