-- Fulfillments: what the hosts room may read of licenses, and the reports of host transfers.

CREATE VIEW host_license WITH (security_invoker = true) AS
  SELECT f.tenant_id, f.server_host_id AS host_id, f.fulfillment_id, f.line_item_id, f.entitlement_id,
         f.product_line_id, f.state, f.copies, f.copies_taken
  FROM fulfillment f WHERE f.server_host_id IS NOT NULL
  UNION ALL
  SELECT n.tenant_id, n.host_id, f.fulfillment_id, f.line_item_id, f.entitlement_id,
         f.product_line_id, f.state, f.copies, f.copies_taken
  FROM fulfillment_node n
  JOIN fulfillment f ON f.tenant_id = n.tenant_id AND f.fulfillment_id = n.fulfillment_id;
COMMENT ON VIEW host_license IS 'Which licenses name a host, as server or as node. Read by the hosts only.';
GRANT SELECT ON host_license TO tallystick_app;

CREATE TABLE host_transfer (
  tenant_id uuid NOT NULL,
  job_id uuid NOT NULL,
  to_account_id uuid NOT NULL,
  to_label text NOT NULL,
  PRIMARY KEY (tenant_id, job_id),
  CONSTRAINT host_transfer__to FOREIGN KEY (tenant_id, to_account_id) REFERENCES account (tenant_id, account_id)
);
COMMENT ON TABLE host_transfer IS 'Where the hosts of a job go; written when the job begins, labels are those of that day.';
CREATE INDEX host_transfer__to_account ON host_transfer (tenant_id, to_account_id);
SELECT close_to_other_tenants('host_transfer');

CREATE TABLE host_transfer_row (
  tenant_id uuid NOT NULL,
  job_id uuid NOT NULL,
  number integer NOT NULL,
  host_id uuid NOT NULL,
  host_label text NOT NULL,
  from_account_id uuid NOT NULL,
  from_label text NOT NULL,
  outcome text NOT NULL DEFAULT 'waiting' CONSTRAINT host_transfer_row__outcome
    CHECK (outcome IN ('waiting', 'transferred', 'refused')),
  licenses integer,
  copies integer,
  code text,
  reason text,
  PRIMARY KEY (tenant_id, job_id, number),
  CONSTRAINT host_transfer_row__answer CHECK ((outcome = 'transferred') = (licenses IS NOT NULL AND copies IS NOT NULL)
    AND (outcome = 'refused') = (code IS NOT NULL))
);
COMMENT ON TABLE host_transfer_row IS
  'What became of each host of a job. Written with the transfer of the host itself, so that a job that was killed goes '
  'on after the last one; labels are those of the day of the job.';
CREATE INDEX host_transfer_row__from_account ON host_transfer_row (tenant_id, from_account_id);
SELECT close_to_other_tenants('host_transfer_row');

CREATE VIEW host_transfer_job WITH (security_invoker = true) AS
  SELECT j.tenant_id, j.job_id, j.state, j.actor_id, j.actor_name, j.progress_done, j.problem, j.created_at,
         j.started_at, j.finished_at, j.input ->> 'account' AS account,
         coalesce((j.input ->> 'pool')::boolean, true) AS pools, jsonb_array_length(j.input -> 'hosts') AS hosts
  FROM job j WHERE j.operation = 'transfer-hosts';
COMMENT ON VIEW host_transfer_job IS 'Queued transfers of hosts, for those who asked for them. Read by the fulfillments only.';
GRANT SELECT ON host_transfer_job TO tallystick_app;
