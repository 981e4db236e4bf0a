"""The OIDC debugger: walks an authorization server step by step and shows which audience it really grants."""
