"""Many pages: a journal that survives anything, a runner that is as fast as the endpoint allows."""
