-- Accounts: parties, their hierarchy, users and roles.

CREATE TABLE account (
  tenant_id uuid NOT NULL,
  account_id uuid NOT NULL,
  account_code text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL
    CONSTRAINT account__kind CHECK (kind IN ('producer', 'customer', 'partner', 'self-registered')),
  state text NOT NULL DEFAULT 'active' CONSTRAINT account__state CHECK (state IN ('active', 'inactive')),
  description text NOT NULL DEFAULT '',
  address_1 text NOT NULL DEFAULT '',
  address_2 text NOT NULL DEFAULT '',
  city text NOT NULL DEFAULT '',
  province text NOT NULL DEFAULT '',
  postal_code text NOT NULL DEFAULT '',
  country text NOT NULL DEFAULT '',
  region text NOT NULL DEFAULT '',
  is_visible_to_partners boolean NOT NULL DEFAULT true,
  is_system boolean NOT NULL DEFAULT false,
  custom_attributes jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, account_id),
  CONSTRAINT account__name_without_colon CHECK (position(':' IN name) = 0)
);
COMMENT ON TABLE account IS 'Producer, customer, partner or self-registered organisation. account_code is its public ID.';
COMMENT ON COLUMN account.is_system IS 'The home account of the producer: it can be renamed, but not deactivated or deleted.';
CREATE UNIQUE INDEX account__code ON account (tenant_id, lower(account_code));
CREATE INDEX account__by_code ON account (tenant_id, account_code, account_id);
CREATE INDEX account__by_name ON account (tenant_id, name, account_id);
CREATE INDEX account__by_created ON account (tenant_id, created_at, account_id);
CREATE INDEX account__search ON account USING gin (name gin_trgm_ops, account_code gin_trgm_ops);
SELECT close_to_other_tenants('account');

CREATE TABLE account_hierarchy (
  tenant_id uuid NOT NULL PRIMARY KEY,
  changes bigint NOT NULL
);
COMMENT ON TABLE account_hierarchy IS
  'One row per tenant: whoever changes links or memberships that must fit them holds its lock until the end.';
SELECT close_to_other_tenants('account_hierarchy');

CREATE TABLE account_link (
  tenant_id uuid NOT NULL,
  parent_account_id uuid NOT NULL,
  child_account_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, parent_account_id, child_account_id),
  CONSTRAINT account_link__parent FOREIGN KEY (tenant_id, parent_account_id) REFERENCES account,
  CONSTRAINT account_link__child FOREIGN KEY (tenant_id, child_account_id) REFERENCES account,
  CONSTRAINT account_link__not_itself CHECK (parent_account_id <> child_account_id)
);
COMMENT ON TABLE account_link IS 'Direct sub-accounts. An account may have several parents; cycles are refused.';
CREATE INDEX account_link__by_child ON account_link (tenant_id, child_account_id);
SELECT close_to_other_tenants('account_link');

CREATE TABLE account_descendant (
  tenant_id uuid NOT NULL,
  ancestor_id uuid NOT NULL,
  descendant_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, ancestor_id, descendant_id)
);
COMMENT ON TABLE account_descendant IS 'All sub-accounts at any depth, without the account itself; derived from account_link.';
CREATE INDEX account_descendant__by_descendant ON account_descendant (tenant_id, descendant_id);
SELECT close_to_other_tenants('account_descendant');

CREATE TABLE account_relation (
  tenant_id uuid NOT NULL,
  partner_account_id uuid NOT NULL,
  customer_account_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, partner_account_id, customer_account_id),
  CONSTRAINT account_relation__partner FOREIGN KEY (tenant_id, partner_account_id) REFERENCES account,
  CONSTRAINT account_relation__customer FOREIGN KEY (tenant_id, customer_account_id) REFERENCES account
);
COMMENT ON TABLE account_relation IS 'Which customers a partner looks after.';
CREATE INDEX account_relation__by_customer ON account_relation (tenant_id, customer_account_id);
SELECT close_to_other_tenants('account_relation');

CREATE TABLE role (
  tenant_id uuid NOT NULL,
  role_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CONSTRAINT role__kind CHECK (kind IN ('producer', 'portal')),
  description text NOT NULL DEFAULT '',
  is_system boolean NOT NULL DEFAULT false,
  is_active boolean NOT NULL DEFAULT true,
  permissions text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, role_id)
);
COMMENT ON TABLE role IS 'A named set of permissions. is_system: predefined, not editable; {*} stands for every permission.';
CREATE UNIQUE INDEX role__name ON role (tenant_id, lower(name));
SELECT close_to_other_tenants('role');

CREATE TABLE app_user (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  user_name text NOT NULL,
  kind text NOT NULL
    CONSTRAINT app_user__kind CHECK (kind IN ('producer', 'customer', 'partner', 'self-registered')),
  may_sign_in boolean NOT NULL DEFAULT true,
  is_active boolean NOT NULL DEFAULT true,
  is_shared boolean NOT NULL DEFAULT false,
  first_name text NOT NULL,
  last_name text NOT NULL,
  display_name text NOT NULL,
  email text NOT NULL,
  phone text NOT NULL DEFAULT '',
  fax text NOT NULL DEFAULT '',
  street text NOT NULL DEFAULT '',
  city text NOT NULL DEFAULT '',
  province text NOT NULL DEFAULT '',
  postal_code text NOT NULL DEFAULT '',
  country text NOT NULL DEFAULT '',
  locale text NOT NULL DEFAULT 'en',
  time_zone text NOT NULL DEFAULT 'UTC',
  wants_marketing boolean NOT NULL DEFAULT false,
  wants_expiring_mail boolean NOT NULL DEFAULT false,
  last_signed_in_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, user_id)
);
COMMENT ON TABLE app_user IS 'A person. may_sign_in = false makes it a contact.';
CREATE UNIQUE INDEX app_user__name ON app_user (tenant_id, lower(user_name));
CREATE INDEX app_user__by_name ON app_user (tenant_id, user_name, user_id);
CREATE INDEX app_user__by_display_name ON app_user (tenant_id, display_name, user_id);
CREATE INDEX app_user__by_email ON app_user (tenant_id, lower(email));
CREATE INDEX app_user__by_created ON app_user (tenant_id, created_at, user_id);
CREATE INDEX app_user__search ON app_user
  USING gin (user_name gin_trgm_ops, display_name gin_trgm_ops, email gin_trgm_ops);
SELECT close_to_other_tenants('app_user');

CREATE TABLE membership (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  account_id uuid NOT NULL,
  expires_on date,
  PRIMARY KEY (tenant_id, user_id, account_id),
  CONSTRAINT membership__user FOREIGN KEY (tenant_id, user_id) REFERENCES app_user ON DELETE CASCADE,
  CONSTRAINT membership__account FOREIGN KEY (tenant_id, account_id) REFERENCES account
);
COMMENT ON TABLE membership IS 'A user belongs to an account. Ends with the day before expires_on; null is for ever.';
CREATE INDEX membership__by_account ON membership (tenant_id, account_id);
SELECT close_to_other_tenants('membership');

CREATE TABLE membership_role (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  account_id uuid NOT NULL,
  role_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, user_id, account_id, role_id),
  CONSTRAINT membership_role__membership FOREIGN KEY (tenant_id, user_id, account_id)
    REFERENCES membership ON DELETE CASCADE,
  CONSTRAINT membership_role__role FOREIGN KEY (tenant_id, role_id) REFERENCES role
);
COMMENT ON TABLE membership_role IS 'Roles of a user in an account. A contact has none.';
CREATE INDEX membership_role__by_role ON membership_role (tenant_id, role_id);
SELECT close_to_other_tenants('membership_role');

CREATE TABLE user_product_line (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  product_line_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, user_id, product_line_id),
  CONSTRAINT user_product_line__user FOREIGN KEY (tenant_id, user_id) REFERENCES app_user ON DELETE CASCADE
);
COMMENT ON TABLE user_product_line IS 'A user with rows here sees only goods of these product lines; without rows, all.';
SELECT close_to_other_tenants('user_product_line');
