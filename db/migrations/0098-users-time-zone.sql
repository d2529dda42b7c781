-- Whoever has chosen no time zone reads in that of the device. What was there stays as it was.
ALTER TABLE app_user ALTER COLUMN time_zone SET DEFAULT '';
