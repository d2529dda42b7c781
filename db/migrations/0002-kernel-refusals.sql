-- Kernel: refusals of an operation within a span of time, which the dashboard counts by reason.

CREATE INDEX audit_entry__refused ON audit_entry (tenant_id, operation, audit_entry_id) WHERE outcome = 'refused';
