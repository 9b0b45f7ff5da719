-- From here on a profile needs an account. After the sample data, whose users have none.

SELECT public.link_accounts();
