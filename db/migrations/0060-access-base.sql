-- Access: passwords, sessions, one-time links.

CREATE TABLE password (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  hash text NOT NULL,
  is_temporary boolean NOT NULL DEFAULT false,
  temporary_until timestamptz,
  secret_question text,
  secret_answer_hash text,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id),
  CONSTRAINT password__user FOREIGN KEY (tenant_id, user_id) REFERENCES app_user ON DELETE CASCADE
);
COMMENT ON TABLE password IS 'argon2id hash of a user''s password. A temporary one must be changed at first sign-in.';
SELECT close_to_other_tenants('password');

CREATE TABLE session (
  tenant_id uuid NOT NULL,
  session_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  user_id uuid NOT NULL,
  portal text NOT NULL CONSTRAINT session__portal CHECK (portal IN ('producer', 'end-user', 'api')),
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  idle_seconds integer NOT NULL CONSTRAINT session__idle_seconds CHECK (idle_seconds > 0),
  address text NOT NULL DEFAULT '',
  user_agent text NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, session_id),
  CONSTRAINT session__user FOREIGN KEY (tenant_id, user_id) REFERENCES app_user ON DELETE CASCADE
);
COMMENT ON TABLE session IS 'A signed-in browser or client. Only the SHA-256 of its token is kept.';
COMMENT ON COLUMN session.idle_seconds IS 'Seconds without a request after which it ends; as the setting was at sign-in.';
CREATE UNIQUE INDEX session__token ON session (tenant_id, token_hash);
CREATE INDEX session__of_user ON session (tenant_id, user_id);
SELECT close_to_other_tenants('session');

CREATE TABLE one_time_link (
  tenant_id uuid NOT NULL,
  one_time_link_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  user_id uuid NOT NULL,
  purpose text NOT NULL CONSTRAINT one_time_link__purpose CHECK (purpose IN ('welcome', 'reset-password')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (tenant_id, one_time_link_id),
  CONSTRAINT one_time_link__user FOREIGN KEY (tenant_id, user_id) REFERENCES app_user ON DELETE CASCADE
);
COMMENT ON TABLE one_time_link IS 'A mailed link that lets its reader choose a password once.';
CREATE UNIQUE INDEX one_time_link__token ON one_time_link (tenant_id, token_hash);
CREATE INDEX one_time_link__of_user ON one_time_link (tenant_id, user_id) WHERE used_at IS NULL;
SELECT close_to_other_tenants('one_time_link');

CREATE TABLE sign_in_failure (
  tenant_id uuid NOT NULL,
  subject text NOT NULL,
  window_started_at timestamptz NOT NULL,
  failures integer NOT NULL,
  PRIMARY KEY (tenant_id, subject)
);
COMMENT ON TABLE sign_in_failure IS 'Wrong passwords by user name and by address, within a window; the throttle.';
SELECT close_to_other_tenants('sign_in_failure');
