-- Kernel: whose turn it is to deliver a tenant's events, and the list of events that were given up.

CREATE TABLE outbox_lease (
  tenant_id uuid NOT NULL,
  holder uuid NOT NULL,
  leased_until timestamptz NOT NULL,
  PRIMARY KEY (tenant_id)
);
COMMENT ON TABLE outbox_lease IS
  'Which process delivers the events of a tenant. The row is locked during a delivery, so the lease only keeps others '
  'from waiting; past it somebody else may try.';
SELECT close_to_other_tenants('outbox_lease');

CREATE INDEX outbox__parked ON outbox (tenant_id, parked_at, event_id) WHERE parked_at IS NOT NULL;
