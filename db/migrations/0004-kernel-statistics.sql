-- Statements and checks of foreign keys keep the plan that they got when their table was small: any index then seems as
-- good as the primary key, for its first column is always the tenant. An import fills tables within seconds, long
-- before the database looks at them of itself. So whoever has just written much may ask for new statistics.
CREATE FUNCTION refresh_statistics() RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
DECLARE
  grown regclass;
  refreshed integer := 0;
BEGIN
  FOR grown IN
    SELECT c.oid FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND pg_has_role(c.relowner, 'USAGE')
      AND pg_relation_size(c.oid) / current_setting('block_size')::integer > greatest(8, 2 * c.relpages)
  LOOP
    EXECUTE format('ANALYZE (SKIP_LOCKED) %s', grown);
    refreshed := refreshed + 1;
  END LOOP;
  RETURN refreshed;
END $$;
COMMENT ON FUNCTION refresh_statistics() IS
  'Makes statistics of the tables that have more than doubled since theirs were made; answers how many those were.';
REVOKE ALL ON FUNCTION refresh_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_statistics() TO tallystick_app;
