-- Kernel: jobs that somebody cancels.

-- Asked while it runs, a job stops between two records and ends as cancelled; one that waits ends at once.
ALTER TABLE job
  ADD COLUMN cancelled_by text,
  ADD COLUMN cancelled_at timestamptz,
  DROP CONSTRAINT job__state,
  ADD CONSTRAINT job__state_known CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  ADD CONSTRAINT job__cancelled CHECK ((cancelled_by IS NULL) = (cancelled_at IS NULL)
    AND (state <> 'cancelled' OR cancelled_at IS NOT NULL));
COMMENT ON COLUMN job.cancelled_at IS 'When somebody asked to cancel it. A job that was too far to be stopped is done all the same.';
