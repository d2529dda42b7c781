-- Fulfillments: the chain from a first license to the one that is good today.

-- A generated column fills the rows that are there, whoever owns the table; then it becomes an ordinary one.
ALTER TABLE fulfillment
  ADD COLUMN chain_id uuid GENERATED ALWAYS AS (fulfillment_id) STORED,
  ADD COLUMN closed_at timestamptz GENERATED ALWAYS AS (CASE WHEN state = 'obsolete' THEN updated_at END) STORED,
  ADD COLUMN copies_taken integer GENERATED ALWAYS AS (CASE WHEN state = 'obsolete' THEN 0 ELSE copies END) STORED,
  ADD COLUMN overdraft_taken integer
    GENERATED ALWAYS AS (CASE WHEN state = 'obsolete' THEN 0 ELSE overdraft END) STORED;
ALTER TABLE fulfillment
  ALTER COLUMN chain_id DROP EXPRESSION,
  ALTER COLUMN closed_at DROP EXPRESSION,
  ALTER COLUMN copies_taken DROP EXPRESSION,
  ALTER COLUMN overdraft_taken DROP EXPRESSION;
ALTER TABLE fulfillment
  ALTER COLUMN chain_id SET NOT NULL,
  ALTER COLUMN copies_taken SET NOT NULL,
  ALTER COLUMN overdraft_taken SET NOT NULL,
  ADD CONSTRAINT fulfillment__taken_within_copies
    CHECK (copies_taken BETWEEN 0 AND copies AND overdraft_taken BETWEEN 0 AND overdraft),
  ADD COLUMN closed_by text NOT NULL DEFAULT '',
  ADD CONSTRAINT fulfillment__closed CHECK ((state = 'obsolete') = (closed_at IS NOT NULL));
COMMENT ON TABLE fulfillment IS
  'The record that copies were issued to hosts. expires_on is the last day; null is permanent. server_texts and '
  'node_texts are the host IDs exactly as the license has them; labels join them for lists. chain_id: the first record '
  'of the chain that this one continues, its own key for a first one; parent_fulfillment_id: the record that it '
  'replaces or was issued beside; copies_taken, overdraft_taken: what of it is among the copies taken of the line item: '
  'all of a live record, nothing of an obsolete one unless it was returned under a policy that keeps copies, nothing '
  'of emergency and stop-gap licenses; closed_*: when and by whom it became obsolete.';
-- One live record at the head of each chain. First records have none before them, so an activation writes nothing here.
CREATE UNIQUE INDEX fulfillment__one_head ON fulfillment (tenant_id, chain_id)
  WHERE state <> 'obsolete' AND parent_fulfillment_id IS NOT NULL;
CREATE INDEX fulfillment__of_parent ON fulfillment (tenant_id, parent_fulfillment_id)
  WHERE parent_fulfillment_id IS NOT NULL;
CREATE INDEX fulfillment__uses ON fulfillment (tenant_id, line_item_id, support_action, closed_at)
  WHERE closed_at IS NOT NULL;
