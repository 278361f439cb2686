"""AdamW of other frameworks as ports: each used as its documentation uses it, by the names of Keras' arguments."""
