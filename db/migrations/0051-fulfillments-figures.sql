-- Fulfillments: what the dashboard counts, answered out of an index alone at a million licenses.

CREATE INDEX fulfillment__active_ending ON fulfillment (tenant_id, expires_on) WHERE state = 'active';
