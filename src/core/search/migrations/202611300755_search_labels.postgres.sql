-- Labels: what a document is found by beside its words (type=faq, industry=E). They are tokens
-- of the index, so that a filter is an intersection and never a walk.
-- Each has its noun as one, too.
-- Beside its pairs a document now has every character alone: a query of one reads one list.
ALTER TABLE search_documents ADD COLUMN labels TEXT NOT NULL DEFAULT '';
UPDATE search_documents SET labels = chr(29) || '=noun=' || noun, tokens = array_to_tsvector(ARRAY(
  SELECT DISTINCT part FROM (
    SELECT '=noun=' || noun AS part
    UNION ALL
    SELECT unnest(tsvector_to_array(tokens))
    UNION ALL
    SELECT left(unnest(tsvector_to_array(tokens)), 1)) AS parts));
