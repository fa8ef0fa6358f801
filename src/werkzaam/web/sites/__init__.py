"""The doors: one URLconf each, the base layout, middleware, and the processes that serve and work."""
