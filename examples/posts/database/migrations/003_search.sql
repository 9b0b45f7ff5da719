-- Full text search over posts: a title counts more than the text.

ALTER TABLE public.posts ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', content), 'B')
) STORED;
CREATE INDEX posts_search ON public.posts USING gin (search);

-- Best match first. It is an ordinary query inside, so that the caller's row permissions and policies hold; the words are
-- in the form of web searches: quotes for phrases, "or", a minus sign for what must not be there. The body is text and not
-- BEGIN ATOMIC: so the star still means every column when the table has got another one.
CREATE FUNCTION public.search_posts(query text) RETURNS SETOF public.posts
    LANGUAGE sql STABLE
AS $$
    SELECT *
    FROM public.posts
    WHERE search @@ websearch_to_tsquery('english', query)
    ORDER BY ts_rank(search, websearch_to_tsquery('english', query)) DESC, created_at DESC, id
$$;
