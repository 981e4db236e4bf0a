"""A real OpenID Provider on this machine, django-oauth-toolkit, with clients and APIs that lead into classic traps."""
