"""Verbs that change several models. Keyword-only functions; whoever calls passes the time."""
