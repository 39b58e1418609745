"""GitHub, over its REST API; `client` knows its addresses, everything else speaks to the client."""
