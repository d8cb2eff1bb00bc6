-- What is looked for of a question: its title, then its tags, without capitals or accents (platform::html::fr::folded).
ALTER TABLE questions ADD COLUMN sought TEXT NOT NULL DEFAULT '';
UPDATE questions SET sought = title || ' ' || COALESCE((SELECT string_agg(t.tag, ' ') FROM question_tags t WHERE t.question_id = questions.id), '');
UPDATE questions SET sought = lower(translate(replace(replace(replace(replace(replace(sought, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'),
  'àáâãäåçèéêëìíîïñòóôõöøùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸ', 'aaaaaaceeeeiiiinoooooouuuuyyaaaaaaceeeeiiiinoooooouuuuyy'));
