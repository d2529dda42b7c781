-- Kernel: what lists need of the database.

-- As with ILIKE in the first file: LIKE reveals nothing of a row but whether it matches, so that a trigram index may
-- serve it below row level security. Only a superuser may say so.
DO $$ BEGIN
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    ALTER FUNCTION pg_catalog.textlike(text, text) LEAKPROOF;
  END IF;
END $$;

CREATE INDEX job__by_created ON job (tenant_id, created_at, job_id);
