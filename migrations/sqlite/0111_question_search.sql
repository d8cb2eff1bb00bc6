-- What is looked for of a question: its title, then its tags, without capitals or accents (platform::html::fr::folded).
ALTER TABLE questions ADD COLUMN sought TEXT NOT NULL DEFAULT '';
UPDATE questions SET sought = title || ' ' || COALESCE((SELECT group_concat(t.tag, ' ') FROM question_tags t WHERE t.question_id = questions.id), '');
UPDATE questions SET sought = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(sought, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'), 'à', 'a'), 'À', 'a'), 'á', 'a'), 'Á', 'a'), 'â', 'a');
UPDATE questions SET sought = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(sought, 'Â', 'a'), 'ã', 'a'), 'Ã', 'a'), 'ä', 'a'), 'Ä', 'a'), 'å', 'a'), 'Å', 'a'), 'ç', 'c'), 'Ç', 'c'), 'è', 'e');
UPDATE questions SET sought = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(sought, 'È', 'e'), 'é', 'e'), 'É', 'e'), 'ê', 'e'), 'Ê', 'e'), 'ë', 'e'), 'Ë', 'e'), 'ì', 'i'), 'Ì', 'i'), 'í', 'i');
UPDATE questions SET sought = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(sought, 'Í', 'i'), 'î', 'i'), 'Î', 'i'), 'ï', 'i'), 'Ï', 'i'), 'ñ', 'n'), 'Ñ', 'n'), 'ò', 'o'), 'Ò', 'o'), 'ó', 'o');
UPDATE questions SET sought = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(sought, 'Ó', 'o'), 'ô', 'o'), 'Ô', 'o'), 'õ', 'o'), 'Õ', 'o'), 'ö', 'o'), 'Ö', 'o'), 'ø', 'o'), 'Ø', 'o'), 'ù', 'u');
UPDATE questions SET sought = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(sought, 'Ù', 'u'), 'ú', 'u'), 'Ú', 'u'), 'û', 'u'), 'Û', 'u'), 'ü', 'u'), 'Ü', 'u'), 'ý', 'y'), 'Ý', 'y'), 'ÿ', 'y');
UPDATE questions SET sought = replace(sought, 'Ÿ', 'y');
UPDATE questions SET sought = lower(sought);
