-- Of which day a mark was said, before and after its change: nothing where it wasn't done, or was kept before this was.
ALTER TABLE mark_changes ADD COLUMN done_at_before BIGINT;
ALTER TABLE mark_changes ADD COLUMN done_at_after BIGINT;
