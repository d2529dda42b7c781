-- Kernel: roles, tenants, audit, events, repeats, jobs, uploads.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'tallystick_app') THEN
    CREATE ROLE tallystick_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

DO $$ BEGIN
  EXECUTE format('GRANT tallystick_app TO %I', current_user);
END $$;

GRANT USAGE ON SCHEMA public TO tallystick_app;

-- ILIKE and lower() reveal nothing of a row but whether it matches, so that indexes on them may serve conditions
-- below row level security; without this every look-up by a public ID reads the whole tenant. Only a superuser may
-- say so; elsewhere such conditions work, but read more rows.
DO $$ BEGIN
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    ALTER FUNCTION pg_catalog.texticlike(text, text) LEAKPROOF;
    ALTER FUNCTION pg_catalog.lower(text) LEAKPROOF;
  END IF;
END $$;

-- Closes a table to all tenants but the one of the running transaction, for owner and application alike.
CREATE FUNCTION close_to_other_tenants(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  EXECUTE format('CREATE POLICY %I ON %I USING (tenant_id = current_setting(''tallystick.tenant_id'')::uuid)',
    name || '__own_tenant', name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO tallystick_app', name);
END $$;

CREATE TABLE tenant (
  tenant_id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE tenant IS 'A producer that uses this installation. Read by everybody; the only table without a tenant.';
GRANT SELECT ON tenant TO tallystick_app;

CREATE TABLE audit_entry (
  tenant_id uuid NOT NULL,
  audit_entry_id uuid NOT NULL,
  at timestamptz NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  on_behalf_of text,
  operation text NOT NULL,
  action text NOT NULL,
  outcome text NOT NULL CONSTRAINT audit_entry__outcome CHECK (outcome IN ('done', 'refused', 'denied')),
  code text,
  before jsonb,
  after jsonb,
  details jsonb,
  request_id text NOT NULL,
  CONSTRAINT audit_entry__code_iff_not_done CHECK ((outcome = 'done') = (code IS NULL)),
  PRIMARY KEY (tenant_id, audit_entry_id)
);
COMMENT ON TABLE audit_entry IS 'Who did what, when, with which result. Never changed after it was written.';
CREATE INDEX audit_entry__by_actor ON audit_entry (tenant_id, actor_id, audit_entry_id);
SELECT close_to_other_tenants('audit_entry');
REVOKE UPDATE, DELETE ON audit_entry FROM tallystick_app;

CREATE TABLE audit_subject (
  tenant_id uuid NOT NULL,
  kind text NOT NULL,
  subject_id text NOT NULL,
  audit_entry_id uuid NOT NULL,
  label text,
  PRIMARY KEY (tenant_id, kind, subject_id, audit_entry_id)
);
COMMENT ON TABLE audit_subject IS 'What an audit entry is about. History of a record = the entries of its subject.';
CREATE INDEX audit_subject__by_entry ON audit_subject (tenant_id, audit_entry_id);
SELECT close_to_other_tenants('audit_subject');
REVOKE UPDATE, DELETE ON audit_subject FROM tallystick_app;

CREATE TABLE outbox (
  tenant_id uuid NOT NULL,
  event_id uuid NOT NULL,
  at timestamptz NOT NULL,
  audit_entry_id uuid NOT NULL,
  type text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  payload jsonb NOT NULL,
  delivered_at timestamptz,
  tries integer NOT NULL DEFAULT 0,
  next_try_at timestamptz,
  problem text,
  parked_at timestamptz,
  PRIMARY KEY (tenant_id, event_id)
);
COMMENT ON TABLE outbox IS
  'Events, written in the transaction of their cause and delivered at least once afterwards. tries, problem: how often '
  'and why a reaction failed; next_try_at: not before then; parked_at: given up, and later events of the subject wait.';
CREATE INDEX outbox__undelivered ON outbox (tenant_id, event_id) WHERE delivered_at IS NULL;
CREATE INDEX outbox__failing ON outbox (tenant_id, subject_kind, subject_id, event_id)
  WHERE delivered_at IS NULL AND tries > 0;
SELECT close_to_other_tenants('outbox');

CREATE TABLE idempotency (
  tenant_id uuid NOT NULL,
  actor text NOT NULL,
  key text NOT NULL,
  operation text NOT NULL,
  digest text NOT NULL,
  answer json,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, actor, key)
);
COMMENT ON TABLE idempotency IS 'Answers by Idempotency-Key and caller. answer keeps its text as it was sent; null only inside the first transaction.';
CREATE INDEX idempotency__by_age ON idempotency USING brin (created_at);
SELECT close_to_other_tenants('idempotency');

CREATE TABLE job (
  tenant_id uuid NOT NULL,
  job_id uuid NOT NULL,
  operation text NOT NULL,
  input jsonb NOT NULL,
  principal jsonb NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  state text NOT NULL DEFAULT 'waiting'
    CONSTRAINT job__state CHECK (state IN ('waiting', 'running', 'done', 'failed')),
  progress_done integer NOT NULL DEFAULT 0,
  progress_total integer NOT NULL DEFAULT 0,
  attempts integer NOT NULL DEFAULT 0,
  leased_until timestamptz,
  report jsonb,
  problem text,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, job_id)
);
COMMENT ON TABLE job IS 'Queued operations with the rights of who queued them. leased_until: a living worker renews it.';
CREATE INDEX job__open ON job (tenant_id, created_at) WHERE state IN ('waiting', 'running');
SELECT close_to_other_tenants('job');

CREATE TABLE upload (
  tenant_id uuid NOT NULL,
  upload_id uuid NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  size_bytes bigint NOT NULL,
  actor_id uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, upload_id)
);
COMMENT ON TABLE upload IS 'A file handed in for an import, kept in pieces so that it is read at constant memory.';
SELECT close_to_other_tenants('upload');

CREATE TABLE upload_piece (
  tenant_id uuid NOT NULL,
  upload_id uuid NOT NULL,
  number integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (tenant_id, upload_id, number),
  CONSTRAINT upload_piece__of_upload FOREIGN KEY (tenant_id, upload_id) REFERENCES upload ON DELETE CASCADE
);
COMMENT ON TABLE upload_piece IS 'Pieces of an upload in order of number, from 0.';
SELECT close_to_other_tenants('upload_piece');

CREATE TABLE import_row (
  tenant_id uuid NOT NULL,
  job_id uuid NOT NULL,
  number integer NOT NULL,
  file_line integer NOT NULL,
  record_kind text NOT NULL,
  reference text NOT NULL,
  outcome text NOT NULL
    CONSTRAINT import_row__outcome CHECK (outcome IN ('created', 'changed', 'unchanged', 'refused')),
  column_name text,
  code text,
  reason text,
  PRIMARY KEY (tenant_id, job_id, number)
);
COMMENT ON TABLE import_row IS 'What became of each record of an import: the report, row by row.';
SELECT close_to_other_tenants('import_row');
