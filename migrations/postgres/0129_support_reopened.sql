-- reopened: how many times a request that was held to be solved was taken up again; what was before isn't counted.
ALTER TABLE support_tickets ADD COLUMN reopened BIGINT NOT NULL DEFAULT 0;
