-- Here one transaction writes at a time: there is no order to keep (see the same migration of PostgreSQL).
SELECT 1;
