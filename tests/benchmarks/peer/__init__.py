"""The peer: a small project with django-import-export, used as its documentation teaches."""
