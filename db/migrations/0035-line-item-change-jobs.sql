-- Entitlements: the report of a job that upgrades, upsells or renews many line items.

CREATE TABLE line_item_change_row (
  tenant_id uuid NOT NULL,
  job_id uuid NOT NULL,
  number integer NOT NULL,
  line_item_id uuid NOT NULL,
  activation_id text NOT NULL,
  sold_to_label text NOT NULL DEFAULT '',
  products_label text NOT NULL DEFAULT '',
  outcome text NOT NULL DEFAULT 'waiting' CONSTRAINT line_item_change_row__outcome
    CHECK (outcome IN ('waiting', 'changed', 'refused')),
  new_line_item_id uuid,
  new_activation_id text,
  code text,
  reason text,
  PRIMARY KEY (tenant_id, job_id, number),
  CONSTRAINT line_item_change_row__answer CHECK ((outcome = 'changed') = (new_activation_id IS NOT NULL)
    AND (outcome = 'refused') = (code IS NOT NULL))
);
COMMENT ON TABLE line_item_change_row IS
  'What became of each line item of a job of changes. Written with the change itself, so that a job that was killed '
  'goes on after the last one; labels are those of the day of the job.';
SELECT close_to_other_tenants('line_item_change_row');
