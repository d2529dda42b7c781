-- Hosts: when they were first used is searched among a million of them.

CREATE INDEX host__by_first_use ON host (tenant_id, created_at, host_id);
