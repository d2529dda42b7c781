-- Fulfillments: licenses by a rare number of copies.

-- A page of the table has few different numbers of copies. This index keeps them for each 256 kB of the table, which
-- costs an insert almost nothing: it writes only when a number is new there.
CREATE INDEX fulfillment__of_copies ON fulfillment USING brin (copies int4_minmax_multi_ops)
  WITH (pages_per_range = 32, autosummarize = on);
